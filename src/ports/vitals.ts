/** How the whole is doing at this moment, for whoever watches. */
export interface Vitals {
  /** Conversations by mode. */
  readonly conversations: Readonly<Record<string, number>>;
  /** Customers to whom people owe an answer, and how long the first of them has waited. */
  readonly waiting: number;
  readonly longestWaitSeconds: number;
  /** Lanes whose head is due, and how late the latest of them is. */
  readonly lanesDue: number;
  readonly oldestDueSeconds: number;
  /** Accounts with which nothing works until the admin acts. */
  readonly accountsHeld: number;
  /** What was kept because nobody understood it. */
  readonly eventsSetAside: number;
  readonly quarantined: number;
}
