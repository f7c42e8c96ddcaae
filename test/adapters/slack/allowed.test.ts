import { allowedIn, checkAllowed } from '../../../adapters/agent-inboxes/slack/allowed';
import type { IncomingEvent } from '../../../src/ports';
import { BOB, GIL, type Live, SUPPORT, startLive } from './live';

const EVE = 'U0EXTERNEVE';
const BOT = 'U0OTHERBOT1';
const BOT_ID = 'B0OTHERBOT1';

let live: Live;
afterEach(() => live.stop());

const enriched = async (event: IncomingEvent | undefined) =>
  (await live.inbox.enrich?.(event as IncomingEvent)) as Extract<IncomingEvent, { agent: unknown }>;

/** What each of them says in a thread, as core would have it. */
async function speak(ids: readonly string[]) {
  await live.inbox.prepare?.();
  const { thread } = await live.open();
  live.slack.control.shareChannel(SUPPORT);
  for (const id of ids) await live.write(id, thread, 'hello');
  const heard = await Promise.all(live.events('agent_message').map(enriched));
  return { thread, said: heard.map(({ agent }) => [agent.id, agent.name, agent.standing]) };
}

test('nobody but members may answer where nobody is named', async () => {
  live = await startLive();
  const { said } = await speak([GIL, EVE, BOT]);
  expect(said).toEqual([
    [GIL, expect.any(String), 'guest'],
    [EVE, expect.any(String), 'external'],
  ]);
});

test('whom an admin names may, and nobody else', async () => {
  live = await startLive({}, { SLACK_ALLOWED_WRITERS: `${EVE}, ${BOT_ID}` });
  const { said, thread } = await speak([GIL, EVE, BOT, BOB]);
  expect(said.map(([id, , standing]) => [id, standing])).toEqual([
    [GIL, 'guest'],
    [EVE, 'member'],
    [BOT_ID, 'member'],
    [BOB, 'member'],
  ]);
  expect(said.every(([id, name]) => name !== id)).toBe(true);
  await live.slack.agentSide.edit(BOT, SUPPORT, live.posts(thread).at(-2)?.id ?? '', 'hello again');
  await live.slack.idle();
  expect(live.events('agent_edit')).toMatchObject([{ agent: { id: BOT_ID, standing: 'member' } }]);
});

test('our own posts stay evidence, also where our own bot is named by mistake', async () => {
  live = await startLive({}, { SLACK_ALLOWED_WRITERS: 'B0BATONBOT1' });
  await live.inbox.prepare?.();
  await live.open();
  await live.slack.idle();
  expect(live.events('agent_message')).toEqual([]);
  expect(live.events('own_echo')).toHaveLength(1);
});

test.each([
  ['', null],
  ['U0GUESTGIL1', null],
  ['U0GUESTGIL1, B0OTHERBOT1 ,', null],
  ['Gil', 'holds Gil, which is no id'],
  ['U0GUESTGIL1;B0OTHERBOT1', 'which is no id'],
])('the setting "%s"', (value, problem) => {
  if (problem === null) expect(checkAllowed(value)).toBeNull();
  else expect(checkAllowed(value)).toContain(problem);
});

test('ids are read with whatever blanks stand between them', () => {
  expect([...allowedIn(' U1AAAAAAA ,B2BBBBBBB,')]).toEqual(['U1AAAAAAA', 'B2BBBBBBB']);
});
