import { planTranscript } from '../../src/application/plan-transcript';
import type { CallOf } from '../../src/domain/conversation/call';
import type { InboxCapabilities } from '../../src/domain/delivery/capabilities';
import { type TranscriptEntry, textPart } from '../../src/domain/message';
import { HANDOFF_ID, messageId, T0 } from '../domain/support';

const entry = (n: number, text = `message ${n}`): TranscriptEntry => ({
  ...{ id: messageId(`m${n}`), author: { role: 'customer' }, visibility: 'public', parts: [textPart(text)], at: T0 },
  ...{ externalId: null, delivery: null, mayBeRepeated: false, edited: false, deleted: false },
});
const entries = (count: number, text?: string) => Array.from({ length: count }, (_, n) => entry(n, text));
const plan = (untold: readonly TranscriptEntry[], untoldBefore = 0, postMax = 3_000) =>
  planTranscript(HANDOFF_ID, { untold, untoldBefore }, { postMax } as InboxCapabilities);
const shown = (calls: ReturnType<typeof plan>): readonly string[] =>
  calls.flatMap((call) => (call.type === 'post_messages' ? call.messageIds : []));

test('up to twenty messages are shown whole, in order, in as few posts as fit', () => {
  const calls = plan(entries(20));
  expect(calls.map(({ type }) => type)).toEqual(['post_messages']);
  expect(shown(calls)).toEqual(entries(20).map(({ id }) => id));
  const long = plan(entries(20, 'x'.repeat(500)));
  expect(long.every((call) => call.type === 'post_messages' && call.size <= 3_000)).toBe(true);
  expect(shown(long)).toEqual(entries(20).map(({ id }) => id));
});

test.each([
  ['twenty-one', 21, 0, 11],
  ['fifty', 50, 0, 40],
  ['more than are read at once', 50, 173, 213],
])('of %s the last ten are shown, behind a line that says how many there were before', (_name, count, before, left) => {
  const calls = plan(entries(count), before);
  const [first] = calls as readonly [CallOf<'post_notice'>];
  expect(first).toMatchObject({
    type: 'post_notice',
    notice: {
      text: `${left} earlier messages are not shown here. The last 10 follow.`,
      actions: [{ label: 'Full transcript', action: { name: 'show_transcript' } }],
    },
  });
  expect(shown(calls)).toEqual(
    entries(count)
      .slice(-10)
      .map(({ id }) => id),
  );
  expect(calls.at(-1)).toMatchObject({ type: 'show_transcript', agentId: null });
});

test('nothing missed, nothing posted', () => {
  expect(plan([])).toEqual([]);
});

test('a message that is longer than a post has one of its own', () => {
  const calls = plan([entry(1), entry(2, 'x'.repeat(5_000)), entry(3)]);
  expect(calls.map((call) => (call.type === 'post_messages' ? call.messageIds : null))).toEqual([
    ['m1'],
    ['m2'],
    ['m3'],
  ]);
});
