import { Client } from 'pg';
import type { TenantId } from '../../src/domain/ids';
import { inTurn } from '../../src/knowledge/in-turn';
import { SourceProblem } from '../../src/knowledge/item';
import { openLiveKnowledge } from '../../src/knowledge/live-knowledge';
import { syncSource } from '../../src/knowledge/sync';
import { createLogger } from '../../src/observability/logger';
import { openDataSource } from '../../src/persistence/database';
import { createKnowledgeStore } from '../../src/persistence/knowledge-store';
import { type OpenStore, openPostgresStore } from '../../src/persistence/postgres-store';
import type { KnowledgeStore } from '../../src/ports/knowledge-store';
import { SECRET_KEY } from '../support/baton';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { eventually } from '../support/eventually';
import { document, never, source, sync, yielding } from './support';

let database: TestDatabase;
let opened: OpenStore;
let store: KnowledgeStore;
let numbers = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  opened = await openPostgresStore(database.url, SECRET_KEY);
  store = opened.knowledge;
});
afterAll(async () => {
  await opened?.close();
  await database?.drop();
});

const fresh = () => source(`help-${++numbers}`);
const log = createLogger('silent');

/** Of one source, what the AI would answer from. */
const visible = async (name: string): Promise<Record<string, string>> => {
  const { documents } = await store.snapshot('public');
  const own = documents.filter(({ id }) => id.startsWith(`${name}/`));
  return Object.fromEntries(
    own.map(({ id, chunks }) => [id.slice(name.length + 1), chunks.map(({ text }) => text).join(' ')]),
  );
};

