import type { Call } from '../domain/conversation/call';
import type { Decision } from '../domain/conversation/decision';
import type { ConversationEvent, Fact, KnownMessage, UnsentReply } from '../domain/conversation/events';
import type { ConversationState } from '../domain/conversation/state';
import type { ToolAction } from '../domain/conversation/tool-action';
import type {
  AccountId,
  ConversationId,
  ExternalId,
  HandoffId,
  Instant,
  MessageId,
  PlaceId,
  TenantId,
  ThreadRef,
} from '../domain/ids';
import type { IncomingEvent } from '../domain/incoming-event';
import type { MessagePart, TranscriptEntry } from '../domain/message';
import type { KnownPost } from './agent-inbox';
import type { UnusablePlace } from './webhook';

/**
 * Durable state. Each method is one transaction (or one statement) and calls back only into pure code, so no row stays
 * locked while anything waits for the outside. All of them reject when the database cannot be reached.
 */
export interface Store extends Reception, Lanes, EventLanes, EffectLanes, Reading, CodeGuard {}

export interface AccountKey {
  readonly tenantId: TenantId;
  readonly accountId: AccountId;
}

export interface Reception {
  /** Stores what is new of it with the raw body, all or nothing, and returns how many events were new. */
  receive(account: AccountKey, received: Received): Promise<number>;
}

export interface Received {
  readonly events: readonly IncomingEvent[];
  readonly raw?: Buffer;
  readonly quarantined?: { readonly key: string; readonly reason: string };
}

export type LaneKind = 'events' | 'effects';

/** The right to work on one lane until it runs out. `token` fences: a successor's is higher. */
export interface LaneLease {
  readonly tenantId: TenantId;
  readonly laneId: string;
  readonly kind: LaneKind;
  readonly key: string;
  readonly token: string;
  /** How often this lane was claimed since its head last moved. */
  readonly attempts: number;
}

export interface Lanes {
  claimLanes(limit: number, kinds: readonly LaneKind[]): Promise<readonly LaneLease[]>;
  /** Gives the lane back; with `afterMs` (business time) its head waits that long. */
  releaseLane(lease: LaneLease, afterMs?: number): Promise<void>;
  /** Those that are worked on; a lane that was left behind must run out. */
  renewLeases(leases: readonly LaneLease[]): Promise<void>;
  /** Lanes whose worker's process is gone; returns how many were freed. */
  freeAbandonedLanes(): Promise<number>;
}

export interface QueuedEvent {
  readonly seq: string;
  readonly accountId: AccountId;
  readonly content:
    | { readonly kind: 'incoming'; readonly event: IncomingEvent }
    | { readonly kind: 'fact'; readonly conversationId: ConversationId; readonly fact: Fact };
  readonly at: Instant;
  /** When it was stored, in business time. What came from outside says itself when it was written (`at`). */
  readonly receivedAt: Instant;
  /** Since it was stored, on the database's clock. */
  readonly ageMs: number;
}

export interface EventLanes {
  /** The head of an event lane; null when there is none (the lane is idle then). */
  nextEvent(lease: LaneLease): Promise<QueuedEvent | null>;
  /**
   * Finds or opens the conversation, locks it, lets `steps` decide and plan, and saves state, transcript and effects
   * with the event's end: all of it or none. `not_yet`: what it belongs to is not known yet; nothing was saved.
   */
  applyEvent(lease: LaneLease, event: QueuedEvent, steps: ApplySteps): Promise<'applied' | 'unmatched' | 'not_yet'>;
  /** Takes the head out of the way, kept for a later replay, so that the conversation goes on. */
  setEventAside(lease: LaneLease, event: QueuedEvent, error: string): Promise<void>;
}

export interface ApplySteps {
  readonly interpret: (found: Found, state: ConversationState) => ConversationEvent | null;
  readonly decide: (state: ConversationState, event: ConversationEvent) => Decision;
  readonly plan: (decision: Decision, needed: PlanMaterial) => readonly PlannedEffect[];
}

