import type { CallOf } from '../domain/conversation/call';
import type { Notice } from '../domain/conversation/effects';
import type { TenantId } from '../domain/ids';
import { shortened } from '../domain/masking/numbers';
import { plainText, type TranscriptEntry } from '../domain/message';
import type { Outcome, StartedEffect } from '../ports/store';
import { type Action, nothingFollows } from './action';
import type { EffectPorts } from './effect-ports';
import { posting, threadFor } from './posting';

/**
 * An agent's reply has a post of its own, so what the customer puts on it can stand on that post. Other messages share
 * posts, and some emoji mean something else there: for those it is a line. Nobody needs a line for what went away.
 */
export async function showReaction(
  tenantId: TenantId,
  effect: StartedEffect,
  call: CallOf<'show_reaction'>,
  ports: EffectPorts,
): Promise<Action | Outcome> {
  const thread = await threadFor(tenantId, effect, call.handoffId, ports);
  if (typeof thread !== 'string') return thread;
  const [entry] = await ports.store.entries(tenantId, effect.conversationId, [call.messageId]);
  const [post] = await ports.store.sentRefs(tenantId, effect.conversationId, call.messageId, 'thread');
  if (entry === undefined || post === undefined) return { type: 'superseded' };
  // Whoever plays with it is shown at the end of the game only.
  if ((entry.reactions?.customer.includes(call.emoji) ?? false) !== call.on) return { type: 'superseded' };
  const { reactions } = ports.inbox;
  if (reactions !== undefined && entry.author.role === 'agent' && (await reactions.fits(call.emoji))) {
    return onPost(() => reactions.set(post.externalId, call.emoji, call.on), ports);
  }
  if (!call.on) return { type: 'superseded' };
  return posting(effect, thread, { type: 'notice', notice: line(entry, call.emoji) }, [], ports);
}

const onPost = (set: () => Promise<void>, ports: EffectPorts): Action => ({
  run: async () => {
    await set();
    return nothingFollows;
  },
  patience: ports.patience.model,
  onGaveUp: () => [],
});

const QUOTE_MAX = 140;

function line(entry: TranscriptEntry, emoji: string): Notice {
  const quote = shortened(plainText(entry.parts).replace(/\s+/g, ' ').trim(), QUOTE_MAX);
  return {
    text: `The customer reacted ${emoji} to ${WHOSE[entry.author.role]}:`,
    quote,
    tone: 'info',
    actions: [],
    mention: null,
  };
}

const WHOSE = {
  customer: 'their own message',
  bot: "the AI's answer",
  agent: 'a reply',
  system: 'a notice of ours',
} as const;

/** Only as good as the moment: an emoji that could not be put there is worth no word. */
export async function reactToCustomer(
  tenantId: TenantId,
  effect: StartedEffect,
  { messageId, emoji }: CallOf<'react_to_customer'>,
  ports: EffectPorts,
): Promise<Action | Outcome> {
  const { reactions } = ports.channel(effect.state.channelId).channel;
  const [sent] = await ports.store.sentRefs(tenantId, effect.conversationId, messageId, 'customer');
  if (reactions === undefined || sent === undefined) return { type: 'superseded' };
  const { contact } = effect.state;
  return onPost(() => reactions.set(contact, sent.externalId, emoji), ports);
}
