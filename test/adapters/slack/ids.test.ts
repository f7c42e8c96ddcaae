import fc from 'fast-check';
import {
  echoBlockId,
  echoedKey,
  externalId,
  instantToTs,
  keys,
  placeOf,
  threadRef,
  tsToInstant,
} from '../../../adapters/agent-inboxes/slack/ids';
import type { ExternalId, ThreadRef } from '../../../src/ports';

const ts = fc
  .tuple(fc.integer({ min: 1_000_000_000, max: 9_999_999_999 }), fc.integer({ min: 0, max: 999_999 }))
  .map(([seconds, micros]) => `${seconds}.${String(micros).padStart(6, '0')}`);
const channel = fc.stringMatching(/^[CG][A-Z0-9]{8,10}$/);

test('ids come apart as they were put together', () => {
  fc.assert(
    fc.property(channel, ts, (where, when) => {
      expect(placeOf(threadRef(where, when))).toEqual({ channel: where, ts: when });
      expect(placeOf(externalId(where, when))).toEqual({ channel: where, ts: when });
    }),
  );
});

test.each([
  '',
  'C0SUPPORT01',
  'C0SUPPORT01:',
  ':1795350000.000100',
  'C0SUPPORT01:1795350000.0001',
  'c0:1795350000.000100',
  'C0SUPPORT01:1795350000.000100:x',
])('no other adapter’s id is taken for one: "%s"', (id) => {
  expect(() => placeOf(id as ThreadRef | ExternalId)).toThrow('is not an id of the Slack adapter');
});

test('a time goes to Slack and back within a millisecond', () => {
  fc.assert(
    fc.property(ts, (value) => {
      expect(Math.abs(tsToInstant(instantToTs(tsToInstant(value))) - tsToInstant(value))).toBeLessThanOrEqual(1);
    }),
  );
});

test('our key comes back from a block, also when others stand before it', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 253 }), (key) => {
      expect(echoedKey([{ block_id: 'aB1' }, {}, null, { block_id: echoBlockId(key) }])).toBe(key);
    }),
  );
  expect(echoedKey([{ block_id: 'aB1' }])).toBeNull();
  expect(echoedKey('x')).toBeNull();
  expect(() => echoBlockId('x'.repeat(254))).toThrow('at most 253');
});

test('keys of different facts differ, and each holds its channel: a ts is unique per channel only', () => {
  const all = ['C0ONE', 'C0TWO'].flatMap((where) => [
    ...keys.message(where, '1.1'),
    keys.edit(where, '1.1', '2.2'),
    keys.edit(where, '1.1', '3.3'),
    keys.deletion(where, '1.1'),
    keys.action(where, '1.1', '2.2', 'U1'),
    keys.action(where, '1.1', '2.2', 'U2'),
    keys.left(where, 'U1', '1.1'),
  ]);
  expect(new Set(all).size).toBe(all.length);
});