describe('a sync', () => {
  const A = document('a', 'First text.');
  const B = document('b', 'Second text.');
  const broken = { type: 'problem', key: 'a', what: 'a.pdf', reason: 'It has no text.' } as const;
  const gone = { ...broken, key: null, reason: 'It is gone (404).' } as const;

  it.each([
    ['the same again', [A, B], [A, B], { unchanged: 2 }, ['a', 'b']],
    ['one more', [A], [A, B], { added: 1, unchanged: 1 }, ['a', 'b']],
    ['another text', [A, B], [A, document('b', 'New.')], { changed: 1, unchanged: 1 }, ['a', 'b']],
    ['another title', [A], [document('a', 'First text.', { title: 'New' })], { changed: 1 }, ['a']],
    ['another address', [A], [document('a', 'First text.', { url: 'https://a.example' })], { changed: 1 }, ['a']],
    [
      'internal now',
      [A, B],
      [document('a', 'First text.', { audience: 'internal' }), B],
      { changed: 1, unchanged: 1 },
      ['b'],
    ],
    ['one less', [A, B], [B], { removed: 1, unchanged: 1 }, ['b']],
    ['one that cannot be read now', [A, B], [broken, B], { failed: 1, unchanged: 1 }, ['a', 'b']],
    ['one that is gone', [A, B], [gone, B], { failed: 1, removed: 1, unchanged: 1 }, ['b']],
    ['told that nothing changed', [A, B], [{ type: 'unchanged', key: 'a' } as const, B], { unchanged: 2 }, ['a', 'b']],
  ] as const)('finds %s', async (_, before, after, counts, left) => {
    const to = fresh();
    await sync(store, to, ...before);
    const report = await sync(store, to, ...after);
    const { problems, complete, keptOut, ...found } = report;
    expect(found).toEqual({ added: 0, changed: 0, removed: 0, unchanged: 0, failed: 0, ...counts });
    expect(Object.keys(await visible(to.name))).toEqual(left);
  });

  it('changes nothing that the AI sees where nothing changed', async () => {
    const to = fresh();
    await sync(store, to, A, B);
    const before = await store.revision();
    await sync(store, to, B, A);
    expect(await store.revision()).toBe(before);
  });

  it('keeps every version with its passages, and an article that comes back', async () => {
    const to = fresh();
    await sync(store, to, document('a', '## Cost\n\nOne pound.'), B);
    await sync(store, to, document('a', '## Cost\n\nTwo pounds.'), B);
    await sync(store, to, B);
    expect(Object.keys(await visible(to.name))).toEqual(['b']);
    expect(await sync(store, to, document('a', '## Cost\n\nTwo pounds.'), B)).toMatchObject({ added: 1, unchanged: 1 });
    const id = `${to.name}/a`;
    expect((await store.versions(id)).map(({ version }) => version)).toEqual([2, 1]);
    const [first, second] = [await store.version(id, 1), await store.version(id, 2)];
    expect(first?.chunks).toMatchObject([{ headings: ['Cost'], text: 'One pound.' }]);
    expect(second?.chunks[0]?.id).toBe(first?.chunks[0]?.id);
  });

  it('removes nothing when a source is suddenly empty, or was not read to its end', async () => {
    const to = fresh();
    await sync(store, to, A, B);
    expect(await sync(store, to)).toMatchObject({ removed: 0, complete: false });
    const failing = async function* () {
      yield A;
      throw new SourceProblem('The disk is gone.');
    };
    await expect(syncSource(to, failing, store, { signal: never })).rejects.toThrow('The disk is gone.');
    expect(Object.keys(await visible(to.name))).toEqual(['a', 'b']);
  });

  it('that is stopped keeps what it read, removes nothing, and goes on the next time', async () => {
    const to = fresh();
    await sync(store, to, A);
    const stop = new AbortController();
    const stopping = async function* () {
      yield B;
      stop.abort();
      yield document('c', 'Third.');
      yield document('d', 'Fourth.');
    };
    expect(await syncSource(to, stopping, store, { signal: stop.signal })).toMatchObject({
      added: 2,
      removed: 0,
      complete: false,
    });
    expect(Object.keys(await visible(to.name))).toEqual(['a', 'b', 'c']);
    const rest = await sync(store, to, B, document('c', 'Third.'), document('d', 'Fourth.'));
    expect(rest).toMatchObject({ added: 1, unchanged: 2, removed: 1 });
  });

  it('leaves out what a person removed, however often it changes, until they bring it back', async () => {
    const to = fresh();
    await sync(store, to, A, B);
    await store.setDocumentState(`${to.name}/a`, 'removed', true);
    expect(await sync(store, to, document('a', 'Changed.'), B)).toMatchObject({ keptOut: 1, unchanged: 1 });
    expect(Object.keys(await visible(to.name))).toEqual(['b']);
    await store.setDocumentState(`${to.name}/a`, 'live', false);
    expect(await visible(to.name)).toMatchObject({ a: 'Changed.' });
  });

  it('keeps what a person brought back although its source has it no more', async () => {
    const to = fresh();
    await sync(store, to, A, B);
    await sync(store, to, B);
    await store.setDocumentState(`${to.name}/a`, 'live', true);
    await sync(store, to, B);
    expect(Object.keys(await visible(to.name))).toEqual(['a', 'b']);
  });

  it('publishes nothing of an internal source, and keeps languages apart', async () => {
    const to = { ...fresh(), options: { audience: 'internal', language: null } as const };
    await sync(store, to, document('a', 'Die Lieferung dauert drei Werktage.', { language: null }));
    expect(await visible(to.name)).toEqual({});
    const { documents } = await store.snapshot('internal');
    expect(documents.find(({ id }) => id === `${to.name}/a`)).toMatchObject({ language: 'de', audience: 'internal' });
  });

  it('asks a server again for everything when the settings of the source changed', async () => {
    const to = fresh();
    const marks = { etag: '"1"', lastModified: null };
    const marked = { ...A, fetched: marks } as typeof A;
    const seen: unknown[] = [];
    const looking = (options: typeof to.options) =>
      syncSource(
        { ...to, options },
        async function* ({ known }) {
          seen.push(known.get('a')?.fetched?.etag ?? null);
          yield marked;
        },
        store,
        { signal: never },
      );
    await looking(to.options);
    await looking(to.options);
    await looking({ ...to.options, language: 'de' });
    expect(seen).toEqual([null, '"1"', null]);
  });

  it('stores what Postgres would refuse, and any length of a name', async () => {
    const to = fresh();
    await sync(
      store,
      to,
      document(`${'long/'.repeat(100)}x`, 'A\u0000B \ud800 C'),
      document(`${'long/'.repeat(100)}y`, 'Y'),
    );
    expect(Object.values(await visible(to.name)).sort()).toEqual(['AB \ufffd C', 'Y']);
  });
});