/** An event with what the database knows about what it names. */
export interface Found {
  readonly event: QueuedEvent;
  readonly cause: string;
  /**
   * The message that a change, a receipt or an agent's action is about. Nothing `unsent` is sent while this is decided.
   * `part`: which of the messages that it went out in a receipt is of.
   */
  readonly target: ({ readonly id: MessageId; readonly part?: number } & KnownMessage) | null;
  /** Agents' replies of which nothing was attempted; empty unless the event stops them. */
  readonly unsent: readonly UnsentReply[];
  /** The thread that it happened in, where the conversation has left that. */
  readonly former: ThreadRef | null;
}

export interface PlanMaterial {
  readonly entries: ReadonlyMap<MessageId, TranscriptEntry>;
  /** What the thread of the handoff does not show yet, oldest first; empty unless the decision asks for it. */
  readonly untold: readonly TranscriptEntry[];
  /** How many more there are before those. */
  readonly untoldBefore: number;
  /** Of messages to be deleted: how many parts of each the customer has. */
  readonly sentParts: ReadonlyMap<MessageId, number>;
}

export interface PlannedEffect {
  /** Within the conversation; effects of one lane run in order. */
  readonly lane: string;
  /** Whom it calls; null: nobody outside. */
  readonly accountId: AccountId | null;
  readonly call: Call;
  /** How often the outside takes such calls; null: as fast as they come. */
  readonly pace: Pace | null;
  /** The epoch outside which it lapses; null: never. */
  readonly validIn: number | null;
  readonly notBefore: Instant | null;
  /** The messages that its message goes out in, where they are several; null: one, and it was planned otherwise before. */
  readonly goesOutIn?: readonly MessagePart[] | null;
  /** A `send_part` that takes the place of the one that waits for the same part of the same message. */
  readonly replaces?: true;
}

/** Calls of one key are spread out, by every worker together. */
export interface Pace {
  readonly key: string;
  readonly intervalMs: number;
  readonly burst: number;
  /** Each place of the inbox has this pace for itself. */
  readonly perPlace?: boolean;
  /** Goes before what may wait. */
  readonly urgent?: true;
}

export interface StartedEffect {
  /** Unique and the same on every try: the key that providers are given. */
  readonly id: string;
  readonly seq: string;
  readonly accountId: AccountId | null;
  readonly call: Call;
  readonly conversationId: ConversationId;
  readonly state: ConversationState;
  /** An earlier try ended without a known outcome: look for evidence before doing it again. */
  readonly resumed: boolean;
  /** The provider's id, where an echo or a callback has shown that it arrived. */
  readonly evidence: { readonly sentId: ExternalId; readonly thread: ThreadRef | null } | null;
  readonly tries: number;
  readonly blindResends: number;
  /** Database clock. */
  readonly firstTriedAt: Instant;
  /** Since the last try that reached the network, on the database's clock. */
  readonly sinceLastTryMs: number;
  /** Since the first try, in business time: what "retried for 24 h" is measured by. */
  readonly triedForMs: number;
  /** What it sends was deleted, or made a note, since it was decided on. */
  readonly takenBack: boolean;
  /** What the thread was already told about it. */
  readonly told: string | null;
}

export type Outcome =
  | { readonly type: 'done'; readonly facts: readonly Fact[]; readonly refs: readonly SentRef[] }
  | { readonly type: 'superseded' }
  /** `certain`: it was not done. Otherwise its next try looks for evidence first. `blind`: the next try may repeat it. */
  | {
      readonly type: 'again';
      readonly afterMs: number;
      readonly code: string;
      readonly certain: boolean;
      /** The provider asked for it: all that keeps the same pace waits as long. */
      readonly pauseMs?: number;
      readonly facts?: readonly Fact[];
      readonly told?: string;
    }
  /** Ended without success; siblings of the same message go with it. */
  | { readonly type: 'gave_up'; readonly code: string; readonly facts: readonly Fact[] }
  /** Nothing works with this account, or in this place of it, until the admin acts: all lanes that need it wait. */
  | {
      readonly type: 'account_held';
      /** Null: the whole account. */
      readonly place: PlaceId | null;
      readonly forMs: number;
      /** This effect may go on elsewhere at once. */
      readonly elsewhere?: true;
      readonly reason: string;
      readonly facts: readonly Fact[];
      readonly told?: string;
    };

export interface SentRef {
  readonly accountId: AccountId;
  readonly externalId: ExternalId;
  readonly side: 'customer' | 'thread';
  readonly messageId: MessageId;
  readonly part: number;
  /** With `thread`: shown there. It counts only while the conversation is in that thread. */
  readonly thread?: ThreadRef;
}

