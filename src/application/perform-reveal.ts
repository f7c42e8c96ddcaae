import type { CallOf } from '../domain/conversation/call';
import type { Notice } from '../domain/conversation/effects';
import { holderOf } from '../domain/conversation/state';
import type { TenantId } from '../domain/ids';
import { holdsNumbers } from '../domain/masking/parts';
import type { Outcome, StartedEffect } from '../ports/store';
import type { Action } from './action';
import type { EffectPorts } from './effect-ports';

const SEARCHED_ENTRIES = 5_000;
/** The newest ones: more does not fit into what one agent is shown. */
const SHOWN_ENTRIES = 10;

/**
 * Shows the messages with masked numbers as they were written, to one agent alone. It is a fact only once they were
 * shown, so an agent who could not be reached is not on record for a look they never had.
 */
export async function revealNumbers(
  tenantId: TenantId,
  effect: StartedEffect,
  { handoffId, agent }: CallOf<'reveal_numbers'>,
  ports: EffectPorts,
): Promise<Action | Outcome> {
  const { state, conversationId } = effect;
  const thread = await ports.store.thread(tenantId, handoffId);
  // Whoever gave it away meanwhile has no business with it any more.
  if (thread === null || holderOf(state)?.id !== agent.id) return { type: 'superseded' };
  const known = await ports.store.transcript(tenantId, conversationId, SEARCHED_ENTRIES);
  const entries = known.filter(({ parts, deleted }) => !deleted && holdsNumbers(parts)).slice(-SHOWN_ENTRIES);
  const channelLabel = ports.channel(state.channelId).channel.capabilities.label;
  const below = { type: 'messages', customerName: state.contactName, channelLabel, entries, history: true } as const;
  return {
    run: async () => {
      if (entries.length === 0) {
        await ports.inbox.tell(thread, agent.id, told('Nothing in this conversation is masked any more.'));
        return { facts: [], refs: [] };
      }
      await ports.tellOpenly(thread, agent.id, told(AS_WRITTEN), below);
      return { facts: [{ type: 'agent.revealed', handoffId, agent }], refs: [] };
    },
    patience: ports.patience.agentReply,
    onGaveUp: () => [],
  };
}

const AS_WRITTEN = 'As it was written. Only you see this, and the thread says that you looked.';

const told = (text: string): Notice => ({ text, tone: 'info', actions: [], mention: null });
