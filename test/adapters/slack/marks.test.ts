import { createMarks, MARKS_PER_MINUTE } from '../../../adapters/agent-inboxes/slack/marks';
import type { ExternalId, MessageMark, ThreadRef } from '../../../src/ports';

const THREAD = 'C0SUPPORT01:1795350000.000100' as ThreadRef;
const message = (n: number) => `C0SUPPORT01:1795350010.${String(n).padStart(6, '0')}` as ExternalId;

function busyMinute() {
  const added: string[] = [];
  const clock = { now: 1_000_000 };
  const client = { addReaction: async (_channel: string, _ts: string, name: string) => void added.push(name) };
  const identities = { get: async () => ({ scopes: ['reactions:write'] }) };
  const marks = createMarks({ client, identities, now: () => clock.now } as unknown as Parameters<
    typeof createMarks
  >[0]);
  const mark = async (sign: MessageMark, times = 1): Promise<void> => {
    for (let n = 0; n < times; n += 1) await marks.mark(THREAD, message(n), sign);
  };
  return { added, clock, mark };
}

test('forty signs of good news fit into a minute; the rest is left out, and the next minute has room again', async () => {
  const { added, clock, mark } = busyMinute();
  await mark('delivered', 60);
  expect(added).toHaveLength(MARKS_PER_MINUTE);
  clock.now += 60_000;
  await mark('read', 10);
  expect(added).toHaveLength(MARKS_PER_MINUTE + 10);
});

test('bad news gets its sign whatever else was marked, and counts', async () => {
  const { added, clock, mark } = busyMinute();
  await mark('accepted', 60);
  await mark('failed', 5);
  expect(added.filter((name) => name === 'warning')).toHaveLength(5);
  clock.now += 30_000;
  await mark('failed', MARKS_PER_MINUTE);
  clock.now += 30_001;
  await mark('delivered', 1);
  expect(added.filter((name) => name === 'white_check_mark')).toEqual([]);
});
