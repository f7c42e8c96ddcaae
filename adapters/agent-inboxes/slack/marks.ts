import { type AgentInbox, type MessageMark, PortError } from '../../../src/ports';
import type { SlackClient } from './client';
import { hasScope, type Identities } from './identity';
import { placeOf } from './ids';
import type { ReactionBudget } from './reaction-budget';

/** Slack's names of the emoji that stand for how far a reply got. */
const EMOJI: Readonly<Record<Exclude<MessageMark, 'public'>, string>> = {
  accepted: 'heavy_check_mark',
  delivered: 'white_check_mark',
  read: 'eyes',
  failed: 'warning',
  internal: 'lock',
};

/** What is good to know: beyond the budget it is left out. Bad news always gets its sign. */
const GOOD_NEWS: ReadonlySet<MessageMark> = new Set(['accepted', 'delivered', 'read', 'internal']);

export const MARK_NAMES: ReadonlySet<string> = new Set(Object.values(EMOJI));

interface MarksOptions {
  readonly client: SlackClient;
  readonly identities: Identities;
  readonly budget: ReactionBudget;
}

/** How far a reply got, as reactions on the agent's message. */
export function createMarks({ client, identities, budget }: MarksOptions): NonNullable<AgentInbox['marks']> {
  return {
    async mark(_thread, message, sign) {
      const { channel, ts } = placeOf(message);
      // A missing scope for marks must not stop posts, which need no mark.
      if (!hasScope(await identities.get(), 'reactions:write')) throw refused('missing_scope');
      if (sign !== 'public' && !budget.take(!GOOD_NEWS.has(sign))) return;
      const call =
        sign === 'public'
          ? client.removeReaction(channel, ts, EMOJI.internal)
          : client.addReaction(channel, ts, EMOJI[sign]);
      await call.catch((error: unknown) => {
        const code = error instanceof PortError ? error.details.code : undefined;
        if (code === 'already_reacted' || code === 'no_reaction') return;
        throw code === 'missing_scope' ? refused(code) : error;
      });
    },
  };
}

const refused = (code: string): PortError =>
  new PortError('rejected', 'The Slack app lacks reactions:write. Add it to show delivery marks on messages.', {
    adapter: 'slack',
    reason: 'other',
    code,
  });
