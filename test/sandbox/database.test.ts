import { Client } from 'pg';
import { eventually } from '../support/eventually';
import { act, look, type SandboxWorld, startSandboxWorld } from './sandbox-world';

let world: SandboxWorld;
beforeAll(async () => {
  world = await startSandboxWorld();
});
afterAll(() => world?.close());

const maria = { channel: 'telegram', customer: '700000001' };

async function query<T>(sql: string): Promise<readonly T[]> {
  const client = new Client({ connectionString: world.database.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

const texts = async (): Promise<readonly string[]> =>
  (await look(world.url, maria)).phone.messages.map(({ text }) => text);

test('a reset forgets everything that was stored, and time is now again', async () => {
  await act(world.url, 'customer/say', { ...maria, text: 'How long does shipping take?' });
  await eventually(async () => (await texts()).length === 2, 'the AI answers');
  await act(world.url, 'time/advance', { hours: 24 });
  expect((await look(world.url)).world.aheadMs).toBe(24 * 3_600_000);
  await act(world.url, 'world/reset', {});
  await eventually(
    async () =>
      look(world.url).then(
        ({ phone, world: all }) => phone.messages.length === 0 && all.aheadMs === 0,
        () => false,
      ),
    'the sandbox begins anew',
  );
  const tables = await query<{ n: string }>(
    'select (select count(*) from messages) + (select count(*) from effects) + (select count(*) from events) as n',
  );
  expect(tables).toEqual([{ n: '0' }]);
});

test('what happened is told without what anybody wrote', async () => {
  await act(world.url, 'customer/say', { ...maria, text: 'My secret is swordfish, please call a person' });
  await eventually(async () => (await look(world.url)).team.posts.length > 0, 'the thread opens');
  const { story } = await look(world.url);
  expect(story.flatMap(({ steps }) => steps.map(({ text }) => text)).join('\n')).toContain('a person should take this');
  expect(JSON.stringify(story)).not.toContain('swordfish');
});

test('a database with conversations of real customers is left alone', async () => {
  await world.stop();
  await query(`delete from adapter_data where account_id = 'sandbox'`);
  await expect(world.start()).rejects.toThrow(/conversations that were not made in the sandbox/);
  expect(await query('select count(*)::int as n from conversations')).toEqual([{ n: 1 }]);
});