export interface StrandedThread {
  readonly conversationId: ConversationId;
  readonly handoffId: HandoffId;
  /** Null: the whole account is held. */
  readonly place: PlaceId | null;
  /** Business time. */
  readonly since: Instant;
  readonly heldForMs: number;
  /** The customer waits for an answer. */
  readonly waiting: boolean;
  /** Since when it was unreachable when its customer was told so; null: they were not. */
  readonly told: Instant | null;
}

/** Counts codes over all conversations, so that nobody guesses on in another one. */
export interface CodeGuard {
  /** Counts this sending, once however often it is tried. False: it is one too many for now, for what the action is about. */
  maySendCode(tenantId: TenantId, action: ToolAction, send: number): Promise<boolean>;
}

export interface EffectLanes {
  /**
   * The head of an effect lane that is not pointless by now. A first try is written down before this returns; a `resumed` one is not, because its
   * evidence is looked at first. Null: nothing to do now (idle, not due, account held).
   */
  beginEffect(
    lease: LaneLease,
    isPointless: (call: Call, state: ConversationState) => boolean,
  ): Promise<StartedEffect | null>;
  /** Writes down that a resumed effect is tried again; `blind`: nothing vouches for it, and `facts` say so. */
  beginAgain(lease: LaneLease, effect: StartedEffect, blind: boolean, facts: readonly Fact[]): Promise<void>;
  /** The outcome and the facts that follow, fenced by the lease. Rejects with LeaseLost when a successor has the lane. */
  finishEffect(lease: LaneLease, effect: StartedEffect, outcome: Outcome): Promise<{ readonly newlyHeld: boolean }>;
  /** Accounts that wait for the admin, as a whole or in some place. */
  heldAccounts(tenantId: TenantId): Promise<readonly AccountId[]>;
  /** Open threads with something to show, or a customer who waits, in what is held; and all places that are held. */
  stranded(
    account: AccountKey,
  ): Promise<{ readonly threads: readonly StrandedThread[]; readonly held: readonly PlaceId[] }>;
  /** What follows from the state of the outside, as a fact of one conversation. */
  noteFact(account: AccountKey, conversationId: ConversationId, fact: Fact): Promise<void>;
  /** An account works but for these places: what it was held for is over, and lanes go on at once. */
  accountWorks(account: AccountKey, unusable: readonly UnusablePlace[], heldMs: number): Promise<void>;
}

export interface OpenThread {
  readonly thread: ThreadRef;
  /** How far it was read back, on the provider's clock. */
  readonly readSince: Instant;
  /** The customer waits for an answer. */
  readonly waiting: boolean;
  /** What agents wrote there in the last twelve hours, the newest hundred of it. */
  readonly posts: readonly (KnownPost & { readonly ageMs: number })[];
}

export interface Reading {
  conversation(tenantId: TenantId, id: ConversationId): Promise<ConversationState>;
  /** The newest `limit` entries, oldest first. */
  transcript(tenantId: TenantId, id: ConversationId, limit: number): Promise<readonly TranscriptEntry[]>;
  entries(tenantId: TenantId, id: ConversationId, ids: readonly MessageId[]): Promise<readonly TranscriptEntry[]>;
  /** Where a message is on one side, by part. */
  sentRefs(
    tenantId: TenantId,
    id: ConversationId,
    messageId: MessageId,
    side: 'customer' | 'thread',
  ): Promise<readonly { readonly externalId: ExternalId; readonly part: number }[]>;
  /** Those of these ids of an account that stand for something else than this part of this message. */
  othersOf(account: AccountKey, ids: readonly ExternalId[], own: OwnPart): Promise<ReadonlySet<ExternalId>>;
  thread(tenantId: TenantId, handoffId: HandoffId): Promise<ThreadRef | null>;
  /** Threads whose handoff is not over, or only just is: those with a waiting customer first. */
  openThreads(account: AccountKey): Promise<readonly OpenThread[]>;
  threadWasRead(account: AccountKey, thread: ThreadRef, until: Instant): Promise<void>;
}

export interface OwnPart {
  readonly messageId: MessageId;
  readonly part: number;
}

/** Another worker has the lane: what this one did is recorded there, not here. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}
