import type { EntityManager } from 'typeorm';
import type { Decision, TranscriptChange } from '../domain/conversation/decision';
import type { ConversationEvent } from '../domain/conversation/events';
import { type ConversationState, type Handoff, holderOf } from '../domain/conversation/state';
import type { AccountId, ConversationId, MessageId, TenantId, ThreadRef } from '../domain/ids';
import type { TranscriptEntry } from '../domain/message';
import type { ApplySteps, PlanMaterial, PlannedEffect } from '../ports/store';
import { loadEntries, loadSentParts, loadUntold } from './entries';
import { toJson } from './json';
import { effectLane, sendingLane } from './lane-key';
import { APPEND_EFFECT } from './sql/append-effect';
import { REPLACE_SEND, SUPPRESS_SENDS } from './sql/take-back';
import { APPEND_MESSAGE, NOTE_PARTS, PATCH_MESSAGE, WITHDRAW } from './sql/write-message';

export interface Deciding {
  readonly tenantId: TenantId;
  readonly id: ConversationId;
  readonly state: ConversationState;
  readonly event: ConversationEvent;
  readonly accountId: AccountId;
}

/** State, transcript, effects and the record for people: everything that one fact leads to. */
export async function saveDecision(manager: EntityManager, deciding: Deciding, steps: ApplySteps): Promise<void> {
  const decision = steps.decide(deciding.state, deciding.event);
  await leaveThread(manager, deciding, decision.state);
  for (const change of decision.transcript) await saveChange(manager, deciding, change);
  const planned = steps.plan(decision, await material(manager, deciding, decision));
  await saveState(manager, deciding, decision.state);
  await saveHandoff(manager, deciding, decision.state, planned);
  for (const effect of planned) await saveEffect(manager, deciding, effect);
  await record(manager, deciding, decision);
}

async function saveChange(manager: EntityManager, at: Deciding, change: TranscriptChange): Promise<void> {
  if (change.type === 'append') return append(manager, at, change.entry);
  if (change.type === 'withdraw') return withdraw(manager, at, change.id);
  await manager.query(PATCH_MESSAGE, [
    at.tenantId,
    at.id,
    change.id,
    change.visibility ?? null,
    change.parts === undefined ? null : toJson(change.parts),
    change.edited ?? null,
    change.deleted ?? null,
    change.mayBeRepeated ?? null,
    change.delivery ?? null,
    change.reactions === undefined ? null : toJson(change.reactions),
    change.anew ?? false,
    change.deliveries === undefined ? null : toJson(change.deliveries),
  ]);
}

async function withdraw(manager: EntityManager, at: Deciding, id: MessageId): Promise<void> {
  await manager.query(SUPPRESS_SENDS, [at.tenantId, sendingLane(at.id), id, 0]);
  await manager.query(WITHDRAW, [at.tenantId, at.id, id]);
}

