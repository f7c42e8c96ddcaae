import type { Instant, MessageId } from '../ids';

/** Values that a tool has settled. Text of customers may stand in them; nothing of a model does that it has not checked. */
export type ActionArgs = Readonly<Record<string, string | number | boolean>>;

export interface ActionFact {
  readonly label: string;
  readonly value: string;
}

/** One use of a tool, settled before anything is agreed to: what is run is exactly what was shown. */
export interface ToolAction {
  /** Derived from the fact that brought it about, and the idempotency key of its run. */
  readonly id: string;
  readonly tool: string;
  /** Whose system answers, as agents call it. */
  readonly source: string;
  readonly permission: 'read' | 'write';
  readonly identity: 'none' | 'channel' | 'code';
  readonly args: ActionArgs;
  /** Whom a right code vouches for: what it opened once is open for a while for actions with the same. */
  readonly vouchedBy: string;
  /** What codes are counted by over all conversations, such as one order; absent in what was stored before: `vouchedBy`. */
  readonly subject?: string;
  /** What it does, for the customer and on the card; null for a read. */
  readonly text: string | null;
}

/** What is open between the AI and the customer besides a question. One thing at a time, and only while the AI answers. */
export type Pending = Collecting | Proposed | AwaitingCode | Running;

/** Something that only the customer can say is missing. */
export interface Collecting {
  readonly step: 'collecting';
  readonly tool: string;
  readonly given: ActionArgs;
  /** The input that was asked for last, in these words, and how often. */
  readonly asking: string;
  readonly question: string;
  readonly asked: number;
  readonly at: Instant;
  /** It was asked once more below an answer to something else. */
  readonly repeated: boolean;
}

/** Waits for the customer's yes to exactly this text, in the message that shows it. */
export interface Proposed {
  readonly step: 'proposed';
  readonly action: ToolAction;
  readonly text: string;
  readonly messageId: MessageId;
  /** A yes counts until then and in this epoch. */
  readonly until: Instant;
  readonly epoch: number;
  /** The channel took the message: only then can a yes be an answer to it. */
  readonly sent: boolean;
  /** A yes came while the message was on its way; whether it can be an answer is known once it was sent. */
  readonly answeredAt: Instant | null;
  readonly repeated: boolean;
}

/** Waits for the code that went to the address on file. */
export interface AwaitingCode {
  readonly step: 'awaiting_code';
  readonly action: ToolAction;
  /** Which sending counts: each has a code of its own. */
  readonly send: number;
  /** Where it went, with most of it hidden; null while it is on its way. */
  readonly to: string | null;
  readonly tries: number;
  readonly until: Instant;
}

/** Agreed to, and on its way: it runs to its end whatever else happens. */
export interface Running {
  readonly step: 'running';
  readonly action: ToolAction;
}

/** What a tool answered: facts that need no verifying, for agents and for checks of what a model says. */
export interface RanAction {
  readonly tool: string;
  readonly source: string;
  readonly permission: 'read' | 'write';
  readonly args: ActionArgs;
  /** `unknown`: the system never said; it may have been done. */
  readonly outcome: 'done' | 'refused' | 'failed' | 'unknown';
  readonly facts: readonly ActionFact[];
  readonly at: Instant;
  /** The message that told the customer. */
  readonly messageId: MessageId;
}

export interface ActionMemory {
  /** The newest last. */
  readonly ran: readonly RanAction[];
  readonly trust: readonly { readonly vouchedBy: string; readonly until: Instant }[];
  /** Codes sent in the last day. */
  readonly codes: readonly { readonly vouchedBy: string; readonly at: Instant }[];
  /** The newest code, which stays unreadable in the transcript as long as it could have been used. */
  readonly lastCode: { readonly actionId: string; readonly send: number; readonly until: Instant } | null;
  /** What became of the last proposal, until the customer writes of something else: a late yes is told. */
  readonly closed: 'done' | 'not_done' | 'handed_over' | null;
  /** What was proposed and not done when people took over; for the card. */
  readonly undone: string | null;
}

export const NO_ACTIONS: ActionMemory = {
  ran: [],
  trust: [],
  codes: [],
  lastCode: null,
  closed: null,
  undone: null,
};

/** Absent in conversations that were stored before there were tools. */
interface WithActions {
  readonly pending?: Pending | null;
  readonly actions?: ActionMemory;
}

export const pendingOf = ({ pending }: WithActions): Pending | null => pending ?? null;
export const actionsOf = ({ actions }: WithActions): ActionMemory => actions ?? NO_ACTIONS;

export const subjectOf = ({ subject, vouchedBy }: ToolAction): string => subject ?? vouchedBy;

export const isTrusted = (state: WithActions, vouchedBy: string, at: Instant): boolean =>
  actionsOf(state).trust.some((one) => one.vouchedBy === vouchedBy && at < one.until);
