import type { AccountId, TenantId } from '../../src/domain/ids';
import { createConnections } from '../../src/workers/connections';
import { recordingLog } from '../adapters/telegram/harness';

const ACCOUNT = { tenantId: 'default' as TenantId, accountId: 'telegram' as AccountId };

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('a connection that ends is started again, later each time up to a minute, and alone', async () => {
  const starts: number[] = [];
  const startedAt = Date.now();
  let held = 0;
  const log = recordingLog();
  const run = async (): Promise<void> => {
    expect(held).toBe(1);
    starts.push(Date.now() - startedAt);
    throw new Error('Another program polls this bot.');
  };
  const exclusive = async () => {
    held += 1;
    return async () => {
      held -= 1;
    };
  };
  const ingress = { connection: { run } };
  const connections = createConnections([{ key: ACCOUNT, ingress } as never], {
    exclusive,
    receive: async () => undefined,
    log,
  });
  connections.start();
  await jest.advanceTimersByTimeAsync(250_000);
  expect(starts.map((ms) => ms / 1000)).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243]);
  expect(log.lines).toHaveLength(starts.length);
  await connections.stop();
  await jest.advanceTimersByTimeAsync(120_000);
  expect(starts).toHaveLength(10);
  expect(held).toBe(0);
});
