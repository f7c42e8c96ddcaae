import { decide } from '../domain/conversation/decide';
import type { Fact } from '../domain/conversation/events';
import type { ConversationState } from '../domain/conversation/state';
import type { InboxCapabilities } from '../domain/delivery/capabilities';
import type { PlaceId, ThreadRef } from '../domain/ids';
import type { IncomingEvent } from '../domain/incoming-event';
import type { AgentInbox } from '../ports/agent-inbox';
import type { LaneLease, QueuedEvent } from '../ports/store';
import { capabilitiesFor } from './capabilities-for';
import type { EffectPorts } from './effect-ports';
import { interpret } from './interpret';
import { isPointless, performEffect } from './perform-effect';
import { planEffects } from './plan-effects';
import type { PolicyFor } from './policy-for';

export interface LanePorts extends EffectPorts {
  /** The inbox's, or those of a test that does not wait. */
  readonly inboxCapabilities: InboxCapabilities;
  readonly policyFor: PolicyFor;
  /** Reads what agents wrote in a thread that became known late. */
  readonly readBack: (thread: ThreadRef) => void;
  /** Something new is due: other lanes, here or elsewhere. */
  readonly wake: () => void;
}

/** Enough to use a lease well, few enough that no conversation keeps a worker to itself. */
const ITEMS_PER_LEASE = 10;
/** An event that cannot be applied this often is set aside, so that the conversation goes on. */
const TRIES_BEFORE_SET_ASIDE = 5;
const NOT_YET_MS = 500;

/** Works on a lane until it is idle, has to wait, or had its turn. Rejects when the database cannot be reached. */
export async function runLane(lease: LaneLease, ports: LanePorts): Promise<void> {
  for (let item = 0; item < ITEMS_PER_LEASE; item += 1) {
    const next = lease.kind === 'events' ? await applyHead(lease, ports) : await performHead(lease, ports);
    if (next.type === 'wait') return ports.store.releaseLane(lease, next.afterMs);
    if (next.type === 'idle') break;
  }
  await ports.store.releaseLane(lease);
}

type Next =
  | { readonly type: 'more' }
  | { readonly type: 'idle' }
  | { readonly type: 'wait'; readonly afterMs?: number };

async function performHead(lease: LaneLease, ports: LanePorts): Promise<Next> {
  const effect = await ports.store.beginEffect(lease, isPointless);
  if (effect === null) return { type: 'idle' };
  await ports.point('effect.begun', effect.call.type);
  const outcome = await performEffect(lease, effect, ports);
  await ports.point('effect.performed', effect.call.type);
  const { newlyHeld } = await ports.store.finishEffect(lease, effect, outcome);
  // Said once: the others that meet the same trouble are held already.
  if (newlyHeld && outcome.type === 'account_held') {
    ports.log.error(outcome.reason, { account: effect.accountId, place: outcome.place ?? null });
  }
  await ports.point('effect.finished', effect.call.type);
  if ('facts' in outcome && (outcome.facts?.length ?? 0) > 0) ports.wake();
  return outcome.type === 'again' || outcome.type === 'account_held' ? { type: 'wait' } : { type: 'more' };
}

async function applyHead(lease: LaneLease, ports: LanePorts): Promise<Next> {
  const stored = await ports.store.nextEvent(lease);
  if (stored === null) return { type: 'idle' };
  const event = await enriched(stored, ports);
  if (event === null) return { type: 'wait', afterMs: waitMs(lease) };
  try {
    const end = await apply(lease, event, ports);
    if (end === 'not_yet') return { type: 'wait', afterMs: NOT_YET_MS };
    ports.wake();
    if (opensLate(event)) ports.readBack(event.content.fact.thread);
    return { type: 'more' };
  } catch (error) {
    return notApplied(lease, event, error, ports);
  }
}

/** An agent can answer in a thread before Baton knows that it is there, and be given up on by the inbox meanwhile. */
const LATE_MS = 500;

type OpensThread = QueuedEvent & {
  content: { kind: 'fact'; fact: Extract<Fact, { type: 'handoff.opened' | 'handoff.moved' }> };
};

const opensLate = (event: QueuedEvent): event is OpensThread =>
  event.content.kind === 'fact' &&
  (event.content.fact.type === 'handoff.opened' || event.content.fact.type === 'handoff.moved') &&
  (event.content.fact.late === true || event.ageMs > LATE_MS);

async function apply(lease: LaneLease, event: QueuedEvent, ports: LanePorts) {
  await ports.point('event.before');
  const end = await ports.store.applyEvent(lease, event, {
    interpret: (found, state) => interpret(found, state, ports.readSignals, ports.codes),
    decide: (state, fact) => decide(state, fact, ports.policyFor(state)),
    plan: (decision, needed) => planEffects(decision, needed, destinations(decision.state, ports)),
  });
  await ports.point('event.applied');
  return end;
}

function destinations(state: ConversationState, ports: LanePorts) {
  const { provider, channel } = ports.channel(state.channelId);
  const { inbox } = ports;
  return {
    channel: { accountId: provider.accountId, capabilities: capabilitiesFor(channel, state.contact) },
    inbox: { accountId: inbox.accountId, capabilities: ports.inboxCapabilities, places: placesFor(state, inbox) },
  };
}

/** A thread that was lost comes back to where it was; a new one goes where the rules say; both elsewhere if need be. */
function placesFor({ handoff, channelId, language }: ConversationState, { places }: AgentInbox): readonly PlaceId[] {
  if (places === undefined || handoff === null) return [];
  const best = handoff.place ?? places.route({ channelId, language, reason: handoff.reason });
  return [...new Set([best, ...places.list().map(({ id }) => id)])];
}

/** Null: who wrote it cannot be settled now, and nobody unknown is ever acted for; the event waits. */
async function enriched(queued: QueuedEvent, ports: LanePorts): Promise<QueuedEvent | null> {
  const { content } = queued;
  if (content.kind === 'fact' || !isAgents(content.event) || ports.inbox.enrich === undefined) return queued;
  try {
    return { ...queued, content: { kind: 'incoming', event: await ports.inbox.enrich(content.event) } };
  } catch (error) {
    ports.log.warn('An agent could not be looked up; their message waits.', { code: nameOf(error) });
    return null;
  }
}

const isAgents = (event: IncomingEvent): boolean => 'agent' in event;

/** A broken event must not stop a conversation; a database that is down must not lose an event. */
async function notApplied(lease: LaneLease, event: QueuedEvent, error: unknown, ports: LanePorts): Promise<Next> {
  if (isOutage(error)) throw error;
  ports.log.error('An event could not be applied.', {
    lane: lease.laneId,
    seq: event.seq,
    code: nameOf(error),
    tries: lease.attempts,
  });
  if (lease.attempts < TRIES_BEFORE_SET_ASIDE) return { type: 'wait', afterMs: waitMs(lease) };
  await ports.store.setEventAside(lease, event, nameOf(error));
  return { type: 'more' };
}

const waitMs = (lease: LaneLease): number => Math.min(250 * 2 ** Math.min(lease.attempts, 8), 60_000);

const nameOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message.slice(0, 200)}` : 'unknown';

/** SQLSTATE classes 08 (connection), 40 (serialization, deadlock), 53 and 57 (server), and connection errors of the driver. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (error.name === 'LeaseLost') return true;
  return typeof code === 'string' ? /^(08|40|53|57|E[A-Z]+$)/.test(code) : /connection|terminat/i.test(error.message);
}
