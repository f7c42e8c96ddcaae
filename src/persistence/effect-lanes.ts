import type { DataSource, EntityManager } from 'typeorm';
import type { Fact } from '../domain/conversation/events';
import type { AccountId, ConversationId, ExternalId, Instant, ThreadRef } from '../domain/ids';
import type { EffectLanes, LaneLease, Outcome, SentRef, StartedEffect } from '../ports/store';
import { appendFact } from './append-fact';
import { inTenant } from './database';
import type { EffectRow } from './effect-row';
import { createHolds, holdFor, steer } from './holds';
import { fence, moveHead } from './lanes';
import { mergeWaiting } from './merge-waiting';
import { noteRefusal } from './refusals';
import { type GivenSlot, pausePace, slotInMs, slotOf } from './slots';
import { FREE_OF_PLACE, HEAD_OF_EFFECT_LANE, WRITE_ATTEMPT } from './sql/begin-effect';

type Pointless = Parameters<EffectLanes['beginEffect']>[1];

export function createEffectLanes(source: DataSource, owner: () => number): EffectLanes {
  return {
    beginEffect: (lease, isPointless) =>
      inTenant(source, lease.tenantId, (manager) => begin(manager, lease, owner(), isPointless)),
    beginAgain: (lease, effect, blind, facts) =>
      inTenant(source, lease.tenantId, async (manager) => {
        await appendFacts(manager, lease, effect, facts);
        await fence(manager, lease);
        await writeAttempt(manager, lease, effect.seq, owner(), blind);
      }),
    finishEffect: (lease, effect, outcome) =>
      inTenant(source, lease.tenantId, (manager) => finish(manager, lease, effect, outcome)),
    ...createHolds(source),
  };
}

async function begin(
  manager: EntityManager,
  lease: LaneLease,
  owner: number,
  isPointless: Pointless,
): Promise<StartedEffect | null> {
  let given: GivenSlot | null = null;
  for (;;) {
    const parameters = [lease.tenantId, lease.laneId, lease.token, FREE_OF_PLACE];
    const [head]: EffectRow[] = await manager.query(HEAD_OF_EFFECT_LANE, parameters);
    if (head === undefined) return null;
    if (head.state === 'suppressed' || lapsed(head, isPointless)) {
      await suppress(manager, lease, head);
      given = slotOf(head) ?? given;
      continue;
    }
    const row = await steer(manager, lease, head);
    const waitMs = Math.max(row.due_in_ms, row.held_for_ms, await slotInMs(manager, lease, row, given));
    if (waitMs > 0) {
      await postpone(manager, lease, waitMs);
      return null;
    }
    if (row.state === 'sending') return started(row, row.first_tried_at ?? new Date());
    const merged = await mergeWaiting(manager, lease, row);
    return started(merged, await writeAttempt(manager, lease, row.seq, owner, false));
  }
}

async function writeAttempt(
  manager: EntityManager,
  lease: LaneLease,
  seq: string,
  owner: number,
  blind: boolean,
): Promise<Date> {
  const parameters = [lease.tenantId, lease.laneId, seq, owner, blind ? 1 : 0];
  const [attempt]: { first_tried_at: Date }[] = await manager.query(WRITE_ATTEMPT, parameters);
  return attempt?.first_tried_at ?? new Date();
}

/** What the AI wrote under an earlier epoch, or is pointless now. Once it may have been sent, it is followed up. */
const lapsed = (row: EffectRow, isPointless: Pointless): boolean =>
  row.state === 'queued' &&
  ((row.valid_in !== null && row.valid_in !== row.epoch) || isPointless(row.payload, row.conversation_state));

const started = (row: EffectRow, firstTriedAt: Date): StartedEffect => ({
  id: row.id,
  seq: row.seq,
  accountId: row.account_id as AccountId | null,
  call: row.payload,
  conversationId: row.conversation_id as ConversationId,
  state: row.conversation_state,
  resumed: row.state === 'sending',
  evidence:
    row.evidence === null
      ? null
      : { sentId: row.evidence as ExternalId, thread: row.evidence_thread as ThreadRef | null },
  tries: row.state === 'sending' ? row.tries : row.tries + 1,
  blindResends: row.blind_resends,
  firstTriedAt: firstTriedAt.getTime() as Instant,
  sinceLastTryMs: row.since_last_try_ms,
  triedForMs: row.tried_for_ms,
  told: row.told,
  takenBack: row.taken_back ?? false,
});

async function suppress(manager: EntityManager, lease: LaneLease, row: EffectRow): Promise<void> {
  await endEffect(manager, lease, row.seq, 'suppressed');
  if (row.message_id !== null) {
    await manager.query(
      `update messages set delivery = 'suppressed'
       where tenant_id = $1 and conversation_id = $2 and id = $3 and delivery = 'queued'
         and not exists (select from effects where tenant_id = $1 and lane_id = $4 and message_id = $3
           and type = 'send_part' and state in ('queued', 'sending'))
         and not exists (select from message_refs where tenant_id = $1 and conversation_id = $2 and message_id = $3
           and side = 'customer')`,
      [lease.tenantId, row.conversation_id, row.message_id, lease.laneId],
    );
  }
  await moveHead(manager, lease, row.seq);
}

async function postpone(manager: EntityManager, lease: LaneLease, waitMs: number): Promise<void> {
  await manager.query(
    `update lanes set run_at = business_now() + make_interval(secs => $4::float8 / 1000)
     where tenant_id = $1 and id = $2 and token = $3`,
    [lease.tenantId, lease.laneId, lease.token, waitMs],
  );
}

