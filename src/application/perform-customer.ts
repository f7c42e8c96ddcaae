import type { CallOf, SendPart } from '../domain/conversation/call';
import type { Fact } from '../domain/conversation/events';
import type { PortError } from '../domain/errors';
import type { ExternalId, TenantId } from '../domain/ids';
import type { DeliveryStatus } from '../domain/message';
import type { SendContext } from '../ports/customer-channel';
import type { Outcome, StartedEffect } from '../ports/store';
import { type Action, nothingFollows, type Result } from './action';
import type { EffectPorts } from './effect-ports';

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

export function sendPart(effect: StartedEffect, call: SendPart, ports: EffectPorts): Action | Outcome {
  const { provider, channel } = ports.channel(effect.state.channelId);
  const { contact } = effect.state;
  const context = sendContext(effect, call);
  const settled = ({ sentId }: { sentId: ExternalId }): Result => ({
    facts: call.index === call.count - 1 ? [delivery(call, 'sent', null)] : [],
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
  return {
    run: async () => settled(await channel.send(contact, call.part, context)),
    patience: call.author.role === 'bot' ? ports.patience.aiReply : ports.patience.agentReply,
    once: {
      evidenceAfterMs: evidence.evidenceAfterMs,
      settled,
      ...(lookup === undefined
        ? {}
        : {
            find: async () => {
              const sentId = await lookup.findSent(contact, call.part, context);
              return sentId === null ? null : { sentId, thread: null };
            },
          }),
      findIsFinal: evidence.kind === 'lookup',
      onBlindResend: [{ type: 'delivery.repeated', messageId: call.messageId, author: writer(call) }],
      onUnknown: [delivery(call, 'unknown', 'The channel does not say whether it did.')],
    },
    onGaveUp: (error) => [delivery(call, 'failed', error.message, error)],
    onDelay: (error) => [delivery(call, 'held', `${error.message} Baton keeps trying.`)],
  };
}

const sendContext = (effect: StartedEffect, call: SendPart): SendContext => ({
  key: effect.id,
  author: call.author,
  lastCustomerMessageAt: effect.state.lastCustomerMessageAt,
  firstTriedAt: effect.firstTriedAt,
});

const writer = ({ author }: SendPart): 'bot' | 'agent' | 'system' =>
  author.role === 'customer' ? 'system' : author.role;

function delivery(call: SendPart, status: DeliveryStatus, detail: string | null, error?: PortError): Fact {
  const reason = error?.details.reason;
  return {
    type: 'delivery.updated',
    messageId: call.messageId,
    author: writer(call),
    status,
    detail,
    reason: reason === 'blocked' || reason === 'opted_out' || reason === 'window_closed' ? reason : null,
  };
}

/** The one message that may be written outside the window: approved by the provider beforehand. */
export function sendTemplate(
  effect: StartedEffect,
  call: CallOf<'send_template'>,
  ports: EffectPorts,
): Action | Outcome {
  const { provider, channel } = ports.channel(effect.state.channelId);
  const { templates } = channel;
  if (templates === undefined) return { type: 'superseded' };
  const { messageId } = call;
  const updated = (status: DeliveryStatus, detail: string | null): Fact => ({
    type: 'delivery.updated',
    messageId,
    author: 'system',
    status,
    detail,
    reason: null,
  });
  const settled = ({ sentId }: { sentId: ExternalId }): Result => ({
    facts: [updated('sent', null)],
    refs: [{ accountId: provider.accountId, externalId: sentId, side: 'customer', messageId, part: 0 }],
  });
  const context: SendContext = {
    key: effect.id,
    author: { role: 'system' },
    lastCustomerMessageAt: effect.state.lastCustomerMessageAt,
    firstTriedAt: effect.firstTriedAt,
  };
  return {
    run: async () => settled(await templates.askToWrite(effect.state.contact, effect.state.language, context)),
    patience: ports.patience.agentReply,
    once: {
      evidenceAfterMs: channel.capabilities.evidence.evidenceAfterMs,
      settled,
      findIsFinal: false,
      onBlindResend: [{ type: 'delivery.repeated', messageId, author: 'system' }],
      onUnknown: [updated('unknown', null)],
    },
    onGaveUp: (error) => [updated('failed', error.message)],
  };
}

export async function editPart(
  tenantId: TenantId,
  effect: StartedEffect,
  call: CallOf<'edit_part'>,
  ports: EffectPorts,
): Promise<Action | Outcome> {
  const { edits } = ports.channel(effect.state.channelId).channel;
  const sent = await sentPart(tenantId, effect, call, ports);
  if (edits === undefined || sent === null) return { type: 'superseded' };
  return harmless(ports, async () => edits.edit(effect.state.contact, sent, call.part));
}

export async function deletePart(
  tenantId: TenantId,
  effect: StartedEffect,
  call: CallOf<'delete_part'>,
  ports: EffectPorts,
): Promise<Action | Outcome> {
  const { deletes } = ports.channel(effect.state.channelId).channel;
  const sent = await sentPart(tenantId, effect, call, ports);
  if (deletes === undefined || sent === null) return { type: 'superseded' };
  return harmless(ports, async () => deletes.remove(effect.state.contact, sent));
}

async function sentPart(
  tenantId: TenantId,
  effect: StartedEffect,
  call: CallOf<'edit_part'> | CallOf<'delete_part'>,
  { store }: EffectPorts,
): Promise<ExternalId | null> {
  const refs = await store.sentRefs(tenantId, effect.conversationId, call.messageId, 'customer');
  return refs.find(({ part }) => part === call.index)?.externalId ?? null;
}

const harmless = (ports: EffectPorts, work: () => Promise<void>): Action => ({
  run: async () => {
    await work();
    return nothingFollows;
  },
  patience: ports.patience.agentReply,
  onGaveUp: () => [],
});
