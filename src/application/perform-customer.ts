import type { SendPart } from '../domain/conversation/call';
import type { Fact } from '../domain/conversation/events';
import { PortError } from '../domain/errors';
import type { Instant, TenantId } from '../domain/ids';
import type { DeliveryStatus, MessagePart } from '../domain/message';
import type { LookupContext, SendContext, SentPart } from '../ports/customer-channel';
import { isStored, type StoredMedia } from '../ports/media-store';
import type { Outcome, StartedEffect } from '../ports/store';
import { type Action, nothingFollows, type Result } from './action';
import { capabilitiesFor } from './capabilities-for';
import type { EffectPorts } from './effect-ports';
import { type Fitted, fitMedia, linkText } from './media/fit-media';
import { mediaKey, problemOf, storedContent } from './perform-media';

/** Only as good as the moment: once, and never waited for. */
export function showTyping(effect: StartedEffect, ports: EffectPorts): Action | Outcome {
  const { typing } = ports.channel(effect.state.channelId).channel;
  if (typing === undefined) return { type: 'superseded' };
  return {
    run: async () => {
      await typing.show(effect.state.contact).catch(() => undefined);
      return nothingFollows;
    },
    patience: ports.patience.model,
    onGaveUp: () => [],
  };
}

export async function sendPart(
  tenantId: TenantId,
  effect: StartedEffect,
  call: SendPart,
  ports: EffectPorts,
): Promise<Action | Outcome> {
  const { provider, channel } = ports.channel(effect.state.channelId);
  const { contact } = effect.state;
  const { part, media, why } = await partToSend(tenantId, effect, call, ports);
  const context: SendContext = { ...sendContext(effect, call), ...mediaOf(media, ports) };
  let triedAt: Instant | undefined;
  const settled = ({ sentId, note }: SentPart): Result => ({
    facts: factsOfSent(
      call,
      why ?? (call.author.role === 'agent' ? note : null) ?? null,
      triedAt ?? effect.firstTriedAt,
    ),
    refs: [
      {
        accountId: provider.accountId,
        externalId: sentId,
        side: 'customer',
        messageId: call.messageId,
        part: call.index,
      },
    ],
  });
  const { lookup } = channel;
  const { evidence } = channel.capabilities;
  const own = { messageId: call.messageId, part: call.index };
  const othersOf: LookupContext['othersOf'] = (ids) =>
    ports.store.othersOf({ tenantId, accountId: provider.accountId }, ids, own);
  return {
    run: async () => {
      refuseOptedOut(effect);
      if (effect.takenBack) throw new PortError('rejected', '', { adapter: 'baton', code: TAKEN_BACK });
      if (part === null) throw new PortError('rejected', why ?? '', { adapter: 'baton', code: 'no_bytes' });
      triedAt = ports.now();
      const send = () => channel.send(contact, part, context);
      return settled(await (media === null ? send() : ports.files.passing(send)));
    },
    patience: call.author.role === 'bot' ? ports.patience.aiReply : ports.patience.agentReply,
    once: {
      evidenceAfterMs: evidence.evidenceAfterMs,
      settled,
      ...(lookup === undefined
        ? {}
        : {
            find: async () => {
              const asked = { ...context, othersOf };
              const sentId = part === null ? null : await lookup.findSent(contact, part, asked);
              return sentId === null ? null : { sentId, thread: null };
            },
          }),
      findIsFinal: evidence.kind === 'lookup',
      onBlindResend: [{ type: 'delivery.repeated', messageId: call.messageId, author: writer(call), ...partOf(call) }],
      onUnknown: [stopped(call, 'unknown', 'The channel does not say whether it did.')],
    },
    onGaveUp: (error) => [
      error.details.code === TAKEN_BACK
        ? stopped(call, 'suppressed', null)
        : stopped(call, 'failed', error.message, error),
    ],
    onDelay: (error) => [delivery(call, 'held', `${error.message} Baton keeps trying.`)],
  };
}

/** The same on every try, so that the provider finds again what it may have. */
interface PartToSend {
  /** Null: there are no bytes to send, and `why` says so. */
  readonly part: MessagePart | null;
  /** The file of the part, where it goes as a file. */
  readonly media: StoredMedia | null;
  /** Why it goes in another way than it was written. */
  readonly why: string | null;
}

async function partToSend(
  tenantId: TenantId,
  effect: StartedEffect,
  { messageId, part, asLink }: SendPart,
  ports: EffectPorts,
): Promise<PartToSend> {
  if (part.type !== 'media') return { part, media: null, why: null };
  const { store, links } = ports.files;
  const found = await store.find(mediaKey(tenantId, effect, { messageId, part }));
  const name = part.name ?? 'The file';
  if (!isStored(found)) return { part: null, media: null, why: `${name} could not be sent. ${problemOf(found)}` };
  const { channel } = ports.channel(effect.state.channelId);
  const fitted: Fitted = asLink
    ? { type: 'link', why: 'it was refused as a file' }
    : fitMedia(part, found, capabilitiesFor(channel, effect.state.contact));
  if (fitted.type === 'media') return { part: fitted.part, media: found, why: null };
  const text = linkText(part, found, links.url(found, 'person', effect.firstTriedAt));
  return { part: text, media: null, why: `${found.name} went as a link that works for 7 days: ${fitted.why}.` };
}

const mediaOf = (media: StoredMedia | null, { files, now }: EffectPorts): Pick<SendContext, 'media' | 'mediaUrl'> =>
  media === null ? {} : { media: storedContent(media, files), mediaUrl: files.links.url(media, 'provider', now()) };

function factsOfSent(call: SendPart, aside: string | null, triedAt: Instant): readonly Fact[] {
  return [{ ...delivery(call, 'sent', null), triedAt, ...(aside === null ? {} : { aside }) }];
}

type Delivery = Extract<Fact, { type: 'delivery.updated' }>;

const TAKEN_BACK = 'taken_back';

/** Where there is one, nothing has to be told apart. */
const partOf = ({ index, count }: SendPart): { readonly part?: number } => (count === 1 ? {} : { part: index });

const sendContext = (effect: StartedEffect, call: SendPart): SendContext => ({
  key: effect.id,
  author: call.author,
  lastCustomerMessageAt: effect.state.lastCustomerMessageAt,
  firstTriedAt: effect.firstTriedAt,
});

const writer = ({ author }: SendPart): 'bot' | 'agent' | 'system' =>
  author.role === 'customer' ? 'system' : author.role;

function delivery(call: SendPart, status: DeliveryStatus, detail: string | null, error?: PortError): Delivery {
  return {
    type: 'delivery.updated',
    messageId: call.messageId,
    author: writer(call),
    status,
    detail,
    reason: reasonIn(error),
    ...partOf(call),
  };
}

/** What follows it in the message is not tried either. */
const stopped = (...told: Parameters<typeof delivery>): Delivery => ({ ...delivery(...told), stops: true });

/** Why it was refused, where the conversation changes with it. */
export function reasonIn(error: PortError | undefined): Delivery['reason'] {
  const reason = error?.details.reason;
  const isKnown = reason === 'blocked' || reason === 'opted_out' || reason === 'window_closed' || reason === 'media';
  return isKnown ? reason : null;
}

/** Whoever opted out is sent nothing, also not what was decided before they did. */
export function refuseOptedOut({ state }: StartedEffect): void {
  if (state.reachable !== 'opted_out') return;
  const sentence = 'The customer opted out meanwhile. Only they can undo it, by writing START.';
  throw new PortError('rejected', sentence, { adapter: 'baton', code: 'opted_out', reason: 'opted_out' });
}
