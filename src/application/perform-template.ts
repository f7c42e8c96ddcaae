import type { CallOf } from '../domain/conversation/call';
import type { Fact } from '../domain/conversation/events';
import type { PortError } from '../domain/errors';
import type { ExternalId, TenantId } from '../domain/ids';
import { type DeliveryStatus, textPart } from '../domain/message';
import type { LookupContext, SendContext } from '../ports/customer-channel';
import type { Outcome, StartedEffect } from '../ports/store';
import type { Action, Result } from './action';
import type { EffectPorts } from './effect-ports';
import { reasonIn, refuseOptedOut } from './perform-customer';

/** Asks the provider which approved message fits, and in which words. */
export function findTemplate(
  { state }: StartedEffect,
  { agentName }: CallOf<'find_template'>,
  ports: EffectPorts,
): Action | Outcome {
  const { templates } = ports.channel(state.channelId).channel;
  if (templates === undefined) return { type: 'superseded' };
  const none = (error: PortError): readonly Fact[] => [{ type: 'template.found', template: null, why: error.message }];
  return {
    run: async () => {
      const template = await templates.find({ language: state.language, customerName: state.contactName, agentName });
      return { facts: [{ type: 'template.found', template, why: null }], refs: [] };
    },
    patience: ports.patience.model,
    onGaveUp: none,
    // A template that is set up wrongly stops nothing else that the account sends.
    onError: (error) =>
      error.kind === 'misconfigured' ? { type: 'gave_up', code: error.details.code ?? '', facts: none(error) } : null,
  };
}

/** The one message that may be written outside the window: approved by the provider beforehand. */
export function sendTemplate(
  tenantId: TenantId,
  effect: StartedEffect,
  { messageId, template }: CallOf<'send_template'>,
  ports: EffectPorts,
): Action | Outcome {
  const { provider, channel } = ports.channel(effect.state.channelId);
  const { templates, lookup } = channel;
  if (templates === undefined) return { type: 'superseded' };
  const { contact } = effect.state;
  const updated = (status: DeliveryStatus, detail: string | null, error?: PortError): Fact => ({
    ...{ type: 'delivery.updated', messageId, author: 'agent', status, detail },
    reason: reasonIn(error),
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
  const find = async () => {
    const othersOf: LookupContext['othersOf'] = (ids) =>
      ports.store.othersOf({ tenantId, accountId: provider.accountId }, ids, { messageId, part: 0 });
    const sentId = (await lookup?.findSent(contact, textPart(template.text), { ...context, othersOf })) ?? null;
    return sentId === null ? null : { sentId, thread: null };
  };
  return {
    run: async () => {
      refuseOptedOut(effect);
      return settled(await templates.askToWrite(contact, template, context));
    },
    patience: ports.patience.agentReply,
    once: {
      evidenceAfterMs: channel.capabilities.evidence.evidenceAfterMs,
      settled,
      ...(lookup === undefined ? {} : { find }),
      findIsFinal: false,
      onBlindResend: [{ type: 'delivery.repeated', messageId, author: 'agent' }],
      onUnknown: [updated('unknown', null)],
    },
    onGaveUp: (error) => [updated('failed', error.message, error)],
  };
}
