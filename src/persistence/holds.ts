import type { DataSource, EntityManager } from 'typeorm';
import { type ConversationId, type HandoffId, instant, type PlaceId } from '../domain/ids';
import type { AccountKey, EffectLanes, LaneLease, Outcome, StartedEffect, StrandedThread } from '../ports/store';
import type { UnusablePlace } from '../ports/webhook';
import { appendFact } from './append-fact';
import { inTenant } from './database';
import type { EffectRow } from './effect-row';
import { toJson } from './json';

/** In the column of a hold: the whole account. */
const EVERYWHERE = '';

/** What waits for the admin: an account, or one place of its inbox. */
export const createHolds = (
  source: DataSource,
): Pick<EffectLanes, 'heldAccounts' | 'accountWorks' | 'stranded' | 'noteFact'> => ({
  heldAccounts: (tenantId) =>
    inTenant(source, tenantId, async (manager) => {
      const rows: { account_id: AccountKey['accountId'] }[] = await manager.query(
        'select distinct account_id from accounts where tenant_id = $1 and held_until > business_now()',
        [tenantId],
      );
      return rows.map((row) => row.account_id);
    }),
  stranded: (account) => inTenant(source, account.tenantId, (manager) => stranded(manager, account)),
  noteFact: (account, conversationId, fact) =>
    inTenant(source, account.tenantId, (manager) => appendFact(manager, account, conversationId, fact)),
  accountWorks: (account, unusable, heldMs) => accountWorks(source, account, unusable, heldMs),
});

async function stranded(manager: EntityManager, { tenantId, accountId }: AccountKey) {
  const threads: StrandedRow[] = await manager.query(STRANDED, [tenantId, accountId]);
  const places: { place: PlaceId }[] = await manager.query(
    `select place from accounts where tenant_id = $1 and account_id = $2 and held_until > business_now() and place <> ''`,
    [tenantId, accountId],
  );
  return { threads: threads.map(toStranded), held: places.map(({ place }) => place) };
}

interface StrandedRow {
  conversation_id: ConversationId;
  handoff_id: HandoffId;
  place: PlaceId | '';
  since: Date;
  held_for_ms: number;
  waiting: boolean;
  told: string | null;
}

const toStranded = (row: StrandedRow): StrandedThread => ({
  conversationId: row.conversation_id,
  handoffId: row.handoff_id,
  place: row.place === EVERYWHERE ? null : row.place,
  since: instant(row.since.getTime()),
  heldForMs: row.held_for_ms,
  waiting: row.waiting,
  told: row.told === null ? null : instant(Number(row.told)),
});

const STRANDED = `
  select c.id as conversation_id, h.id as handoff_id, a.place, a.held_since as since,
         (extract(epoch from business_now() - a.held_since) * 1000)::float8 as held_for_ms,
         (c.state ->> 'waitingSince') is not null as waiting,
         c.state -> 'handoff' ->> 'toldUnreachable' as told
  from accounts a
  join handoffs h on h.tenant_id = a.tenant_id and h.account_id = a.account_id and a.place in ('', h.place)
  join conversations c on c.tenant_id = h.tenant_id and c.id = h.conversation_id
  where a.tenant_id = $1 and a.account_id = $2 and a.held_until > business_now()
    and h.thread is not null and h.moving_to is null
    and c.mode in ('queued', 'human', 'snoozed') and c.state -> 'handoff' ->> 'id' = h.id
    and ((c.state ->> 'waitingSince') is not null or exists (
      select from lanes l where l.tenant_id = c.tenant_id and l.head < l.tail
        and l.key in ('effects:' || c.id || ':agent', 'effects:' || c.id || ':alert')))
  order by a.held_since limit 200`;

async function accountWorks(
  source: DataSource,
  account: AccountKey,
  unusable: readonly UnusablePlace[],
  heldMs: number,
): Promise<void> {
  const { tenantId, accountId } = account;
  const isReleased = await inTenant(source, tenantId, async (manager) => {
    const [, released]: [unknown, number] = await manager.query(
      'delete from accounts where tenant_id = $1 and account_id = $2 and not (place = any ($3))',
      [tenantId, accountId, unusable.map(({ place }) => place)],
    );
    for (const { place, reason } of unusable) await hold(manager, account, place, heldMs, reason);
    return released > 0;
  });
  if (isReleased) await wakeLanes(source, account);
}

