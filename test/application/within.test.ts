import { setTimeout as sleep } from 'node:timers/promises';
import { within } from '../../src/ports/within';
import { eventually } from '../support/eventually';

it('a time-out that nobody holds is not collected before it fires, and says what it was', async () => {
  const reasons: unknown[] = [];
  const outer = new AbortController();
  for (let n = 0; n < 200; n += 1) {
    const signal = within(50, outer.signal);
    signal.addEventListener('abort', () => reasons.push(signal.reason));
  }
  // What is not held goes with the young generation.
  for (let n = 0; n < 50; n += 1) Array.from({ length: 50_000 }, () => ({}));
  await eventually(() => reasons.length === 200, 'every one has fired');
  expect(reasons.every((reason) => (reason as Error).name === 'TimeoutError')).toBe(true);
});

it('what was there before, and what ends later, ends it with its own reason', async () => {
  const over = AbortSignal.abort(new Error('nobody needs it'));
  expect(within(60_000, over)).toMatchObject({ aborted: true, reason: new Error('nobody needs it') });
  const outer = new AbortController();
  const signal = within(60_000, outer.signal);
  await sleep(1);
  expect(signal.aborted).toBe(false);
  outer.abort(new Error('a person took over'));
  expect(signal.reason).toEqual(new Error('a person took over'));
});
