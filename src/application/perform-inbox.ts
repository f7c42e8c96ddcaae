import type { CallOf } from '../domain/conversation/call';
import { cardOf } from '../domain/conversation/card';
import type { Fact } from '../domain/conversation/events';
import { PortError } from '../domain/errors';
import type { ExternalId, HandoffId, MessageId, TenantId, ThreadRef } from '../domain/ids';
import type { InboxCard, ThreadPost } from '../ports/agent-inbox';
import type { Outcome, SentRef, StartedEffect } from '../ports/store';
import { type Action, nothingFollows } from './action';
import type { EffectPorts } from './effect-ports';
import { withMediaUrls } from './media-urls';
import { HELD_MS } from './outcome';
import { isGone, postContext, posting, threadFor } from './posting';
import { publicTurn } from './turn';

/** The card as the state has it now, whatever it was when the effect was planned. */
export function cardNow(effect: StartedEffect, handoffId: HandoffId, ports: EffectPorts): InboxCard | null {
  const { capabilities, templates } = ports.channel(effect.state.channelId).channel;
  const view = cardOf(effect.state, { replyWindowMs: capabilities.replyWindowMs, template: templates !== undefined });
  if (view === null || view.handoffId !== handoffId) return null;
  const isMovable = (ports.inbox.places?.list().length ?? 0) > 1;
  const actions = isMovable ? view.actions : view.actions.filter((action) => action !== 'choose_place');
  return { view: { ...view, actions }, channelLabel: capabilities.label };
}

export async function openHandoff(
  tenantId: TenantId,
  effect: StartedEffect,
  call: CallOf<'open_handoff'>,
  ports: EffectPorts,
): Promise<Action | Outcome> {
  const { inbox } = ports;
  const card = cardNow(effect, call.handoffId, ports);
  if (card === null) return { type: 'superseded' };
  const packet = card.view.packet ?? ports.summarizer.packet(await publicTurn(tenantId, effect, ports));
  const place = call.place ?? call.places?.[0];
  const context = { ...postContext(effect, ports), ...(place === undefined ? {} : { place }) };
  const where = place === undefined ? {} : { place, wanted: call.places?.[0] ?? null };
  const opened = (thread: ThreadRef): Fact => ({
    ...{ type: 'handoff.opened', handoffId: call.handoffId, thread, packet },
    ...where,
  });
  const { lookup } = inbox;
  return {
    run: async () => {
      const { thread } = await inbox.open({ ...card, view: { ...card.view, packet } }, context);
      return { facts: [opened(thread)], refs: [] };
    },
    patience: ports.patience.thread,
    once: {
      evidenceAfterMs: inbox.capabilities.evidenceAfterMs,
      settled: ({ thread }) => ({
        facts: thread === null ? [] : [{ ...opened(thread), late: true } as Fact],
        refs: [],
      }),
      ...(lookup === undefined ? {} : { find: () => lookup.findPost(null, context).catch(nothingThere) }),
      findIsFinal: lookup !== undefined,
      onBlindResend: [],
      onUnknown: [],
    },
    onGaveUp: () => [],
    onError: elsewhere,
  };
}

/** A place that cannot be looked into shows agents nothing either: the root is opened where they see it. */
export function nothingThere(error: unknown): null {
  if (error instanceof PortError && error.kind === 'misconfigured' && error.details.place !== undefined) return null;
  throw error;
}

/** A place that is out of order holds what lives there; what is yet to be opened goes to another. */
const elsewhere = ({ kind, message, details }: PortError): Outcome | null =>
  kind === 'misconfigured' && details.place !== undefined
    ? { type: 'account_held', place: details.place, forMs: HELD_MS, reason: message, facts: [], elsewhere: true }
    : null;

export async function postMessages(
  tenantId: TenantId,
  effect: StartedEffect,
  call: CallOf<'post_messages'>,
  ports: EffectPorts,
): Promise<Action | Outcome> {
  const thread = await threadFor(tenantId, effect, call.handoffId, ports);
  if (typeof thread !== 'string') return thread;
  const entries = await notYetShown(tenantId, effect, call, ports);
  if (entries.length === 0) return { type: 'done', facts: [], refs: [] };
  const { contactName: customerName, channelId } = effect.state;
  const channelLabel = ports.channel(channelId).channel.capabilities.label;
  const { history, mention, toChannel } = call;
  const reach = { ...(mention === undefined ? {} : { mention }), ...(toChannel ? { toChannel } : {}) };
  const post: ThreadPost = { type: 'messages', customerName, channelLabel, entries, history, ...reach };
  const refs = entries.map(
    ({ id }): Omit<SentRef, 'externalId'> => ({
      accountId: ports.inbox.accountId,
      side: 'thread',
      messageId: id,
      part: 0,
      thread,
    }),
  );
  return posting(effect, thread, post, refs, ports, await withMediaUrls(tenantId, effect, entries, ports));
}