/** One lane at a time: a statement over many could wait for one that waits for it. */
async function wakeLanes(source: DataSource, { tenantId, accountId }: AccountKey): Promise<void> {
  const lanes: { id: string }[] = await inTenant(source, tenantId, (manager) =>
    manager.query(
      `select l.id from lanes l join effects e on e.tenant_id = l.tenant_id and e.lane_id = l.id and e.seq = l.head + 1
       where l.tenant_id = $1 and e.account_id = $2 and l.run_at < 'infinity' and e.not_before is null`,
      [tenantId, accountId],
    ),
  );
  for (const { id } of lanes) {
    await inTenant(source, tenantId, (manager) =>
      manager.query(
        `update lanes set run_at = business_now() where tenant_id = $1 and id = $2 and run_at < 'infinity'`,
        [tenantId, id],
      ),
    );
  }
}

/** An older hold that ended by itself long ago is another one. */
const FORGOTTEN = `accounts.held_until < business_now() - interval '10 minutes'`;

/** True: it was not held before. */
async function hold(
  manager: EntityManager,
  { tenantId, accountId }: AccountKey,
  place: PlaceId | null,
  forMs: number,
  reason: string,
): Promise<boolean> {
  const [row]: { is_new: boolean }[] = await manager.query(
    `insert into accounts (tenant_id, account_id, place, held_until, held_reason)
     values ($1, $2, $3, business_now() + make_interval(secs => $4::float8 / 1000), $5)
     on conflict (tenant_id, account_id, place) do update
       set held_until = excluded.held_until, held_reason = excluded.held_reason,
           held_since = case when ${FORGOTTEN} then business_now() else accounts.held_since end
     returning held_since >= transaction_timestamp() + (select ahead from business_clock) as is_new`,
    [tenantId, accountId, place ?? EVERYWHERE, forMs, reason],
  );
  return row?.is_new ?? false;
}

/** What an effect ran into. A thread from before places had names gets the one it is in. */
export async function holdFor(
  manager: EntityManager,
  lease: LaneLease,
  effect: StartedEffect,
  { place, forMs, reason }: Extract<Outcome, { type: 'account_held' }>,
): Promise<boolean> {
  if (effect.accountId === null) return false;
  const { call } = effect;
  if (place !== null && 'handoffId' in call) {
    await manager.query(
      'update handoffs set place = $3 where tenant_id = $1 and id = $2 and place is null and thread is not null',
      [lease.tenantId, call.handoffId, place],
    );
  }
  return hold(manager, { tenantId: lease.tenantId, accountId: effect.accountId }, place, forMs, reason);
}

/** A thread that is yet to be opened goes to the best place that is not held; where all are, it waits for the first. */
export async function steer(manager: EntityManager, lease: LaneLease, row: EffectRow): Promise<EffectRow> {
  const { payload } = row;
  if (payload.type !== 'open_handoff' || payload.places === undefined || row.state !== 'queued') return row;
  const held: { place: string; ms: number }[] = await manager.query(
    `select place, (extract(epoch from held_until - business_now()) * 1000)::float8 as ms
     from accounts where tenant_id = $1 and account_id = $2 and held_until > business_now() and place <> $3`,
    [lease.tenantId, row.account_id, EVERYWHERE],
  );
  const waits = (id: PlaceId): number => held.find(({ place }) => place === id)?.ms ?? 0;
  const place = payload.places.find((id) => waits(id) === 0);
  if (place === undefined) return { ...row, held_for_ms: Math.min(...payload.places.map(waits)) };
  if (place === payload.place) return row;
  const steered = { ...payload, place };
  await manager.query(
    'update effects set payload = $4, slot_at = null where tenant_id = $1 and lane_id = $2 and seq = $3',
    [lease.tenantId, lease.laneId, row.seq, toJson(steered)],
  );
  return { ...row, payload: steered, slot_at: null };
}
