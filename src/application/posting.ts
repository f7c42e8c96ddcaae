import { PortError } from '../domain/errors';
import type { HandoffId, TenantId, ThreadRef } from '../domain/ids';
import type { PostContext, ThreadPost } from '../ports/agent-inbox';
import type { Outcome, SentRef, StartedEffect } from '../ports/store';
import type { Action, Evidence } from './action';
import { avatarUrl } from './avatar-url';
import type { EffectPorts } from './effect-ports';

/** A thread that is being opened, or opened again: what is to be posted waits for it. */
const WAIT_FOR_THREAD_MS = 1_000;
const waitForThread: Extract<Outcome, { type: 'again' }> = {
  type: 'again',
  afterMs: WAIT_FOR_THREAD_MS,
  code: 'no_thread_yet',
  certain: true,
};

export const postContext = (effect: StartedEffect, { publicUrl }: Pick<EffectPorts, 'publicUrl'>): PostContext => ({
  key: effect.id,
  firstTriedAt: effect.firstTriedAt,
  avatarUrl: avatarUrl(publicUrl, effect.state.contact, effect.state.contactName),
});

/** Where a post goes, or why there is none: the episode is over, or its thread is not there yet. */
export async function threadFor(
  tenantId: TenantId,
  effect: StartedEffect,
  handoffId: HandoffId,
  { store }: EffectPorts,
): Promise<ThreadRef | Outcome> {
  if (effect.state.handoff?.id !== handoffId) return { type: 'superseded' };
  return (await store.thread(tenantId, handoffId)) ?? waitForThread;
}

/** A post that must appear once. A thread that is gone is opened again, and the post waits for the new one. */
export function posting(
  effect: StartedEffect,
  thread: ThreadRef,
  post: ThreadPost,
  refs: readonly Omit<SentRef, 'externalId'>[],
  ports: EffectPorts,
  context: PostContext = postContext(effect, ports),
): Action {
  const { inbox } = ports;
  const { lookup } = inbox;
  // It may have arrived in a thread that the conversation has left since: then it is not shown in this one.
  const settled = ({ sentId: externalId, thread: where }: Evidence) => ({
    facts: [],
    refs: refs.map((ref) => ({ ...ref, externalId, thread: where ?? thread })),
  });
  return {
    run: async () => settled({ ...(await inbox.post(thread, post, context)), thread }),
    patience: ports.patience.thread,
    once: {
      evidenceAfterMs: inbox.capabilities.evidenceAfterMs,
      settled,
      ...(lookup === undefined ? {} : { find: () => lookup.findPost(thread, context) }),
      findIsFinal: lookup !== undefined,
      onBlindResend: [],
      onUnknown: [],
    },
    onGaveUp: () => [],
    onError: (error) => (isGone(error) ? threadIsGone(thread) : null),
  };
}

/** Certainly not posted: it waits, and the fact that the thread is lost leads to a new one. */
export const threadIsGone = (thread: ThreadRef): Outcome => ({
  ...waitForThread,
  facts: [{ type: 'handoff.thread_lost', thread }],
});

export const isGone = (error: unknown): boolean => error instanceof PortError && error.details.reason === 'target_gone';
