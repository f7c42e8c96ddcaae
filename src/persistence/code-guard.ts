import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { type CodeUse, guessed, sending } from '../domain/conversation/code-guard';
import type { ConversationEvent } from '../domain/conversation/events';
import type { ConversationState } from '../domain/conversation/state';
import { pendingOf, subjectOf } from '../domain/conversation/tool-action';
import type { TenantId } from '../domain/ids';
import type { CodeGuard } from '../ports/store';
import { inTenant } from './database';
import { toJson } from './json';

/** Makes the row or waits for whoever has it: two guesses at one subject are counted one after the other. */
const LOCK = `
  insert into code_guards (tenant_id, subject) values ($1, $2)
  on conflict (tenant_id, subject) do update set subject = excluded.subject
  returning uses, (extract(epoch from business_now()) * 1000)::float8 as now`;

const KEEP = `
  update code_guards set uses = $3::jsonb, at = clock_timestamp() where tenant_id = $1 and subject = $2`;

export function createCodeGuard(source: DataSource): CodeGuard {
  return {
    maySendCode: (tenantId, action, send) =>
      inTenant(source, tenantId, (manager) =>
        counted(manager, tenantId, subjectOf(action), (uses, now) => {
          const { allowed, uses: after } = sending(uses, `${action.id}.${send}`, now);
          return { result: allowed, uses: after };
        }),
      ),
  };
}

/**
 * A guess as it counts with those of other conversations, in the transaction that applies it. Taken after the
 * conversation's lock and before any lane of effects; one transaction takes one.
 */
export async function guardGuess(
  manager: EntityManager,
  tenantId: TenantId,
  state: ConversationState,
  event: ConversationEvent,
): Promise<ConversationEvent> {
  const pending = pendingOf(state);
  if (event.type !== 'customer.message_received' || pending?.step !== 'awaiting_code') return event;
  const guess = event.code;
  if (guess !== 'right' && guess !== 'wrong') return event;
  const code = await counted(manager, tenantId, subjectOf(pending.action), (uses, now) => {
    const { code: counts, uses: after } = guessed(uses, guess, event.cause, now);
    return { result: counts, uses: after };
  });
  return { ...event, code };
}

async function counted<T>(
  manager: EntityManager,
  tenantId: TenantId,
  subject: string,
  judge: (uses: readonly CodeUse[], now: number) => { readonly result: T; readonly uses: readonly CodeUse[] },
): Promise<T> {
  const key = [tenantId, createHash('sha256').update(subject).digest('hex')];
  const [row]: { uses: CodeUse[]; now: number }[] = await manager.query(LOCK, key);
  const { result, uses } = judge(row?.uses ?? [], row?.now ?? 0);
  await manager.query(KEEP, [...key, toJson(uses)]);
  return result;
}
