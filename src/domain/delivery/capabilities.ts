import type { MediaKind } from '../message';

/** What a channel can carry. Plain data, so that core can plan, docs can be generated and tests can be tabled. */
export interface ChannelCapabilities {
  /** Shown to agents and in the docs: `Telegram`, `WhatsApp (Twilio)`. */
  readonly label: string;
  readonly text: {
    readonly max: number;
    readonly unit: 'utf16' | 'bytes';
    readonly formatting: 'none' | 'whatsapp' | 'telegram-html' | 'markdown';
  };
  /** A kind that is not listed is sent as a file where that is, and else as a link. */
  readonly media: Readonly<Partial<Record<MediaKind, MediaLimits>>>;
  readonly location: boolean;
  /** How long after the customer's last message free text may be sent; null means always. */
  readonly replyWindowMs: number | null;
  /** Choices under a text, each with a label of so many UTF-16 units; null: they are said in words. */
  readonly quickReplies: { readonly max: number; readonly maxLabelLength: number } | null;
  /** Emoji that can be put on a customer's message, one at a time; none: the channel has no such thing. */
  readonly reactions: readonly string[];
  readonly receipts: 'none' | 'sent' | 'delivered' | 'read';
  /** May an agent's correction or deletion reach what was already sent? */
  readonly edits: boolean;
  readonly deletes: boolean;
  /**
   * What shows that a send of unknown outcome arrived. `none`: one blind resend, marked; `lookup`: the provider can
   * be asked; `callback`: the provider tells us by our key within `evidenceAfterMs`.
   */
  readonly evidence: { readonly kind: 'none' | 'lookup' | 'callback'; readonly evidenceAfterMs: number };
  /** How long the AI waits for the customer to finish a burst. */
  readonly burstMs: number;
  /** Does a bare "help" belong to the carrier (SMS)? */
  readonly helpBelongsToCarrier: boolean;
  /**
   * Does the network itself vouch that whoever writes has this address? Where it does not (the sender of an SMS is easily
   * forged), tools for known customers need a one-time code or are not offered.
   */
  readonly vouchesForAddress: boolean;
}

export interface MediaLimits {
  readonly maxBytes: number;
  /** 0: the caption travels as a message of its own. */
  readonly captionMax: number;
  /** Media types that are taken as this kind; absent: all. */
  readonly types?: readonly string[];
}

/** What an agent inbox can carry. */
export interface InboxCapabilities {
  readonly label: string;
  /** Longest text of one post, in UTF-16 units. */
  readonly postMax: number;
  /** How often one container (a Slack channel) takes a post. */
  readonly postIntervalMs: number;
  /** How often a card may be changed, over all threads. */
  readonly updateIntervalMs: number;
  /** How many may go at once after a quiet time. */
  readonly burst: number;
  readonly evidenceAfterMs: number;
  /** As many messages as a thread shows with ease. Absent: any number. */
  readonly threadMax?: number;
}
