import type { CallOf } from '../domain/conversation/call';
import type { Fact } from '../domain/conversation/events';
import type { MessageId, TenantId } from '../domain/ids';
import type { ResponderResult } from '../ports/responder';
import type { Outcome, StartedEffect } from '../ports/store';
import { within } from '../ports/within';
import type { Action } from './action';
import type { EffectPorts } from './effect-ports';
import { publicTurn } from './turn';

const DRAFT_DEADLINE_MS = 30_000;
const SUMMARY_DEADLINE_MS = 8_000;
/** How often a running draft is compared with what happened meanwhile, in whichever process that was decided. */
const WATCH_MS = 500;

/** Drafting may be repeated: it costs money, not correctness. */
export function generateReply(
  tenantId: TenantId,
  effect: StartedEffect,
  call: CallOf<'generate_reply'>,
  ports: EffectPorts,
): Action {
  return {
    run: async () => {
      const turn = await publicTurn(tenantId, effect, ports);
      const stop = new AbortController();
      const watch = setInterval(() => void abortIfPointless(tenantId, effect, call, stop, ports), WATCH_MS);
      try {
        const signal = within(DRAFT_DEADLINE_MS, stop.signal);
        const result = await ports.responder.respond(turn, signal);
        return { facts: [fact(effect, call, result)], refs: [] };
      } catch (error) {
        if (stop.signal.aborted) return { facts: [], refs: [] };
        throw error;
      } finally {
        clearInterval(watch);
      }
    },
    patience: ports.patience.model,
    onGaveUp: () => [{ type: 'responder.failed', draftFor: call.draftFor }],
  };
}

async function abortIfPointless(
  tenantId: TenantId,
  effect: StartedEffect,
  call: CallOf<'generate_reply'>,
  stop: AbortController,
  { store }: EffectPorts,
): Promise<void> {
  const state = await store.conversation(tenantId, effect.conversationId).catch(() => null);
  if (state !== null && (state.mode !== 'bot' || state.draftingFor !== call.draftFor)) stop.abort();
}

function fact(effect: StartedEffect, { draftFor }: CallOf<'generate_reply'>, result: ResponderResult): Fact {
  const messageId = `reply:${effect.id}` as MessageId;
  switch (result.type) {
    case 'handoff': {
      const { reason, evidence, lookups = [] } = result;
      return { type: 'responder.asked_for_handoff', draftFor, reason, evidence, lookups };
    }
    case 'reply': {
      const { parts, kind, sources, lookups = [] } = result;
      return { type: 'responder.replied', draftFor, messageId, parts, kind, sources, lookups };
    }
    case 'ask': {
      const { tool, given, asking, question, lookups = [] } = result;
      return { type: 'responder.asked_input', draftFor, messageId, tool, given, asking, question, lookups };
    }
    case 'act': {
      const { action, text, lookups = [] } = result;
      return { type: 'responder.requested_action', draftFor, messageId, action, text, lookups };
    }
  }
}

/** What the agent who asked is told in any case: with a draft, or that there is none. */
export function draftForAgent(
  tenantId: TenantId,
  effect: StartedEffect,
  { agentId, basedOn }: CallOf<'draft_for_agent'>,
  ports: EffectPorts,
): Action {
  const messageId = `draft:${effect.id}` as MessageId;
  const finished = (draft: Extract<Fact, { type: 'drafter.finished' }>['draft']): Fact => ({
    ...{ type: 'drafter.finished', agentId, basedOn, messageId, draft },
  });
  return {
    run: async () => {
      const turn = await publicTurn(tenantId, effect, ports);
      const draft = await ports.drafter.draft(turn, AbortSignal.timeout(DRAFT_DEADLINE_MS));
      return { facts: [finished(draft)], refs: [] };
    },
    patience: ports.patience.model,
    onGaveUp: () => [finished('failed')],
  };
}

/** One try: a thread without a model's summary has the packet, which is better than waiting. */
export async function summarize(
  tenantId: TenantId,
  effect: StartedEffect,
  call: CallOf<'summarize'>,
  ports: EffectPorts,
): Promise<Action | Outcome> {
  const { summarize: write } = ports.summarizer;
  const finished = (packet: Extract<Fact, { type: 'summarizer.finished' }>['packet']): Fact => ({
    type: 'summarizer.finished',
    handoffId: call.handoffId,
    packet,
  });
  if (write === undefined) return { type: 'superseded' };
  return {
    run: async () => {
      const turn = await publicTurn(tenantId, effect, ports);
      const packet = await write(turn, AbortSignal.timeout(SUMMARY_DEADLINE_MS)).catch(() => null);
      return { facts: [finished(packet)], refs: [] };
    },
    patience: ports.patience.model,
    onGaveUp: () => [finished(null)],
  };
}
