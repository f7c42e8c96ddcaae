import { type AgentInbox, type MessageMark, PortError } from '../../../src/ports';
import type { SlackClient } from './client';
import { hasScope, type Identities } from './identity';
import { placeOf } from './ids';

/** Slack's names of the emoji that stand for how far a reply got. */
const EMOJI: Readonly<Record<MessageMark, string>> = {
  accepted: 'heavy_check_mark',
  delivered: 'white_check_mark',
  read: 'eyes',
  failed: 'warning',
  internal: 'lock',
};

/** Signs that the card shows as well: beyond the budget they are left out. Bad news always gets its sign. */
const GOOD_NEWS: ReadonlySet<MessageMark> = new Set(['accepted', 'delivered', 'read']);

/** `reactions.add` takes about 50 a minute and workspace; the rest is for what must be seen. */
export const MARKS_PER_MINUTE = 40;
const MINUTE_MS = 60_000;

interface MarksOptions {
  readonly client: SlackClient;
  readonly identities: Identities;
  readonly now: () => number;
}

/** Reactions on agents' messages. The budget is that of this process: a refusal by Slack is waited for as any other. */
export function createMarks({ client, identities, now }: MarksOptions): NonNullable<AgentInbox['marks']> {
  const recent: number[] = [];

  function fits(sign: MessageMark): boolean {
    while (recent[0] !== undefined && recent[0] <= now() - MINUTE_MS) recent.shift();
    if (GOOD_NEWS.has(sign) && recent.length >= MARKS_PER_MINUTE) return false;
    recent.push(now());
    return true;
  }

  return {
    async mark(_thread, message, sign) {
      const { channel, ts } = placeOf(message);
      // A missing scope for marks must not stop posts, which need no mark.
      if (!hasScope(await identities.get(), 'reactions:write')) throw refused('missing_scope');
      if (!fits(sign)) return;
      await client.addReaction(channel, ts, EMOJI[sign]).catch((error: unknown) => {
        const code = error instanceof PortError ? error.details.code : undefined;
        if (code === 'already_reacted') return;
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
