import type { DataSource, EntityManager } from 'typeorm';
import type { IncomingEvent } from '../domain/incoming-event';
import type { AccountKey, Received, Reception } from '../ports/store';
import { inTenant } from './database';
import { storableText, toJson } from './json';
import type { SecretBox } from './secret-box';
import { APPEND_EVENT } from './sql/append-event';

/** All of a webhook or none of it: the caller answers 2xx only after this resolved. */
export function createReception(source: DataSource, box: SecretBox): Reception {
  return {
    receive: (account, received) =>
      inTenant(source, account.tenantId, async (manager) => {
        const fresh = await newOnes(manager, account, { ...received, events: await ours(manager, account, received) });
        const raw = received.raw === undefined ? null : box.seal(received.raw, rawPlace(account));
        for (const event of bySource(fresh.events)) await append(manager, account, event, raw);
        if (fresh.quarantined) await quarantine(manager, account, received, raw);
        return fresh.events.length;
      }),
  };
}

export const rawPlace = (account: AccountKey): string => `raw|${account.tenantId}|${account.accountId}`;

/** Lanes are always locked in the same order, or two webhooks could wait for each other. */
const bySource = (events: readonly IncomingEvent[]): readonly IncomingEvent[] =>
  [...events].sort((a, b) => (a.source < b.source ? -1 : a.source > b.source ? 1 : 0));

const keysOf = (event: IncomingEvent): readonly string[] => event.keys.map(storableText);

/** A list shows what other programs sent from the same number, too: nobody has to find out that it is of no message. */
async function ours(
  manager: EntityManager,
  { tenantId, accountId }: AccountKey,
  { events }: Received,
): Promise<readonly IncomingEvent[]> {
  const listed = events.flatMap((event) => (event.type === 'delivery_status' && event.listed ? [event.sentId] : []));
  if (listed.length === 0) return events;
  const rows: { external_id: string }[] = await manager.query(
    'select external_id from message_refs where tenant_id = $1 and account_id = $2 and external_id = any ($3)',
    [tenantId, accountId, listed.map(storableText)],
  );
  const known = new Set(rows.map(({ external_id: id }) => id));
  return events.filter((event) => event.type !== 'delivery_status' || !event.listed || known.has(event.sentId));
}

/** A single known key makes an event a repeat. The key is the lock: of two at once, the second waits and loses. */
async function newOnes(
  manager: EntityManager,
  account: AccountKey,
  { events, quarantined }: Received,
): Promise<{ events: readonly IncomingEvent[]; quarantined: boolean }> {
  const keys = [...events.flatMap(keysOf), ...(quarantined ? [quarantined.key] : [])];
  if (keys.length === 0) return { events: [], quarantined: false };
  const rows: { key: string }[] = await manager.query(
    `insert into event_keys (tenant_id, account_id, key)
     select $1, $2, k from (select distinct unnest($3::text[]) as k order by 1) keys
     on conflict do nothing returning key`,
    [account.tenantId, account.accountId, keys],
  );
  const unseen = new Set(rows.map(({ key }) => key));
  const claimed = (own: readonly string[]): boolean =>
    own.every((key) => unseen.has(key)) && own.every((key) => unseen.delete(key));
  return {
    events: events.filter((event) => claimed([...new Set(keysOf(event))])),
    quarantined: quarantined !== undefined && claimed([quarantined.key]),
  };
}

async function append(
  manager: EntityManager,
  account: AccountKey,
  event: IncomingEvent,
  raw: Buffer | null,
): Promise<void> {
  await manager.query(APPEND_EVENT, [
    account.tenantId,
    storableText(`events:${account.accountId}:${event.source}`),
    account.accountId,
    'incoming',
    null,
    toJson(event),
    raw,
    new Date(event.at),
  ]);
}

async function quarantine(
  manager: EntityManager,
  account: AccountKey,
  received: Received,
  raw: Buffer | null,
): Promise<void> {
  await manager.query('insert into quarantine (tenant_id, account_id, reason, raw) values ($1, $2, $3, $4)', [
    account.tenantId,
    account.accountId,
    received.quarantined?.reason,
    raw ?? Buffer.alloc(0),
  ]);
}