describe('two at once', () => {
  it('of one source take turns, and the second finds everything done', async () => {
    const to = fresh();
    const items = Array.from({ length: 30 }, (_, at) => document(`n${at}`, `Text ${at}.`));
    const waited: number[] = [];
    const one = (number: number) =>
      inTurn(opened.exclusive, to.name, () => syncSource(to, yielding(...items), store, { signal: never }), {
        signal: never,
        onWait: () => waited.push(number),
      });
    const reports = await Promise.all([one(1), one(2), one(3)]);
    expect(reports.map(({ added }) => added).sort((a, b) => a - b)).toEqual([0, 0, 30]);
    expect(waited.length).toBeGreaterThanOrEqual(1);
    expect((await store.versions(`${to.name}/n7`)).length).toBe(1);
  });

  it('even without turns leave one version of each', async () => {
    const to = fresh();
    const items = Array.from({ length: 20 }, (_, at) => document(`n${at}`, `Text ${at}.`));
    await Promise.all(Array.from({ length: 4 }, () => sync(store, to, ...items)));
    expect(Object.keys(await visible(to.name)).length).toBe(20);
    for (const at of [0, 7, 19]) expect((await store.versions(`${to.name}/n${at}`)).length).toBe(1);
  });
});

describe('the knowledge of a process', () => {
  it('follows the store, and is never empty in between', async () => {
    const to = fresh();
    const name = `zebra${numbers}`;
    await sync(store, to, document('a', `The ${name} costs 1 pound.`));
    const [one, other] = [await openLiveKnowledge(store, log, 20), await openLiveKnowledge(store, log, 20)];
    let [empty, asked, done] = [0, 0, false];
    const asking = (async () => {
      while (!done) {
        for (const live of [one, other]) {
          asked += 1;
          if ((await live.search(`what does the ${name} cost`, 1)).length === 0) empty += 1;
        }
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    for (let cost = 2; cost <= 12; cost += 1) await sync(store, to, document('a', `The ${name} costs ${cost} pounds.`));
    const revision = await store.revision();
    await eventually(
      () => one.revision() === revision && other.revision() === revision,
      'both have the newest articles',
    );
    done = true;
    await asking;
    expect([empty, asked > 20]).toEqual([0, true]);
    for (const live of [one, other]) {
      const [best] = await live.search(`what does the ${name} cost`, 1);
      expect(best).toMatchObject({
        text: `The ${name} costs 12 pounds.`,
        document: { id: `${to.name}/a`, version: 12 },
      });
      live.stop();
    }
  });

  it('goes on with what it has while the store is away', async () => {
    let away = false;
    const live = await openLiveKnowledge(
      {
        revision: async () => (away ? Promise.reject(new Error('away')) : store.revision()),
        snapshot: (audience) => store.snapshot(audience),
      },
      log,
      10,
    );
    const before = live.revision();
    away = true;
    await expect(live.refresh()).rejects.toThrow('away');
    expect((await live.search('zebra pounds', 3)).length).toBeGreaterThan(0);
    away = false;
    await live.refresh();
    expect(live.revision()).toBe(before);
    live.stop();
  });

  it('leaves out sources that are off, and never holds an internal article', async () => {
    const to = fresh();
    await sync(store, to, document('a', 'Quagga food.'), document('b', 'Quagga secret.', { audience: 'internal' }));
    const live = await openLiveKnowledge(store, log, 60_000);
    const found = async () => (await live.search('quagga', 9)).map(({ text }) => text);
    expect(await found()).toEqual(['Quagga food.']);
    for (const state of ['off', 'removed'] as const) {
      await store.setSourceState(to.name, state);
      await live.refresh();
      expect(await found()).toEqual([]);
      await store.setSourceState(to.name, 'on');
    }
    live.stop();
  });
});

describe('tenants', () => {
  it('are taught apart', async () => {
    const to = fresh();
    await sync(store, to, document('a', 'Ours.'));
    const connection = await openDataSource(database.url);
    const other = createKnowledgeStore(connection, 'other' as TenantId);
    expect(await other.sources()).toEqual([]);
    expect((await other.snapshot('public')).documents).toEqual([]);
    await sync(other, to, document('a', 'Theirs.'));
    expect(await visible(to.name)).toEqual({ a: 'Ours.' });
    await connection.destroy();
  });

  it('keep their own in every table', async () => {
    const owner = new Client({ connectionString: database.url });
    await owner.connect();
    const { rows } = await owner.query(
      `select relname, relforcerowsecurity from pg_class where relname like 'knowledge\\_%' and relkind = 'r'`,
    );
    expect(rows.length).toBe(5);
    expect(rows.every((row) => row.relforcerowsecurity)).toBe(true);
    await owner.end();
  });
});
