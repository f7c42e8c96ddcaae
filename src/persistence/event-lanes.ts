import type { DataSource, EntityManager } from 'typeorm';
import type { AccountId, ConversationId, Instant } from '../domain/ids';
import type { ApplySteps, EventLanes, LaneLease, QueuedEvent } from '../ports/store';
import { guardGuess } from './code-guard';
import { inTenant } from './database';
import { findTarget, findUnsent } from './find-target';
import { storableText } from './json';
import { fence, moveHead } from './lanes';
import { locate } from './locate';
import { saveDecision } from './save-decision';

interface EventRow {
  seq: string;
  account_id: string;
  kind: 'incoming' | 'fact';
  conversation_id: string | null;
  payload: unknown;
  at: Date;
  received_at: Date;
  age_ms: number;
}

export function createEventLanes(source: DataSource): EventLanes {
  return {
    nextEvent: (lease) => inTenant(source, lease.tenantId, (manager) => head(manager, lease)),
    applyEvent: (lease, event, steps) =>
      inTenant(source, lease.tenantId, (manager) => apply(manager, lease, event, steps)),
    setEventAside: (lease, event, error) =>
      inTenant(source, lease.tenantId, (manager) => end(manager, lease, event, 'set_aside', error)),
  };
}

async function head(manager: EntityManager, lease: LaneLease): Promise<QueuedEvent | null> {
  const rows: EventRow[] = await manager.query(
    `select e.seq, e.account_id, e.kind, e.conversation_id, e.payload, e.at, e.received_at + (select ahead from business_clock) as received_at,
            (extract(epoch from clock_timestamp() - e.received_at) * 1000)::float8 as age_ms
     from lanes l join events e on e.tenant_id = l.tenant_id and e.lane_id = l.id and e.seq = l.head + 1
     where l.tenant_id = $1 and l.id = $2 and l.token = $3`,
    [lease.tenantId, lease.laneId, lease.token],
  );
  return rows[0] === undefined ? null : toQueued(rows[0]);
}

const toQueued = (row: EventRow): QueuedEvent => ({
  seq: row.seq,
  accountId: row.account_id as AccountId,
  content:
    row.kind === 'incoming'
      ? { kind: 'incoming', event: row.payload as never }
      : { kind: 'fact', conversationId: row.conversation_id as ConversationId, fact: row.payload as never },
  at: row.at.getTime() as Instant,
  receivedAt: row.received_at.getTime() as Instant,
  ageMs: row.age_ms,
});

async function apply(
  manager: EntityManager,
  lease: LaneLease,
  queued: QueuedEvent,
  steps: ApplySteps,
): Promise<'applied' | 'unmatched' | 'not_yet'> {
  await fence(manager, lease);
  const located = await locate(manager, lease.tenantId, queued);
  if (located.type === 'not_yet') return 'not_yet';
  if (located.type === 'unmatched') {
    if (located.untold) await forgetKeys(manager, lease, queued);
    await end(manager, lease, queued, 'unmatched', null);
    return 'unmatched';
  }
  if (located.type === 'conversation') {
    const { id, state } = located;
    const cause = `${lease.laneId}.${queued.seq}`;
    const target = await findTarget(manager, lease.tenantId, id, queued, located);
    const unsent = await findUnsent(manager, lease.tenantId, id, queued);
    const found = { event: queued, cause, target, unsent, former: located.former ?? null };
    const interpreted = steps.interpret(found, state);
    if (interpreted !== null) {
      const event = await guardGuess(manager, lease.tenantId, state, interpreted);
      await saveDecision(manager, { tenantId: lease.tenantId, id, state, event, accountId: queued.accountId }, steps);
    }
  }
  await end(manager, lease, queued, 'applied', null);
  return 'applied';
}

/** Its words go all the same, and come back with the reading of the thread that turns out to be ours. */
async function forgetKeys(
  manager: EntityManager,
  lease: LaneLease,
  { accountId, content }: QueuedEvent,
): Promise<void> {
  if (content.kind === 'fact') return;
  await manager.query('delete from event_keys where tenant_id = $1 and account_id = $2 and key = any ($3)', [
    lease.tenantId,
    accountId,
    content.event.keys.map(storableText),
  ]);
}

/** What belongs to no conversation keeps its keys and loses its words: a channel is not ours to store. */
async function end(
  manager: EntityManager,
  lease: LaneLease,
  event: QueuedEvent,
  status: 'applied' | 'unmatched' | 'set_aside',
  error: string | null,
): Promise<void> {
  await manager.query(
    `update events set status = $4, error = $5, applied_at = clock_timestamp(),
       payload = case when $4 = 'unmatched' then null else payload end,
       raw = case when $4 = 'unmatched' then null else raw end
     where tenant_id = $1 and lane_id = $2 and seq = $3`,
    [lease.tenantId, lease.laneId, event.seq, status, error],
  );
  await moveHead(manager, lease, event.seq);
}
