import type { Place } from '../place';
import type { SignWeights } from './evidence';
import type { NoticeTexts } from './notices';
import type { OpeningHours } from './opening-hours';

/** The admin's choices that a decision depends on, with the facts of the conversation's channel. Passed in, never read here. */
export interface Policy {
  /** More clarifying questions in a row than this, and people take over. */
  readonly maxClarifications: number;
  /** More failed answers than this since the AI last took over, and people take over. */
  readonly maxFailures: number;
  readonly maxBotTurns: number;
  /** How many weak signs add up to offering a person, and to bringing one in. */
  readonly offerAt: number;
  readonly escalateAt: number;
  readonly signWeights: SignWeights;
  /** Addresses of customers whom people answer from the first message. */
  readonly vipContacts: readonly string[];
  /** A handoff nobody claims for this long is overdue: the thread and the customer are told. */
  readonly claimDueMs: number;
  /** A thread that cannot be opened for this long is admitted to the customer. */
  readonly openDueMs: number;
  /** A holder who leaves a customer waiting this long is reminded, and after as long again released. */
  readonly replyDueMs: number;
  /** Null: somebody is always there. Outside them nobody is reminded, and customers hear when people are back. */
  readonly hours: OpeningHours | null;
  /** A customer who writes within this time after "resolved" comes back to the same thread. */
  readonly reopenWithinMs: number;
  /** `holder`: only the holder's plain replies are sent. `everyone`: any member's. `notes`: nothing until a click. */
  readonly speaking: 'holder' | 'everyone' | 'notes';
  /** Who waits for somebody is shown in the channel too, not only in a thread that nobody follows. */
  readonly showInChannel: boolean;
  /** An agent's reply waits this long before it is sent: deleting the message takes it back, editing changes it. */
  readonly undoGraceMs: number;
  /** Hold what looks meant for colleagues: never, where the channel cannot take it back, or everywhere. */
  readonly leakCheck: 'off' | 'unsendable' | 'always';
  /** Whoever holds a conversation may look at the numbers that are masked in it. */
  readonly revealNumbers: boolean;
  /** Say that an AI writes: first AI message, after a day of silence, after hand-back. */
  readonly discloseAi: boolean;
  /** A summary by the configured model follows the packet; false where the model cannot write one. */
  readonly modelSummary: boolean;
  /** Voice notes are turned into text, for the AI and for agents; false where nothing can. */
  readonly transcribe: boolean;
  readonly channel: {
    readonly label: string;
    readonly burstMs: number;
    readonly helpBelongsToCarrier: boolean;
    readonly replyWindowMs: number | null;
    readonly edits: boolean;
    readonly deletes: boolean;
    /** Emoji that it carries to the customer. */
    readonly reactions: readonly string[];
    /** An approved template can ask the customer to write, so that the reply window opens. */
    readonly template: boolean;
  };
  readonly inbox: {
    /** Where threads can be, the default first. */
    readonly places: readonly Place[];
    /** More in a thread than this, and it goes on in a new one; null: threads may be of any length. */
    readonly threadMax: number | null;
  };
  readonly texts: NoticeTexts;
}