async function endEffect(
  manager: EntityManager,
  lease: LaneLease,
  seq: string,
  state: 'done' | 'suppressed' | 'dead',
): Promise<void> {
  await manager.query(
    `update effects set state = $4, finished_at = clock_timestamp() where tenant_id = $1 and lane_id = $2 and seq = $3`,
    [lease.tenantId, lease.laneId, seq, state],
  );
}

/** Event lanes are always locked before handoffs, and those before effect lanes: here and where events are applied. */
async function finish(
  manager: EntityManager,
  lease: LaneLease,
  effect: StartedEffect,
  outcome: Outcome,
): Promise<{ newlyHeld: boolean }> {
  await appendFacts(manager, lease, effect, 'facts' in outcome ? (outcome.facts ?? []) : []);
  const refs = outcome.type === 'done' ? await refsThatCount(manager, lease, outcome.refs) : [];
  await fence(manager, lease);
  for (const ref of refs) await saveRef(manager, lease, effect, ref);
  await endAttempt(manager, lease, effect, outcome);
  const newlyHeld = outcome.type === 'account_held' && (await holdFor(manager, lease, effect, outcome));
  await end(manager, lease, effect, outcome);
  return { newlyHeld };
}

async function end(manager: EntityManager, lease: LaneLease, effect: StartedEffect, outcome: Outcome): Promise<void> {
  switch (outcome.type) {
    case 'done':
      await endEffect(manager, lease, effect.seq, 'done');
      return moveHead(manager, lease, effect.seq);
    case 'superseded':
      await endEffect(manager, lease, effect.seq, 'suppressed');
      return moveHead(manager, lease, effect.seq);
    case 'again':
      if (outcome.pauseMs !== undefined) {
        await pausePace(manager, lease, effect.seq, outcome.pauseMs);
        await noteRefusal(manager, lease, effect, outcome.pauseMs);
      }
      await waitFor(manager, lease, effect, outcome.certain ? 'queued' : 'sending', outcome.told);
      return postpone(manager, lease, outcome.afterMs);
    case 'gave_up':
      await suppressSiblings(manager, lease, effect);
      await endEffect(manager, lease, effect.seq, 'dead');
      return moveHead(manager, lease, effect.seq);
    case 'account_held':
      await waitFor(manager, lease, effect, 'queued', outcome.told);
      return postpone(manager, lease, outcome.elsewhere ? 0 : outcome.forMs);
  }
}

async function appendFacts(
  manager: EntityManager,
  lease: LaneLease,
  effect: StartedEffect,
  facts: readonly Fact[],
): Promise<void> {
  const account = { tenantId: lease.tenantId, accountId: effect.accountId ?? ('baton' as AccountId) };
  for (const fact of facts) await appendFact(manager, account, effect.conversationId, fact);
}

async function endAttempt(
  manager: EntityManager,
  lease: LaneLease,
  effect: StartedEffect,
  outcome: Outcome,
): Promise<void> {
  await manager.query(
    `update attempts set ended_at = clock_timestamp(), outcome = $3, code = $4
     where tenant_id = $1 and effect_id = $2 and ended_at is null
       and n = (select max(n) from attempts where tenant_id = $1 and effect_id = $2)`,
    [
      lease.tenantId,
      effect.id,
      outcome.type === 'again' && !outcome.certain ? 'unknown' : outcome.type,
      'code' in outcome ? outcome.code : null,
    ],
  );
}

async function waitFor(
  manager: EntityManager,
  lease: LaneLease,
  effect: StartedEffect,
  state: 'queued' | 'sending',
  told: string | undefined,
): Promise<void> {
  await manager.query(
    `update effects set state = $4, told = coalesce($5, told) where tenant_id = $1 and lane_id = $2 and seq = $3`,
    [lease.tenantId, lease.laneId, effect.seq, state, told ?? null],
  );
}

/**
 * What was posted into a thread that the conversation left meanwhile is not shown in the present one. The handoff is
 * locked before the lane, as where decisions are saved.
 */
async function refsThatCount(
  manager: EntityManager,
  { tenantId }: LaneLease,
  refs: readonly SentRef[],
): Promise<readonly SentRef[]> {
  const thread = refs.find((ref) => ref.thread !== undefined)?.thread;
  if (thread === undefined) return refs;
  const current: unknown[] = await manager.query(
    'select 1 from handoffs where tenant_id = $1 and account_id = $2 and thread = $3 for share',
    [tenantId, refs[0]?.accountId, thread],
  );
  return current.length > 0 ? refs : [];
}

async function saveRef(manager: EntityManager, lease: LaneLease, effect: StartedEffect, ref: SentRef): Promise<void> {
  await manager.query(
    `insert into message_refs (tenant_id, account_id, external_id, side, conversation_id, message_id, part)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [lease.tenantId, ref.accountId, ref.externalId, ref.side, effect.conversationId, ref.messageId, ref.part],
  );
}

/**
 * The second half of a message whose first half did not arrive makes no sense. Not what goes again of an earlier half, and
 * not what takes back the halves that arrived.
 */
async function suppressSiblings(manager: EntityManager, lease: LaneLease, effect: StartedEffect): Promise<void> {
  const { call } = effect;
  if (call.type !== 'send_part' && call.type !== 'edit_part') return;
  await manager.query(
    `update effects set state = 'suppressed'
     where tenant_id = $1 and lane_id = $2 and message_id = $3 and state = 'queued' and seq > $4 and type = $5
       and (payload ->> 'index')::int > $6`,
    [lease.tenantId, lease.laneId, call.messageId, effect.seq, call.type, call.index],
  );
}
