/**
 * Opaque identifiers. Only the adapter that made an external id may parse it; everyone else passes it along. The
 * brand makes it a type error to hand a thread where a contact is wanted. They are stored: a changed format is a
 * migration.
 */
type Brand<T, Name extends string> = T & { readonly __brand: Name };

/** The organisation that uses Baton; every key in the database begins with it. */
export type TenantId = Brand<string, 'TenantId'>;
/** One set of credentials with a provider: `telegram` for the one configured by environment. */
export type AccountId = Brand<string, 'AccountId'>;
/** Where customers write: `telegram`, `twilio-sms`. */
export type ChannelId = Brand<string, 'ChannelId'>;
export type ConversationId = Brand<string, 'ConversationId'>;
export type MessageId = Brand<string, 'MessageId'>;
export type HandoffId = Brand<string, 'HandoffId'>;
/** Address of a contact on one channel, made by the channel's adapter. */
export type ContactAddress = Brand<string, 'ContactAddress'>;
/** Where a handoff lives in an agent inbox, made by the inbox's adapter. */
export type ThreadRef = Brand<string, 'ThreadRef'>;
/** Where in an agent inbox threads can be, such as a Slack channel; made by the inbox's adapter. */
export type PlaceId = Brand<string, 'PlaceId'>;
/** A provider's id of one message or event, with its container (chat, Slack channel) inside, unique per account. */
export type ExternalId = Brand<string, 'ExternalId'>;

/** Milliseconds since the epoch, on business time where a decision depends on it. */
export type Instant = Brand<number, 'Instant'>;

export const instant = (ms: number): Instant => ms as Instant;
export const plusMs = (at: Instant, ms: number): Instant => (at + ms) as Instant;
export const DEFAULT_TENANT = 'default' as TenantId;

/** The id under which a message that came in is kept: the same whenever the provider names it again. */
export const incomingMessageId = (account: AccountId, externalId: ExternalId): MessageId =>
  `${account}:${externalId}` as MessageId;
