import type { RejectionReason } from './errors';
import type { ChannelId, ContactAddress, ExternalId, Instant, PlaceId, ThreadRef } from './ids';
import type { Agent, DeliveryStatus, MessagePart } from './message';

/**
 * What adapters report, in external ids only: which conversation it belongs to is for core to find out.
 *
 * `keys` holds every key under which the provider may repeat it; a single known key makes it a duplicate. `source`
 * names what keeps order: events of one source are applied in the order stored (account + contact, or thread).
 */
export type IncomingEvent = {
  readonly keys: readonly [string, ...string[]];
  readonly source: string;
  /** When the provider says it happened. For display and reply windows; never for order. */
  readonly at: Instant;
} & IncomingFact;

export type IncomingFact =
  | CustomerMessage
  | {
      readonly type: 'customer_edit';
      readonly channelId: ChannelId;
      readonly contact: ContactAddress;
      readonly target: ExternalId;
      readonly parts: readonly MessagePart[];
    }
  | {
      readonly type: 'customer_delete';
      readonly channelId: ChannelId;
      readonly contact: ContactAddress;
      readonly target: ExternalId;
    }
  | {
      /** All that the customer has on that message now; it may be ours or theirs. None: they took it away. */
      readonly type: 'customer_reaction';
      readonly channelId: ChannelId;
      readonly contact: ContactAddress;
      readonly target: ExternalId;
      readonly emojis: readonly string[];
    }
  | {
      /** Blocked the bot, opted out, or came back. */
      readonly type: 'customer_reachability';
      readonly channelId: ChannelId;
      readonly contact: ContactAddress;
      readonly reachable: 'yes' | 'blocked' | 'opted_out';
    }
  | {
      /** By our own key where the provider echoes it, so that evidence may arrive before the answer to the call. */
      readonly type: 'delivery_status';
      readonly sentId: ExternalId;
      readonly key?: string;
      readonly status: DeliveryStatus;
      readonly detail?: string;
      readonly code?: string;
      /** Why it failed, where the conversation changes with it. */
      readonly reason?: RejectionReason;
      /** From a list that may show what others sent, too: where it is of no message of ours, it is dropped unstored. */
      readonly listed?: true;
    }
  | AgentMessage
  | {
      readonly type: 'agent_edit';
      readonly thread: ThreadRef;
      readonly agent: AgentIdentity;
      readonly target: ExternalId;
      readonly parts: readonly MessagePart[];
    }
  | {
      readonly type: 'agent_delete';
      readonly thread: ThreadRef;
      readonly agent: AgentIdentity;
      readonly target: ExternalId;
    }
  | {
      /** On a post of any thread; the inbox does not say of which. */
      readonly type: 'agent_reaction';
      readonly agent: AgentIdentity;
      readonly target: ExternalId;
      readonly emoji: string;
      readonly on: boolean;
    }
  | {
      readonly type: 'agent_action';
      readonly thread: ThreadRef;
      readonly agent: AgentIdentity;
      readonly action: AgentAction;
    }
  | {
      /** Our own post came back: evidence that the send with this key arrived, never a message. */
      readonly type: 'own_echo';
      readonly key: string;
      readonly sentId: ExternalId;
      readonly thread: ThreadRef;
    }
  | {
      /** The root of a handoff was deleted or can no longer be answered. */
      readonly type: 'thread_lost';
      readonly thread: ThreadRef;
    }
  | {
      /** An agent left, was deactivated or became a guest. */
      readonly type: 'agent_unavailable';
      readonly agentId: string;
      /** Only there. Absent: everywhere. */
      readonly place?: PlaceId;
    };

