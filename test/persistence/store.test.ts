import { Client } from 'pg';
import type { EntityManager } from 'typeorm';
import type { AccountId, ChannelId, ContactAddress, ExternalId, TenantId, ThreadRef } from '../../src/domain/ids';
import { instant } from '../../src/domain/ids';
import type { IncomingEvent } from '../../src/domain/incoming-event';
import { textPart } from '../../src/domain/message';
import { locate } from '../../src/persistence/locate';
import { migrate } from '../../src/persistence/migrate';
import { type OpenStore, openPostgresStore } from '../../src/persistence/postgres-store';
import type { AccountKey, LaneLease, QueuedEvent } from '../../src/ports/store';
import { SECRET_KEY } from '../support/baton';
import { createTestDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;
let opened: OpenStore;
let owner: Client;
let numbers = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  opened = await openPostgresStore(database.url, SECRET_KEY);
  owner = new Client({ connectionString: database.url });
  await owner.connect();
});
afterAll(async () => {
  await opened?.close();
  await owner?.end();
  await database?.drop();
});

const account = (tenant = 'default'): AccountKey => ({
  tenantId: tenant as TenantId,
  accountId: 'telegram' as AccountId,
});

function message(contact: string, key = `m:${++numbers}`, extraKeys: readonly string[] = []): IncomingEvent {
  return {
    type: 'customer_message',
    keys: [key, ...extraKeys],
    source: `chat:${contact}`,
    at: instant(Date.now()),
    channelId: 'telegram' as ChannelId,
    contact: contact as ContactAddress,
    externalId: `${contact}:${key}` as ExternalId,
    parts: [textPart('hello')],
  };
}

const receive = (events: readonly IncomingEvent[], to = account()) =>
  opened.store.receive(to, { events, raw: Buffer.from('raw body') });

async function laneOf(contact: string): Promise<LaneLease> {
  for (const lease of await opened.store.claimLanes(100, ['events'])) {
    if (lease.key.endsWith(`chat:${contact}`)) return lease;
    await opened.store.releaseLane(lease);
  }
  throw new Error(`The lane of ${contact} is not due.`);
}

