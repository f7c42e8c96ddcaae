import type { Instant } from '../ids';
import type { Effect } from './effects';
import { announce } from './handoff-steps';
import type { Policy } from './policy';
import type { ConversationState, Handoff } from './state';

const MINUTE_MS = 60_000;
/** Whoever wrote this recently is at it, and needs no call. */
const AT_IT_MS = 5 * MINUTE_MS;
/** How often one conversation is shown in the channel at most. Its card counts as the first time. */
const CHANNEL_EVERY_MS = 15 * MINUTE_MS;

/** Whom a post has to reach beyond those who follow its thread. */
export type Reach = Pick<Extract<Effect, { type: 'post_message' }>, 'mention' | 'toChannel'>;

/**
 * A thread is followed by who wrote in it or was mentioned there; whoever took a conversation by a button, or left it
 * for other work, would not hear of an answer. So the holder is mentioned once for each reply they wrote, and not while
 * they are at it; where nobody is there to hear it, the channel is shown that somebody waits.
 */
export function reachOf<S extends ConversationState>(
  state: S,
  at: Instant,
  policy: Policy,
): { readonly reach: Reach; readonly state: S } {
  const { handoff } = state;
  if (handoff === null || handoff.thread === null) return { reach: {}, state };
  const mention = state.mode === 'human' && needsCall(state, handoff, state.holder.id, at) ? state.holder.id : null;
  const isUnheard = state.mode === 'queued' || (state.mode === 'human' && state.remindedAt !== null);
  const toChannel = isUnheard && mayShow(handoff, at, policy);
  const called: Handoff = {
    ...handoff,
    ...(mention === null ? {} : { calledAt: at }),
    ...(toChannel ? { inChannelAt: at } : {}),
  };
  return {
    reach: { ...(mention === null ? {} : { mention }), ...(toChannel ? { toChannel } : {}) },
    state: { ...state, handoff: called },
  };
}

function needsCall(
  { lastReply }: ConversationState,
  { calledAt = null }: Handoff,
  holder: string,
  at: Instant,
): boolean {
  const wroteAt = lastReply?.agent.id === holder ? lastReply.at : null;
  if (wroteAt !== null && at - wroteAt < AT_IT_MS) return false;
  return calledAt === null || (wroteAt !== null && calledAt < wroteAt);
}

const mayShow = ({ inChannelAt, requestedAt }: Handoff, at: Instant, policy: Policy): boolean =>
  policy.showInChannel && at - (inChannelAt ?? requestedAt) >= CHANNEL_EVERY_MS;

/** A line about somebody who waits for whoever is free: nobody follows such a thread, so the channel is shown it too. */
export function callForAnyone<S extends ConversationState & { handoff: Handoff }>(
  state: S,
  text: string,
  at: Instant,
  policy: Policy,
  extra: { readonly tone: 'info' | 'warning'; readonly mention?: string | null },
): { readonly state: S; readonly effects: readonly Effect[] } {
  const toChannel = policy.showInChannel;
  const effects = announce(state, text, extra.tone, {
    actions: [{ label: 'Take it', action: { name: 'claim' } }],
    mention: extra.mention ?? null,
    ...(toChannel ? { toChannel } : {}),
  });
  return { state: toChannel ? { ...state, handoff: { ...state.handoff, inChannelAt: at } } : state, effects };
}
