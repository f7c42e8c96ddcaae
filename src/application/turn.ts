import type { TenantId } from '../domain/ids';
import type { ResponderTurn } from '../ports/responder';
import type { StartedEffect } from '../ports/store';
import type { EffectPorts } from './effect-ports';

/** How far back a turn of the AI looks; older messages are in the summary of a model that makes one. */
const TURN_ENTRIES = 240;

/** What the customer and we said to each other: no notes, nothing that never reached them, nothing taken back. */
export async function publicTurn(
  tenantId: TenantId,
  effect: StartedEffect,
  ports: EffectPorts,
): Promise<ResponderTurn> {
  const entries = await ports.store.transcript(tenantId, effect.conversationId, TURN_ENTRIES);
  const transcript = entries.filter(
    ({ visibility, delivery, deleted }) => visibility === 'public' && delivery !== 'suppressed' && !deleted,
  );
  return { state: effect.state, transcript };
}
