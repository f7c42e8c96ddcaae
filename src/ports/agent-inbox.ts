import type { CardView } from '../domain/conversation/card';
import type { MessageMark, Notice } from '../domain/conversation/effects';
import type { InboxCapabilities } from '../domain/delivery/capabilities';
import type { AccountId, ExternalId, Instant, PlaceId, ThreadRef } from '../domain/ids';
import type { IncomingEvent } from '../domain/incoming-event';
import type { Agent, MediaPart, TranscriptEntry } from '../domain/message';
import type { Place, RoutingFacts } from '../domain/place';
import type { FetchLimits, IncomingMedia, MediaContent } from './media-content';
import type { Ingress } from './webhook';

/** Where agents work: a Slack channel with a thread for each handoff, a Teams channel with a conversation each. */
export interface AgentInbox extends Ingress {
  readonly accountId: AccountId;
  readonly capabilities: InboxCapabilities;

  /** Posts the root with the card into `context.place`, and nothing else. Rejects with a PortError, like every method here. */
  open(card: InboxCard, context: PostContext): Promise<{ readonly thread: ThreadRef; readonly sentId: ExternalId }>;
  /** Shows the card as it is now. Harmless to repeat. `target_gone` when the root was deleted. */
  update(thread: ThreadRef, card: InboxCard): Promise<void>;
  /** One post into the thread. `target_gone` when the thread is not there any more. */
  post(thread: ThreadRef, post: ThreadPost, context: PostContext): Promise<{ readonly sentId: ExternalId }>;
  /**
   * Seen by one agent only. Harmless to repeat. Rejects with `rejected` where that agent cannot be reached so. `below`:
   * messages of the conversation that the notice speaks of, shown under it.
   */
  tell(thread: ThreadRef, agentId: string, notice: Notice, below?: ThreadMessages): Promise<void>;

  /** Where threads can be. Absent: there is one place, which needs no name. */
  readonly places?: InboxPlaces;
  /** A small sign on a message of the thread. Harmless to repeat. */
  readonly marks?: { mark(thread: ThreadRef, message: ExternalId, mark: MessageMark): Promise<void> };
  /** Customers' reactions as reactions. Absent: each is a line. */
  readonly reactions?: {
    /** It can be shown and would mean nothing else there. */
    fits(emoji: string): Promise<boolean>;
    /** Harmless to repeat. */
    set(message: ExternalId, emoji: string, on: boolean): Promise<void>;
  };
  /** Makes an unsure post sure. `thread` null: a root is looked for. Null: there is no such post. */
  readonly lookup?: {
    findPost(thread: ThreadRef | null, context: PostContext): Promise<{ thread: ThreadRef; sentId: ExternalId } | null>;
  };
  /**
   * Settles what the parse of a webhook could not know (names, `standing: 'unknown'`) before the event is applied.
   * Reads only; may be repeated. While it rejects, the event waits: nobody unknown ever reaches a customer.
   */
  readonly enrich?: (event: IncomingEvent) => Promise<IncomingEvent>;
  /**
   * Reads back what a webhook may have lost: everything in this thread after `since`, and what was changed or deleted of
   * `known`, as the facts that the webhook would have given, under the same keys.
   */
  readonly readBack?: {
    read(thread: ThreadRef, since: Instant, known: readonly KnownPost[]): Promise<readonly IncomingEvent[]>;
  };
  /** Customers' files in the thread. Absent: agents get a link. */
  readonly files?: {
    /**
     * Puts a file into the thread. `rejected`, also for a missing permission, brings a link in its place and holds
     * nothing else; `target_gone` when the thread is not there any more.
     */
    upload(thread: ThreadRef, file: ThreadFile, context: PostContext): Promise<{ readonly sentId: ExternalId }>;
    /** Makes an unsure upload sure. Null: it is not there and will not come. Rejects while that cannot be said. */
    findUpload(thread: ThreadRef, context: PostContext): Promise<{ readonly sentId: ExternalId } | null>;
  };
  /** The bytes behind a part an agent sent. Harmless to repeat. Rejects with a PortError, as its pieces do. */
  readonly media?: { fetch(part: MediaPart, limits: FetchLimits): Promise<IncomingMedia> };
}

/** A message that an agent wrote in a thread and did not delete, as far as Baton knows. */
export interface KnownPost {
  readonly externalId: ExternalId;
  readonly agent: Agent;
  /** The customer has it, or will. */
  readonly isPublic: boolean;
}

export interface InboxPlaces {
  /** The default first. Labels may be ids until the provider was asked. */
  list(): readonly Place[];
  /** Asks the provider what they are called now; one that cannot be asked keeps its label. Absent: labels never change. */
  refresh?(): Promise<void>;
  /** Where the admin's rules want a new handoff; pure. */
  route(about: RoutingFacts): PlaceId;
  /** The card of a thread that was left shows where its conversation is now, and no buttons. Harmless to repeat. */
  close(thread: ThreadRef, card: InboxCard, now: { readonly thread: ThreadRef; readonly label: string }): Promise<void>;
}

/** The card with the words that come from outside the state. */
export interface InboxCard {
  readonly view: CardView;
  readonly channelLabel: string;
}

export interface ThreadFile extends MediaContent {
  /** Fit to be shown and saved: no path, with an ending that says what it is. */
  readonly name: string;
  /** The customer who sent it; absent: it is Baton's own. */
  readonly from?: { readonly customerName: string | null; readonly channelLabel: string };
}

export type ThreadPost =
  | {
      /** Messages of the conversation, oldest first, merged into one post. `history`: from before the thread was opened. */
      readonly type: 'messages';
      readonly customerName: string | null;
      readonly channelLabel: string;
      readonly entries: readonly TranscriptEntry[];
      readonly history: boolean;
      /** The agent who is called to it. */
      readonly mention?: string;
      /** Shown in the channel of the thread too, where the inbox can. */
      readonly toChannel?: true;
    }
  | {
      readonly type: 'change';
      readonly change: 'edited' | 'deleted';
      readonly customerName: string | null;
      readonly channelLabel: string;
      readonly entry: TranscriptEntry;
    }
  | {
      readonly type: 'notice';
      readonly notice: Notice;
      /** Where what it speaks of can be opened, at its end. */
      readonly link?: { readonly label: string; readonly url: string };
    };

export type ThreadMessages = Extract<ThreadPost, { type: 'messages' }>;

export interface PostContext {
  /** The same on every retry; the adapter puts it where the echo and the read-back show it. */
  readonly key: string;
  readonly firstTriedAt: Instant;
  /** Where a root is opened, or looked for. Absent: in the default place. */
  readonly place?: PlaceId;
  /** Where agents can open the bytes of a part of the post; null or absent: the part is only named. */
  readonly mediaUrl?: (part: MediaPart) => string | null;
  /** A picture for the customer of this conversation, made of their initial: PNG, to be fetched without credentials. */
  readonly avatarUrl?: string;
}
