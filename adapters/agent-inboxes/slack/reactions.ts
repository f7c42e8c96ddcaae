import { type AgentInbox, PortError } from '../../../src/ports';
import type { SlackClient } from './client';
import { nameOf } from './emoji-names';
import { hasScope, type Identities } from './identity';
import { placeOf } from './ids';
import { MARK_NAMES } from './marks';
import type { ReactionBudget } from './reaction-budget';

interface ReactionsOptions {
  readonly client: SlackClient;
  readonly identities: Identities;
  readonly budget: ReactionBudget;
}

/** What customers put on a reply, on the agent's own message. An emoji that is a mark of ours would mislead. */
export function createReactions({
  client,
  identities,
  budget,
}: ReactionsOptions): NonNullable<AgentInbox['reactions']> {
  return {
    async fits(emoji) {
      const name = nameOf(emoji);
      return name !== null && !MARK_NAMES.has(name) && hasScope(await identities.get(), 'reactions:write');
    },
    async set(message, emoji, on) {
      const { channel, ts } = placeOf(message);
      const name = nameOf(emoji);
      if (name === null) return;
      if (on && !budget.take()) throw later(budget.freeInMs());
      const call = on ? client.addReaction(channel, ts, name) : client.removeReaction(channel, ts, name);
      await call.catch((error: unknown) => {
        const code = error instanceof PortError ? error.details.code : undefined;
        if (code !== 'already_reacted' && code !== 'no_reaction') throw error;
      });
    },
  };
}

const later = (retryAfterMs: number): PortError =>
  new PortError('rate_limited', 'Slack takes about 50 reactions a minute. Baton waits and adds it then.', {
    adapter: 'slack',
    retryAfterMs,
  });
