import type { DataSource } from 'typeorm';
import type { TenantId } from '../domain/ids';
import type { ActivityAbout, ActivityAttempt, ActivityEffect, ActivityEvent, ActivityLog } from '../ports/activity';
import { inTenant } from './database';
import { RECENT_EFFECTS, RECENT_EVENTS } from './sql/recent-activity';

/** A decision asks for a handful of effects; a burst that asks for more is shown in part. */
const EFFECTS_PER_EVENT = 8;

interface AboutRow {
  channel_id: string | null;
  message_id: string | null;
  draft_for: string | null;
  handoff_id: string | null;
  action_id: string | null;
  system: string | null;
  effect_id?: string | null;
  detail: string | null;
  agent_id: string | null;
  agent_name: string | null;
  role: string | null;
}

interface EventRow extends AboutRow {
  key: string;
  kind: ActivityEvent['kind'];
  type: string;
  account_id: string;
  status: ActivityEvent['status'];
  stored_at: number;
  applied_at: number | null;
  mode_before: string | null;
  mode_after: string | null;
  effects: string[] | null;
}

interface EffectRow extends AboutRow {
  id: string;
  cause: string | null;
  account_id: string | null;
  type: string;
  state: ActivityEffect['state'];
  created_at: number;
  due_in_ms: number | null;
  blind_resends: number;
  attempts: ActivityAttempt[];
}

export function createActivityLog(source: DataSource, tenantId: TenantId): ActivityLog {
  return {
    recent: (limit) =>
      inTenant(source, tenantId, async (manager) => {
        const events: EventRow[] = await manager.query(RECENT_EVENTS, [tenantId, limit]);
        const [oldest] = events;
        if (oldest === undefined) return { events: [], effects: [] };
        const effects: EffectRow[] = await manager.query(RECENT_EFFECTS, [
          tenantId,
          new Date(oldest.stored_at),
          limit * EFFECTS_PER_EVENT,
        ]);
        return { events: events.map(toEvent), effects: effects.map(toEffect) };
      }),
  };
}

const toEvent = (row: EventRow): ActivityEvent => ({
  key: row.key,
  kind: row.kind,
  type: row.type,
  accountId: row.account_id,
  status: row.status,
  storedAt: row.stored_at,
  appliedAt: row.applied_at,
  about: about(row),
  decision:
    row.mode_before === null || row.mode_after === null
      ? null
      : { modeBefore: row.mode_before, modeAfter: row.mode_after, effects: row.effects ?? [] },
});

const toEffect = (row: EffectRow): ActivityEffect => ({
  id: row.id,
  cause: row.cause,
  accountId: row.account_id,
  type: row.type,
  state: row.state,
  about: about(row),
  createdAt: row.created_at,
  dueInMs: row.due_in_ms,
  blindResends: row.blind_resends,
  attempts: row.attempts,
});

const about = (row: AboutRow): ActivityAbout => ({
  channelId: row.channel_id,
  messageId: row.message_id,
  draftFor: row.draft_for,
  handoffId: row.handoff_id,
  actionId: row.action_id,
  system: row.system,
  effectId: row.effect_id ?? null,
  detail: row.detail,
  agentId: row.agent_id,
  agentName: row.agent_name,
  role: row.role,
});
