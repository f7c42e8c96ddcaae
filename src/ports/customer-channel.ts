import type { ChannelCapabilities } from '../domain/delivery/capabilities';
import type { AccountId, ChannelId, ContactAddress, ExternalId, Instant } from '../domain/ids';
import type { Author, Choice, MediaPart, MessagePart } from '../domain/message';
import type { ReadyTemplate } from '../domain/ready-template';
import type { FetchLimits, IncomingMedia, MediaContent } from './media-content';
import type { Ingress } from './webhook';

/** One account with a provider. Its messages come in together; each channel of it sends and is limited on its own. */
export interface ChannelProvider extends Ingress {
  readonly accountId: AccountId;
  readonly channels: readonly CustomerChannel[];
}

/** One place where customers write: a phone number, a Telegram bot, a page. */
export interface CustomerChannel {
  readonly id: ChannelId;
  readonly capabilities: ChannelCapabilities;
  /** Where more or less can be carried to some people than to others. Absent: the same to all of them. */
  readonly capabilitiesFor?: (to: ContactAddress) => ChannelCapabilities;

  /**
   * Sends one part that {@link capabilities} allows and resolves once the provider has accepted it. Never retries by
   * itself and ends within 8 s. Rejects with a PortError and nothing else.
   */
  send(to: ContactAddress, part: MessagePart, context: SendContext): Promise<SentPart>;

  /** Facets: present exactly where the network has them. */
  readonly typing?: { show(to: ContactAddress): Promise<void> };
  readonly readMarks?: { markRead(to: ContactAddress, message: ExternalId): Promise<void> };
  readonly edits?: { edit(to: ContactAddress, sent: ExternalId, part: MessagePart): Promise<void> };
  readonly deletes?: { remove(to: ContactAddress, sent: ExternalId): Promise<void> };
  /** Takes the buttons under a message of ours away, or leaves the picked one marked. Harmless to repeat. */
  readonly quickReplies?: { close(to: ContactAddress, sent: ExternalId, picked: Choice | null): Promise<void> };
  /**
   * Puts an emoji that `capabilities.reactions` has on a customer's message, in the place of ours; null takes ours away.
   * Harmless to repeat.
   */
  readonly reactions?: { set(to: ContactAddress, message: ExternalId, emoji: string | null): Promise<void> };
  /** Asks the customer, by a message approved beforehand, to write, so that the reply window opens. */
  readonly templates?: {
    /**
     * The approved message that fits best, filled in with what is known. Reads only. Rejects with a sentence for the
     * agents where none can be used now.
     */
    find(wanted: TemplateWanted): Promise<ReadyTemplate>;
    askToWrite(
      to: ContactAddress,
      template: ReadyTemplate,
      context: SendContext,
    ): Promise<{ readonly sentId: ExternalId }>;
  };
  /**
   * Makes an unsure send sure: what became of `key`? Null: the provider has no such message. Where its messages carry no
   * key, one that `othersOf` names is never the answer, however much it looks like it.
   */
  readonly lookup?: {
    findSent(to: ContactAddress, part: MessagePart, context: LookupContext): Promise<ExternalId | null>;
  };
  /** The bytes behind a part this channel reported. Harmless to repeat. Rejects with a PortError, as its pieces do. */
  readonly media?: { fetch(part: MediaPart, limits: FetchLimits): Promise<IncomingMedia> };
}

export interface SentPart {
  readonly sentId: ExternalId;
  /** A sentence for the agent who wrote it, such as what it cost; shown to them alone. */
  readonly note?: string;
}

export interface TemplateWanted {
  /** The customer's, ISO 639-1; null: not known. */
  readonly language: string | null;
  readonly customerName: string | null;
  /** Of the agent whose reply waits. */
  readonly agentName: string | null;
}

export interface LookupContext extends SendContext {
  /** Those of these that are known as another message, or another part, of ours. */
  readonly othersOf: (ids: readonly ExternalId[]) => Promise<ReadonlySet<ExternalId>>;
}

export interface SendContext {
  /** The same on every retry of the same part; goes into whatever field the provider echoes back. */
  readonly key: string;
  /** Some networks allow more to people than to bots. */
  readonly author: Author;
  readonly lastCustomerMessageAt: Instant | null;
  /** The first attempt began then (database clock): where a lookup begins to search. */
  readonly firstTriedAt: Instant;
  /** The file of a media part; absent for other parts. */
  readonly media?: MediaContent;
  /** Where a provider that fetches files by itself finds it: works for some hours, without credentials. */
  readonly mediaUrl?: string;
}