async function append(manager: EntityManager, at: Deciding, entry: TranscriptEntry): Promise<void> {
  await manager.query(APPEND_MESSAGE, [
    at.tenantId,
    at.id,
    entry.id,
    entry.author.role,
    entry.author.role === 'agent' ? toJson(entry.author.agent) : null,
    entry.visibility,
    toJson(entry.parts),
    new Date(entry.at),
    entry.externalId,
    entry.delivery,
    entry.answer === undefined ? null : toJson(entry.answer),
    writtenIn(at, entry),
  ]);
  // What is written in a thread that was left is not shown in the present one.
  if (entry.externalId === null || ('former' in at.event && at.event.former !== undefined)) return;
  const side = entry.author.role === 'customer' ? 'customer' : 'thread';
  await manager.query(
    `insert into message_refs (tenant_id, account_id, external_id, side, conversation_id, message_id)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [at.tenantId, at.accountId, entry.externalId, side, at.id, entry.id],
  );
}

/** Events of agents are found by their thread: it is the present one, unless they say another. */
const writtenIn = ({ state, event }: Deciding, entry: TranscriptEntry): ThreadRef | null =>
  entry.externalId === null || entry.author.role !== 'agent'
    ? null
    : (('former' in event ? event.former : undefined) ?? state.handoff?.thread ?? null);

const NOTHING_UNTOLD = { untold: [], untoldBefore: 0 };

async function material(manager: EntityManager, at: Deciding, decision: Decision): Promise<PlanMaterial> {
  const ids = decision.effects.flatMap((effect): MessageId[] => ('messageId' in effect ? [effect.messageId] : []));
  const entries = ids.length === 0 ? [] : await loadEntries(manager, at.tenantId, at.id, ids);
  const asks = decision.effects.some((effect) => effect.type === 'post_transcript');
  return {
    entries: new Map(entries.map((entry) => [entry.id, entry])),
    ...(asks ? await loadUntold(manager, at.tenantId, at.id) : NOTHING_UNTOLD),
    sentParts: await sentParts(manager, at, decision),
  };
}

async function sentParts(
  manager: EntityManager,
  at: Deciding,
  { effects }: Decision,
): Promise<PlanMaterial['sentParts']> {
  const ids = effects.flatMap((effect) => (effect.type === 'delete_sent' ? [effect.messageId] : []));
  return ids.length === 0 ? new Map() : loadSentParts(manager, at.tenantId, at.id, ids);
}

async function saveState(manager: EntityManager, at: Deciding, state: ConversationState): Promise<void> {
  await manager.query(
    `update conversations set mode = $3, epoch = $4, holder_id = $5, state = $6, updated_at = clock_timestamp()
     where tenant_id = $1 and id = $2`,
    [at.tenantId, at.id, state.mode, state.epoch, holderOf(state)?.id ?? null, toJson(state)],
  );
}

/** The row is written with the effect that opens it, so that an agent who answers at once is waited for. */
async function saveHandoff(
  manager: EntityManager,
  at: Deciding,
  { handoff }: ConversationState,
  planned: readonly PlannedEffect[],
): Promise<void> {
  if (handoff === null) return;
  await keepStray(manager, at, handoff);
  const opening = planned.find(({ call }) => call.type === 'open_handoff');
  if (opening !== undefined) {
    await manager.query(
      `insert into handoffs (tenant_id, id, conversation_id, account_id, reason, requested_at)
       values ($1, $2, $3, $4, $5, $6) on conflict (tenant_id, id) do update set thread = null`,
      [at.tenantId, handoff.id, at.id, opening.accountId, handoff.reason, new Date(handoff.requestedAt)],
    );
  }
  const before = at.state.handoff;
  const isSame = before?.id === handoff.id && before.thread === handoff.thread && before.moving === handoff.moving;
  if (isSame) return;
  await manager.query(
    `update handoffs set thread = $3, place = coalesce($4, place), moving_to = $5 where tenant_id = $1 and id = $2`,
    [at.tenantId, handoff.id, handoff.thread, handoff.place ?? null, handoff.moving?.to ?? null],
  );
  if (handoff.thread !== null && before?.thread !== handoff.thread) await wakeWaiting(manager, at);
}

/**
 * A root that came too late, for a newer handoff has begun: what agents write there is found and answered. And a handoff
 * that is over is not on its way any more, so that nothing waits for its root to be known.
 */
async function keepStray(manager: EntityManager, at: Deciding, handoff: Handoff): Promise<void> {
  const { event } = at;
  if (event.type === 'handoff.moved' && handoff.thread !== event.thread) {
    await manager.query(
      `insert into former_threads (tenant_id, account_id, thread, conversation_id, handoff_id)
       values ($1, $2, $3, $4, $5) on conflict do nothing`,
      [at.tenantId, at.accountId, event.thread, at.id, event.handoffId],
    );
  }
  const before = at.state.handoff;
  if (before === null || before.id === handoff.id || before.moving == null) return;
  await manager.query('update handoffs set moving_to = null where tenant_id = $1 and id = $2', [
    at.tenantId,
    before.id,
  ]);
}

/** What waited for a thread, or for a place that the thread is not in any more, goes on now. */
async function wakeWaiting(manager: EntityManager, at: Deciding): Promise<void> {
  await manager.query(
    `update lanes set run_at = business_now()
     where tenant_id = $1 and key = any ($2) and run_at > business_now() and run_at < 'infinity'`,
    [at.tenantId, ['agent', 'alert', 'card', 'whisper'].map((lane) => effectLane(at.id, lane))],
  );
}

/**
 * A thread was lost or left: nothing of this conversation is shown anywhere until the next one tells it again. The row of
 * the handoff is locked first, so that a post into the old thread is either forgotten here or sees that it is not the
 * thread any more.
 */
async function leaveThread(manager: EntityManager, at: Deciding, { handoff }: ConversationState): Promise<void> {
  const before = at.state.handoff;
  if (before === null || before.thread === null || handoff?.id !== before.id || handoff.thread === before.thread)
    return;
  await manager.query('select 1 from handoffs where tenant_id = $1 and id = $2 for update', [at.tenantId, before.id]);
  await manager.query(`delete from message_refs where tenant_id = $1 and conversation_id = $2 and side = 'thread'`, [
    at.tenantId,
    at.id,
  ]);
  // Also where its root is gone: people may go on writing under what is left of it.
  await manager.query(
    `insert into former_threads (tenant_id, account_id, thread, conversation_id, handoff_id, read_back_at)
     select tenant_id, account_id, $3, conversation_id, id, read_back_at from handoffs where tenant_id = $1 and id = $2
     on conflict do nothing`,
    [at.tenantId, before.id, before.thread],
  );
}

async function saveEffect(manager: EntityManager, at: Deciding, effect: PlannedEffect): Promise<void> {
  await noteParts(manager, at, effect);
  if (effect.replaces && (await replace(manager, at, effect))) return;
  await manager.query(APPEND_EFFECT, [
    at.tenantId,
    effectLane(at.id, effect.lane),
    at.id,
    effect.accountId,
    effect.call.type,
    toJson(effect.call),
    'messageId' in effect.call ? effect.call.messageId : null,
    effect.validIn,
    effect.notBefore === null ? null : new Date(effect.notBefore),
    effect.pace === null ? null : toJson(effect.pace),
  ]);
}

async function noteParts(manager: EntityManager, at: Deciding, { call, goesOutIn }: PlannedEffect): Promise<void> {
  if (goesOutIn === undefined || !('messageId' in call)) return;
  await manager.query(NOTE_PARTS, [at.tenantId, at.id, call.messageId, goesOutIn === null ? null : toJson(goesOutIn)]);
}

/** In the same place of the lane, so that what was written after it still goes after it. False: nothing waits there. */
async function replace(manager: EntityManager, at: Deciding, { call, lane }: PlannedEffect): Promise<boolean> {
  if (call.type !== 'send_part') return false;
  const key = effectLane(at.id, lane);
  await manager.query(SUPPRESS_SENDS, [at.tenantId, key, call.messageId, call.count]);
  const parameters = [at.tenantId, key, call.messageId, call.index, toJson(call)];
  const [replaced]: [{ seq: string }[], number] = await manager.query(REPLACE_SEND, parameters);
  return replaced.length > 0;
}

/** For people who ask "why did it do that?": types and modes, never words. */
async function record(manager: EntityManager, at: Deciding, decision: Decision): Promise<void> {
  await manager.query(
    `insert into conversation_events (tenant_id, conversation_id, cause, type, mode_before, mode_after, effects, at, agent_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      at.tenantId,
      at.id,
      at.event.cause,
      at.event.type,
      at.state.mode,
      decision.state.mode,
      decision.effects.map(({ type }) => type),
      new Date(at.event.at),
      'agent' in at.event ? at.event.agent.id : null,
    ],
  );
}