export interface CustomerMessage {
  readonly type: 'customer_message';
  readonly channelId: ChannelId;
  readonly contact: ContactAddress;
  readonly externalId: ExternalId;
  readonly parts: readonly MessagePart[];
  /** What the channel knows about the person; shown, never trusted as identity. */
  readonly profile?: { readonly name?: string; readonly language?: string };
  /** A command of the channel, not a question: Telegram's /start. */
  readonly command?: 'start';
  /** What the link says by which they came, such as `order-1043`: up to 64 of A-Z a-z 0-9 _ -. Anybody can make one. */
  readonly link?: string;
  /** A reply to an earlier message, of which Baton has a copy. It is not in `parts`. */
  readonly answers?: {
    readonly message: ExternalId;
    readonly whose: 'ours' | 'theirs';
    /** The words of it that the customer marked. */
    readonly excerpt?: string;
    /** What the network says it is, where there is no copy: `“Hello”`, `a photo`. */
    readonly otherwise?: string;
  };
  /** What was sent as one, such as the pictures of an album, has the same id here; each is a message of its own. */
  readonly album?: string;
  /** The customer picked a choice under a message of ours. `id` may be forged: only what was offered counts. */
  readonly choice?: { readonly id: string; readonly under: ExternalId };
}

export interface AgentMessage {
  readonly type: 'agent_message';
  readonly thread: ThreadRef;
  readonly agent: AgentIdentity;
  readonly externalId: ExternalId;
  readonly parts: readonly MessagePart[];
  /** `note`: began with a note prefix (already removed). `mention`: begins with a mention of a teammate or a group. */
  readonly addressing: 'plain' | 'note' | 'mention';
  /** A teammate, a group, the whole channel or a channel of the team is mentioned anywhere in it. */
  readonly mentionsTeam?: true;
}

/**
 * Who did it, as far as the adapter knows. `unknown` is settled by the inbox's `enrich` before the event is applied;
 * only `member` ever reaches a customer.
 */
export interface AgentIdentity extends Agent {
  readonly standing: 'member' | 'guest' | 'external' | 'bot' | 'unknown';
}

export type AgentAction =
  | { readonly name: 'claim' }
  | { readonly name: 'take_over' }
  /** `standing` is settled by the inbox's `enrich`. */
  | { readonly name: 'assign'; readonly to: Agent & { readonly standing?: AgentIdentity['standing'] } }
  | { readonly name: 'return_to_bot' }
  | { readonly name: 'resolve' }
  | { readonly name: 'snooze'; readonly forMs: number }
  /** Send what stayed internal; with `takeOver` its writer also becomes the holder. */
  | { readonly name: 'send_message'; readonly message: string; readonly takeOver: boolean }
  | { readonly name: 'keep_internal'; readonly message: string }
  /** What agents ask about the handoff; answered to them alone. */
  | { readonly name: 'explain_handoff' }
  | { readonly name: 'show_transcript' }
  /** Card numbers and the like as the customer wrote them, for whoever holds the conversation; recorded and told. */
  | { readonly name: 'reveal_numbers' }
  /** Asks whom to assign it to. An inbox shows its own picker of people for it. */
  | { readonly name: 'choose_assignee' }
  /** Asks where its thread should go on, and moves it there. */
  | { readonly name: 'choose_place' }
  | { readonly name: 'move'; readonly to: PlaceId }
  /** A reply by the AI for the agent to read first. */
  | { readonly name: 'draft_reply' }
  | { readonly name: 'send_draft'; readonly draft: string }
  /** Opens the inbox's own editor with the text; what comes of it is `send_text`. Inboxes without one leave it out. */
  | { readonly name: 'edit_draft'; readonly draft: string; readonly text: string }
  | { readonly name: 'send_text'; readonly draft: string; readonly text: string }
  /** The same for a message that stayed inside; what comes of it is `send_changed`. */
  | { readonly name: 'edit_message'; readonly message: string; readonly text: string }
  | { readonly name: 'send_changed'; readonly message: string; readonly text: string }
  /** The new words of a message that its channel cannot change, as a message that says so. */
  | { readonly name: 'send_correction'; readonly message: string }
  /** Nobody answers this contact any more. Not `sure`: the agent is asked first. */
  | { readonly name: 'block_sender'; readonly sure: boolean }
  | { readonly name: 'unblock_sender' }
  /** Puts a question of Baton's away. */
  | { readonly name: 'dismiss' }
  /** A note after all, if it was not sent yet. */
  | { readonly name: 'make_note'; readonly message: string }
  | { readonly name: 'send_again'; readonly message: string }
  /** Ask the customer, by the approved template, to write: held replies follow then. */
  | { readonly name: 'send_template' };