describe('receiving', () => {
  it('takes an event once, by any of its keys, also from twenty connections at once', async () => {
    const twins = [message('a', 'm:same', ['c:1']), message('a', 'm:other', ['c:1'])] as const;
    const counts = await Promise.all(Array.from({ length: 20 }, (_, index) => receive([twins[index % 2] ?? twins[0]])));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
  });

  it('knows an event again for longer than any provider repeats it', async () => {
    await receive([message('repeated', 'u:late')]);
    const aged = (days: number) =>
      owner.query(`update event_keys set seen_at = now() - make_interval(days => $1) where key = 'u:late'`, [days]);
    await aged(13);
    await opened.prune(90);
    expect(await receive([message('repeated', 'u:late')])).toBe(0);
    await aged(15);
    await opened.prune(90);
    const { rows } = await owner.query(`select 1 from event_keys where key = 'u:late'`);
    expect(rows).toEqual([]);
  });

  it('keeps the same address on two channels apart: nothing proves that it is one person', async () => {
    const here = message('+4915112345678');
    await receive([here, { ...message('+4915112345678'), channelId: 'twilio-sms' as ChannelId } as IncomingEvent]);
    const lease = await laneOf('+4915112345678');
    const nothing = { interpret: () => null, decide: () => undefined as never, plan: () => [] };
    for (let event = await opened.store.nextEvent(lease); event; event = await opened.store.nextEvent(lease)) {
      await opened.store.applyEvent(lease, event, nothing);
    }
    const { rows } = await owner.query(
      `select channel_id, contact_id from conversations where address = '+4915112345678' order by channel_id`,
    );
    expect(rows.map(({ channel_id }) => channel_id)).toEqual(['telegram', 'twilio-sms']);
    expect(rows[0].contact_id).not.toBe(rows[1].contact_id);
  });

  it('takes an event once within one webhook', async () => {
    const one = message('b');
    expect(await receive([one, one])).toBe(1);
  });

  it('numbers the events of a source without gaps, in the order of commits', async () => {
    await Promise.all(Array.from({ length: 40 }, () => receive([message('c')])));
    const { rows } = await owner.query(
      `select array_agg(seq order by seq) as seqs from events e join lanes l on l.id = e.lane_id where l.key like '%chat:c'`,
    );
    expect(rows[0].seqs.map(Number)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  it('keeps the raw body sealed to its row', async () => {
    await receive([message('d')]);
    const { rows } = await owner.query(
      `select raw from events e join lanes l on l.id = e.lane_id where l.key like '%chat:d'`,
    );
    expect(rows[0].raw.toString('latin1')).not.toContain('raw body');
    expect(rows[0].raw.length).toBeGreaterThan('raw body'.length);
  });
});

describe('lanes', () => {
  it('are given to one worker at a time, and come back when given back', async () => {
    await receive([message('e')]);
    const lease = await laneOf('e');
    const others = await opened.store.claimLanes(100, ['events']);
    expect(others.map(({ laneId }) => laneId)).not.toContain(lease.laneId);
    await Promise.all([...others, lease].map((one) => opened.store.releaseLane(one)));
    expect((await laneOf('e')).laneId).toBe(lease.laneId);
  });

  it('turn away a worker whose lease ran out and who comes late', async () => {
    await receive([message('f')]);
    const late = await laneOf('f');
    const event = await opened.store.nextEvent(late);
    await owner.query(`update lanes set lease_until = '-infinity' where id = $1`, [late.laneId]);
    const successor = await laneOf('f');
    expect(BigInt(successor.token)).toBeGreaterThan(BigInt(late.token));
    if (event === null) throw new Error('There was an event.');
    await expect(opened.store.setEventAside(late, event, 'late')).rejects.toThrow('taken over');
    expect(await opened.store.nextEvent(successor)).toMatchObject({ seq: event.seq });
  });

  it('are freed when the process that had them is gone, and not before', async () => {
    await receive([message('g')]);
    const other = await openPostgresStore(database.url, SECRET_KEY);
    const [lease] = await other.store.claimLanes(1, ['events']);
    expect(await opened.store.freeAbandonedLanes()).toBe(0);
    await other.close();
    expect(await opened.store.freeAbandonedLanes()).toBeGreaterThan(0);
    const claimed = await opened.store.claimLanes(100, ['events']);
    expect(claimed.map(({ laneId }) => laneId)).toContain(lease?.laneId);
  });
});

describe('tenants', () => {
  const TABLES = `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
    where n.nspname = 'public' and c.relkind = 'r' order by 1`;

  it('see nothing of each other in any table, and everything fails where none is set', async () => {
    await receive([message('h')], account('other'));
    const { rows: tables } = await owner.query<{ name: string }>(TABLES);
    expect(tables.length).toBeGreaterThan(10);
    const app = new Client({ connectionString: database.url, options: '-c role=baton_app' });
    await app.connect();
    try {
      for (const { name } of tables) {
        await expect(app.query(`select count(*) from ${name}`)).rejects.toThrow('No tenant is set');
        await app.query('begin');
        await app.query(`select set_config('baton.tenant', 'other', true)`);
        const { rows } = await app.query(`select count(*) as n from ${name} where tenant_id <> 'other'`);
        await app.query('commit');
        expect({ name, foreign: rows[0].n }).toEqual({ name, foreign: '0' });
      }
      await app.query('begin');
      await app.query(`select set_config('baton.tenant', 'other', true)`);
      await expect(
        app.query(`insert into event_keys (tenant_id, account_id, key) values ('default', 'x', 'y')`),
      ).rejects.toThrow('row-level security');
      await app.query('rollback');
    } finally {
      await app.end();
    }
  });

  it('have every table protected, also from its owner', async () => {
    const { rows } = await owner.query(
      `select relname from pg_class where relname = any ($1) and not (relrowsecurity and relforcerowsecurity)`,
      [(await owner.query<{ name: string }>(TABLES)).rows.map(({ name }) => name)],
    );
    expect(rows).toEqual([]);
  });

  it('know the same provider ids without meeting', async () => {
    expect(await receive([message('i', 'm:shared')], account('one'))).toBe(1);
    expect(await receive([message('i', 'm:shared')], account('two'))).toBe(1);
  });
});

describe('what is written in a thread that is not known', () => {
  const inbox: AccountKey = { ...account(), accountId: 'slack' as AccountId };
  const post = (thread: string): IncomingEvent => ({
    ...{ type: 'agent_message', keys: [`m:${thread}`], source: `thread:${thread}`, at: instant(Date.now()) },
    thread: thread as ThreadRef,
    agent: { id: 'U1', name: 'Ana', standing: 'member' },
    externalId: `${thread}:1` as ExternalId,
    parts: [textPart('a word of somebody')],
    addressing: 'plain',
  });
  const apply = async (thread: string, waitedSeconds: number) => {
    await owner.query(
      `update events set received_at = clock_timestamp() - make_interval(secs => $2)
      where payload ->> 'thread' = $1`,
      [thread, waitedSeconds],
    );
    const lease = (await opened.store.claimLanes(100, ['events'])).find(({ key }) => key.endsWith(`thread:${thread}`));
    const event = lease === undefined ? null : await opened.store.nextEvent(lease);
    if (lease === undefined || event === null) throw new Error(`Nothing of ${thread} is due.`);
    const nothing = { interpret: () => null, decide: () => never(), plan: () => [] };
    const end = await opened.store.applyEvent(lease, event, nothing);
    await opened.store.releaseLane(lease);
    return end;
  };
  const never = (): never => {
    throw new Error('Nobody decides on it.');
  };

  it('is nobody’s where no thread of ours is being opened, and stays known', async () => {
    expect(await receive([post('C1:1')], inbox)).toBe(1);
    expect(await apply('C1:1', 0)).toBe('unmatched');
    expect(await receive([post('C1:1')], inbox)).toBe(0);
  });

  it('waits while one is, and after that can still be read back: it may have been ours', async () => {
    await owner.query(
      `insert into handoffs (tenant_id, id, conversation_id, account_id, reason, requested_at)
       values ('default', 'opening', gen_random_uuid(), 'slack', 'asked_for_person', clock_timestamp())`,
    );
    expect(await receive([post('C1:2')], inbox)).toBe(1);
    expect(await apply('C1:2', 59)).toBe('not_yet');
    expect(await receive([post('C1:2')], inbox)).toBe(0);
    expect(await apply('C1:2', 61)).toBe('unmatched');
    const { rows } = await owner.query(`select 1 from events where payload::text like '%a word of somebody%'`);
    expect(rows).toEqual([]);
    expect(await receive([post('C1:2')], inbox)).toBe(1);
    await owner.query(`delete from handoffs where id = 'opening'`);
  });
});

describe('where something written in a thread belongs', () => {
  const AT_SLACK = 'slack' as AccountId;
  const written = (thread: string): QueuedEvent => ({
    ...{ seq: '1', accountId: AT_SLACK, at: instant(Date.now()), receivedAt: instant(Date.now()), ageMs: 0 },
    content: {
      kind: 'incoming',
      event: {
        ...{ type: 'agent_message', keys: [`w:${thread}`], source: `thread:${thread}`, at: instant(Date.now()) },
        thread: thread as ThreadRef,
        agent: { id: 'U1', name: 'Ana', standing: 'member' },
        externalId: `${thread}:1` as ExternalId,
        parts: [textPart('a word of somebody')],
        addressing: 'plain',
      },
    },
  });
  /** Looks with the first connection; `meanwhile` is done by another one after the first look. */
  const find = async (thread: string, meanwhile: () => Promise<unknown> = async () => undefined) => {
    let looks = 0;
    const manager = {
      query: async (sql: string, values: unknown[]) => {
        const { rows } = await owner.query(sql, values);
        looks += 1;
        if (looks === 1) await meanwhile();
        return rows;
      },
    };
    return locate(manager as unknown as EntityManager, 'default' as TenantId, written(thread));
  };
  const conversation = async (contact: string, handoffId: string, threads: Record<string, string | null>) => {
    await receive([message(contact)]);
    const lease = await laneOf(contact);
    const event = await opened.store.nextEvent(lease);
    if (event === null) throw new Error('There was an event.');
    await opened.store.applyEvent(lease, event, {
      interpret: () => null,
      decide: () => undefined as never,
      plan: () => [],
    });
    const { rows } = await owner.query(
      `update conversations set state = jsonb_build_object('handoff', jsonb_build_object('id', $2::text))
       where address = $1 returning id`,
      [contact, handoffId],
    );
    for (const [id, thread] of Object.entries(threads)) {
      await owner.query(
        `insert into handoffs (tenant_id, id, conversation_id, account_id, reason, requested_at, thread)
         values ('default', $1, $2, 'slack', 'asked_for_person', clock_timestamp(), $3)`,
        [id, rows[0].id, thread],
      );
    }
    return rows[0].id as string;
  };

  it('is found although the thread becomes known between two looks', async () => {
    const id = await conversation('late', 'late:1', { 'late:1': null });
    expect(await find('C9:1')).toEqual({ type: 'not_yet' });
    const located = await find('C9:1', () => owner.query(`update handoffs set thread = 'C9:1' where id = 'late:1'`));
    expect(located).toMatchObject({ type: 'conversation', id });
    expect(located).not.toHaveProperty('former');
  });

  it('is a thread that was left, once a newer handoff has another', async () => {
    await conversation('twice', 'twice:2', { 'twice:1': 'C9:2', 'twice:2': 'C9:3' });
    expect(await find('C9:2')).toMatchObject({ type: 'conversation', former: 'C9:2' });
    expect(await find('C9:3')).not.toHaveProperty('former');
  });
});

describe('secrets', () => {
  it("are an adapter's own, sealed, and refuse another key at start", async () => {
    const storage = opened.storage(account());
    await storage.set('token', { value: 'very secret' });
    expect(await storage.get('token')).toEqual({ value: 'very secret' });
    const { rows } = await owner.query('select value from adapter_data');
    expect(rows[0].value.toString('latin1')).not.toContain('very secret');
    await expect(openPostgresStore(database.url, 'another key of more than thirty-two chars')).rejects.toThrow(
      'SECRET_KEY',
    );
  });

  it('do not open in another row', async () => {
    const storage = opened.storage(account());
    await storage.set('a', 1);
    await storage.set('b', 2);
    await owner.query(
      `update adapter_data set value = (select value from adapter_data where key = 'a') where key = 'b'`,
    );
    await expect(storage.get('b')).rejects.toThrow();
  });
});

it('migrates once when four processes start together', async () => {
  const { rows } = await owner.query(`select current_setting('server_version_num')::int as version`);
  expect(rows[0].version).toBeGreaterThanOrEqual(150000);
  const fresh = `baton_fresh_${Date.now()}`;
  await owner.query(`create database ${fresh}`);
  const url = new URL(database.url);
  url.pathname = `/${fresh}`;
  try {
    await Promise.all([1, 2, 3, 4].map(() => migrate(url.href)));
  } finally {
    await owner.query(`drop database ${fresh} with (force)`);
  }
});
