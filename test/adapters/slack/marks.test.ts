import { createMarks } from '../../../adapters/agent-inboxes/slack/marks';
import { REACTIONS_PER_MINUTE, ReactionBudget } from '../../../adapters/agent-inboxes/slack/reaction-budget';
import { createReactions } from '../../../adapters/agent-inboxes/slack/reactions';
import type { ExternalId, MessageMark, ThreadRef } from '../../../src/ports';

const THREAD = 'C0SUPPORT01:1795350000.000100' as ThreadRef;
const message = (n: number) => `C0SUPPORT01:1795350010.${String(n).padStart(6, '0')}` as ExternalId;

function busyMinute() {
  const added: string[] = [];
  const clock = { now: 1_000_000 };
  const client = { addReaction: async (_channel: string, _ts: string, name: string) => void added.push(name) };
  const identities = { get: async () => ({ scopes: ['reactions:write'] }) };
  const budget = new ReactionBudget(() => clock.now);
  const options = { client, identities, budget } as unknown as Parameters<typeof createMarks>[0];
  const marks = createMarks(options);
  const mark = async (sign: MessageMark, times = 1): Promise<void> => {
    for (let n = 0; n < times; n += 1) await marks.mark(THREAD, message(n), sign);
  };
  return { added, clock, mark, reactions: createReactions(options) };
}

test('forty signs of good news fit into a minute; the rest is left out, and the next minute has room again', async () => {
  const { added, clock, mark } = busyMinute();
  await mark('delivered', 60);
  expect(added).toHaveLength(REACTIONS_PER_MINUTE);
  clock.now += 60_000;
  await mark('read', 10);
  expect(added).toHaveLength(REACTIONS_PER_MINUTE + 10);
});

test('bad news gets its sign whatever else was marked, and counts', async () => {
  const { added, clock, mark } = busyMinute();
  await mark('accepted', 60);
  await mark('failed', 5);
  expect(added.filter((name) => name === 'warning')).toHaveLength(5);
  clock.now += 30_000;
  await mark('failed', REACTIONS_PER_MINUTE);
  clock.now += 30_001;
  await mark('delivered', 1);
  expect(added.filter((name) => name === 'white_check_mark')).toEqual([]);
});

test("a customer's reaction waits where the marks left no room, and is never one of the marks itself", async () => {
  const { added, clock, mark, reactions } = busyMinute();
  await mark('delivered', 60);
  const late = reactions.set(message(1), '❤', true);
  await expect(late).rejects.toMatchObject({ kind: 'rate_limited', details: { retryAfterMs: 60_000 } });
  clock.now += 60_000;
  await reactions.set(message(1), '❤', true);
  expect(added.at(-1)).toBe('heart');
  expect(await Promise.all(['❤', '👀', '⚠', '🧿'].map((emoji) => reactions.fits(emoji)))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