/** After a lost thread the same message may be asked for twice: by its own effect and by the catch-up. */
async function notYetShown(
  tenantId: TenantId,
  effect: StartedEffect,
  call: CallOf<'post_messages'>,
  { store }: EffectPorts,
) {
  const entries = await store.entries(tenantId, effect.conversationId, call.messageIds);
  const shown = await Promise.all(
    entries.map(({ id }) => store.sentRefs(tenantId, effect.conversationId, id, 'thread')),
  );
  return entries.filter((entry, index) => shown[index]?.length === 0 && entry.delivery !== 'suppressed');
}

export async function postChange(
  tenantId: TenantId,
  effect: StartedEffect,
  call: CallOf<'post_change'>,
  ports: EffectPorts,
): Promise<Action | Outcome> {
  const thread = await threadFor(tenantId, effect, call.handoffId, ports);
  if (typeof thread !== 'string') return thread;
  const [entry] = await ports.store.entries(tenantId, effect.conversationId, [call.messageId]);
  if (entry === undefined) return { type: 'superseded' };
  const { contactName: customerName, channelId } = effect.state;
  const channelLabel = ports.channel(channelId).channel.capabilities.label;
  const post: ThreadPost = { type: 'change', change: call.change, customerName, channelLabel, entry };
  return posting(effect, thread, post, [], ports, await withMediaUrls(tenantId, effect, [entry], ports));
}

export async function postNotice(
  tenantId: TenantId,
  effect: StartedEffect,
  call: CallOf<'post_notice'>,
  ports: EffectPorts,
): Promise<Action | Outcome> {
  const post: ThreadPost = { type: 'notice', notice: call.notice };
  if (call.at !== undefined) return { ...posting(effect, call.at, post, [], ports), onError: notWorthWaiting };
  const thread = await threadFor(tenantId, effect, call.handoffId, ports);
  if (typeof thread !== 'string') return thread;
  return posting(effect, thread, post, [], ports);
}

export async function tellAgent(
  tenantId: TenantId,
  effect: StartedEffect,
  call: CallOf<'tell_agent'>,
  ports: EffectPorts,
): Promise<Action | Outcome> {
  const thread = call.at ?? (await threadFor(tenantId, effect, call.handoffId, ports));
  if (typeof thread !== 'string') return thread;
  const line: ThreadPost = { type: 'notice', notice: { ...call.notice, mention: call.agentId } };
  return {
    run: async () => {
      await ports.inbox.tell(thread, call.agentId, call.notice).catch(async (error: unknown) => {
        if (!(error instanceof PortError) || error.kind !== 'rejected' || isGone(error)) throw error;
        await ports.inbox.post(thread, line, postContext(effect, ports));
      });
      return nothingFollows;
    },
    patience: ports.patience.agentReply,
    onGaveUp: () => [],
    ...(call.at === undefined ? {} : { onError: notWorthWaiting }),
  };
}

export async function markMessage(
  tenantId: TenantId,
  effect: StartedEffect,
  call: CallOf<'mark_message'>,
  ports: EffectPorts,
): Promise<Action | Outcome> {
  const { marks } = ports.inbox;
  const thread = await ports.store.thread(tenantId, call.handoffId);
  const message = await whereWritten(tenantId, effect, call.messageId, ports);
  if (marks === undefined || thread === null || message === null) return { type: 'superseded' };
  return {
    run: async () => {
      await marks.mark(thread, message, call.mark);
      return nothingFollows;
    },
    // A sign that comes late is worth little: the card and the failure lines tell the same.
    patience: ports.patience.model,
    onGaveUp: () => [],
    onError: notWorthWaiting,
  };
}

/** Its writer's own message, also in a thread that the conversation has left; else where the thread shows it. */
async function whereWritten(
  tenantId: TenantId,
  effect: StartedEffect,
  messageId: MessageId,
  { store }: EffectPorts,
): Promise<ExternalId | null> {
  const [entry] = await store.entries(tenantId, effect.conversationId, [messageId]);
  if (entry?.author.role === 'agent' && entry.externalId !== null) return entry.externalId;
  const [ref] = await store.sentRefs(tenantId, effect.conversationId, messageId, 'thread');
  return ref?.externalId ?? null;
}

/** What nobody misses is left out where a place or a thread is out of order, and holds nothing. */
export const notWorthWaiting = (error: PortError): Outcome | null =>
  isGone(error) || (error.kind === 'misconfigured' && error.details.place !== undefined)
    ? { type: 'gave_up', code: error.details.code ?? error.kind, facts: [] }
    : null;

export async function updateCard(
  tenantId: TenantId,
  effect: StartedEffect,
  call: CallOf<'update_card'>,
  ports: EffectPorts,
): Promise<Action | Outcome> {
  const thread = await ports.store.thread(tenantId, call.handoffId);
  const card = cardNow(effect, call.handoffId, ports);
  if (thread === null || card === null) return { type: 'superseded' };
  return {
    run: async () => {
      await ports.inbox.update(thread, card);
      return nothingFollows;
    },
    patience: ports.patience.thread,
    onGaveUp: (error) => (isGone(error) ? [{ type: 'handoff.thread_lost', thread }] : []),
  };
}
