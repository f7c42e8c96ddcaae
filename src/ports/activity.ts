/**
 * What happened lately, for people who watch Baton work: types, ids, names of agents and times, never what anybody
 * wrote. Times are milliseconds since the epoch on the database's clock, which business time may run ahead of.
 */
export interface Activity {
  /** Oldest first. */
  readonly events: readonly ActivityEvent[];
  /** What the decisions over these events asked for, oldest first. */
  readonly effects: readonly ActivityEffect[];
}

export interface ActivityEvent {
  /** Unique, and the `cause` of what was decided over it. */
  readonly key: string;
  /** `incoming`: an adapter reported it. `fact`: it came of Baton's own doing. */
  readonly kind: 'incoming' | 'fact';
  readonly type: string;
  readonly accountId: string;
  readonly status: 'pending' | 'applied' | 'unmatched' | 'set_aside';
  readonly storedAt: number;
  readonly appliedAt: number | null;
  readonly about: ActivityAbout;
  /** Null while nothing was decided, and for what needs no decision (the echo of our own post). */
  readonly decision: ActivityDecision | null;
}

export interface ActivityDecision {
  readonly modeBefore: string;
  readonly modeAfter: string;
  /** Types of the effects it asked for, in order. */
  readonly effects: readonly string[];
}

export interface ActivityEffect {
  readonly id: string;
  /** The event whose decision asked for it. */
  readonly cause: string | null;
  /** Whom it calls; null: nobody outside. */
  readonly accountId: string | null;
  readonly type: string;
  readonly state: 'queued' | 'sending' | 'done' | 'suppressed' | 'dead';
  readonly about: ActivityAbout;
  readonly createdAt: number;
  /** Until when it waits by its own wish (business time, in milliseconds from now; negative when due). */
  readonly dueInMs: number | null;
  /** How often it was repeated although nothing vouched for the first time. */
  readonly blindResends: number;
  readonly attempts: readonly ActivityAttempt[];
}

export interface ActivityAttempt {
  readonly n: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly outcome: string | null;
  readonly code: string | null;
}

/** By what an event and an effect are found to belong together, and what is worth saying of them. */
export interface ActivityAbout {
  /** Where the customer writes. */
  readonly channelId: string | null;
  readonly messageId: string | null;
  readonly draftFor: string | null;
  readonly handoffId: string | null;
  /** The use of a tool, and whose system it asks. */
  readonly actionId: string | null;
  readonly system: string | null;
  /** The effect whose call the provider reports on. */
  readonly effectId: string | null;
  /** A word that tells one of its kind from another: an action, a delivery status, a kind of reply, a timer. */
  readonly detail: string | null;
  readonly agentId: string | null;
  readonly agentName: string | null;
  /** Of the agent who acted; of the author of what is sent otherwise. */
  readonly role: string | null;
}

export interface ActivityLog {
  /** The newest `limit` events with what followed from them. */
  recent(limit: number): Promise<Activity>;
}
