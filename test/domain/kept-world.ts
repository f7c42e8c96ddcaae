import { decide } from '../../src/domain/conversation/decide';
import type { Decision } from '../../src/domain/conversation/decision';
import type { Effect } from '../../src/domain/conversation/effects';
import type { ConversationEvent, Fact, KnownMessage, Timer } from '../../src/domain/conversation/events';
import type { Policy } from '../../src/domain/conversation/policy';
import type { ConversationState } from '../../src/domain/conversation/state';
import { hasArrived } from '../../src/domain/delivery/part-deliveries';
import { type HandoffId, type Instant, instant, type MessageId, type ThreadRef } from '../../src/domain/ids';
import { type MessagePart, type PartDelivery, type TranscriptEntry, textPart } from '../../src/domain/message';
import { bot, T0 } from './support';

const STATUSES = ['queued', 'held', 'suppressed', 'unknown', 'sent', 'failed', 'delivered', 'read'] as const;

/** What a message goes out in, here: one to three, by its name. */
const PARTS: readonly MessagePart[] = [
  textPart('words'),
  { type: 'media', kind: 'image', mediaType: 'image/jpeg', name: 'p.jpg', bytes: 1, ref: 'p' },
  { type: 'media', kind: 'file', mediaType: 'application/pdf', name: 'q.pdf', bytes: 1, ref: 'q' },
];
const plan = (id: MessageId): readonly PartDelivery[] =>
  PARTS.slice(0, 1 + ([...id].reduce((sum, one) => sum + one.charCodeAt(0), 0) % 3)).map((part) => ({
    part,
    status: 'queued',
  }));

/** One of the messages that a message goes out in. */
export interface Sent {
  readonly id: MessageId;
  readonly part: number;
  readonly count: number;
}
const keyOf = ({ id, part }: Pick<Sent, 'id' | 'part'>): string => `${id}#${part}`;

export interface Seen {
  readonly before: ConversationState;
  readonly event: ConversationEvent;
  readonly decision: Decision;
  readonly policy: Policy;
  /** As it is kept after the decision. */
  readonly entries: ReadonlyMap<MessageId, TranscriptEntry>;
  /** What will go off, after the decision. */
  readonly timers: readonly { readonly timer: Timer; readonly at: Instant }[];
}

/** Keeps what decisions ask for as the store does, and lets timers go off when they are due. */
export class World {
  state: ConversationState = bot({ lastCustomerMessageId: null, draftingFor: null, waitingSince: null });
  now: Instant = T0;
  readonly seen: Seen[] = [];
  readonly entries = new Map<MessageId, TranscriptEntry>();
  readonly tried = new Set<MessageId>();
  readonly former: ThreadRef[] = [];
  timers: { timer: Timer; at: Instant }[] = [];
  readonly fired: Timer[] = [];
  opening: HandoffId | null = null;
  /** What waits to be sent, in its order, and what the channel took. */
  lane: Sent[] = [];
  taken: Sent[] = [];
  /** What is known of each, by what was reported last. */
  readonly known = new Map<string, 'under way' | 'arrived' | 'missing'>();
  /** Sent though it had arrived, or was on its way. */
  readonly repeated: string[] = [];

  constructor(readonly policy: Policy) {}

  apply(fact: Fact): void {
    const event: ConversationEvent = { ...fact, at: this.now, cause: `c${this.seen.length}` };
    const before = this.state;
    if (fact.type === 'delivery.updated') this.learn(fact);
    const decision = decide(before, event, this.policy);
    this.state = decision.state;
    for (const change of decision.transcript) this.keep(change);
    for (const effect of decision.effects) {
      if (effect.type === 'start_timer') this.timers.push({ timer: effect.timer, at: effect.at });
      if (effect.type === 'send_to_customer') this.send(effect);
      if (effect.type === 'open_handoff') this.opening = effect.handoffId;
    }
    const left = before.handoff?.thread ?? null;
    if (left !== null && this.state.handoff?.thread !== left) this.former.push(left);
    const { policy, timers } = this;
    this.seen.push({ before, event, decision, policy, entries: new Map(this.entries), timers: [...timers] });
  }

  private keep(change: Decision['transcript'][number]): void {
    if (change.type === 'append') {
      this.entries.set(change.entry.id, change.entry);
      return;
    }
    const entry = this.entries.get(change.id);
    if (entry === undefined) return;
    if (change.type === 'withdraw') {
      this.withdraw(entry);
      return;
    }
    const { type: _, id: _id, anew = false, ...rest } = change;
    const rank = (status: TranscriptEntry['delivery']): number => (status === null ? -1 : STATUSES.indexOf(status));
    const delivery =
      'delivery' in rest && rest.delivery !== undefined && (anew || rank(rest.delivery) > rank(entry.delivery))
        ? rest.delivery
        : entry.delivery;
    this.entries.set(change.id, { ...entry, ...rest, delivery } as TranscriptEntry);
  }

  private withdraw(entry: TranscriptEntry): void {
    const { id, delivery, deliveries } = entry;
    for (const sent of this.lane.filter((one) => one.id === id)) this.known.set(keyOf(sent), 'missing');
    this.lane = this.lane.filter((one) => one.id !== id);
    if (delivery !== 'queued' && delivery !== 'held') return;
    const after = deliveries?.map((one) =>
      one.status === 'queued' || one.status === 'held' ? { ...one, status: 'suppressed' as const } : one,
    );
    const whole = after?.some(hasArrived) ? 'sent' : 'suppressed';
    this.entries.set(id, { ...entry, delivery: whole, ...(after === undefined ? {} : { deliveries: after }) });
  }

  /** Plans and queues as the application does, and notes what ought not to be sent. */
  private send({ messageId: id, parts, replaces }: Extract<Effect, { type: 'send_to_customer' }>): void {
    const entry = this.entries.get(id);
    if (entry === undefined) return;
    const planned = plan(id);
    const sends = planned.map((_part, part): Sent => ({ id, part, count: planned.length }));
    if (replaces && this.lane.some((one) => one.id === id)) return;
    const chosen = parts === undefined ? sends : sends.filter(({ part }) => parts.includes(part));
    for (const sent of chosen) {
      if ((this.known.get(keyOf(sent)) ?? 'missing') !== 'missing') this.repeated.push(keyOf(sent));
      this.known.set(keyOf(sent), 'under way');
    }
    this.lane.push(...chosen);
    if (parts === undefined && planned.length > 1) this.entries.set(id, { ...entry, deliveries: planned });
  }

  private learn({ messageId: id, part = 0, status, stops }: Extract<Fact, { type: 'delivery.updated' }>): void {
    const key = keyOf({ id, part });
    if (status === 'failed' || status === 'unknown' || status === 'suppressed') this.known.set(key, 'missing');
    if (status === 'sent' || status === 'delivered' || status === 'read') this.known.set(key, 'arrived');
    if (!stops) return;
    const stopped = this.lane.filter((one) => one.id === id && one.part > part);
    for (const sent of stopped) this.known.set(keyOf(sent), 'missing');
    this.lane = this.lane.filter((one) => !stopped.includes(one));
  }

  /** Parts of replies that are said to be on their way, and are not. */
  stranded(): readonly string[] {
    return this.of('agent').flatMap(({ id, deliveries = [] }) =>
      deliveries.flatMap(({ status }, part) => {
        const waits = this.lane.some((one) => one.id === id && one.part === part);
        const isHeld = this.state.held.some(({ messageId }) => messageId === id);
        return status === 'queued' && !waits && !isHeld ? [keyOf({ id, part })] : [];
      }),
    );
  }

  /** Whatever is due goes off in its order before anything else happens. */
  wait(ms: number): void {
    const until = instant(this.now + ms);
    for (let rounds = 0; rounds < 200; rounds += 1) {
      const due = this.timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.timers = this.timers.filter((one) => one !== due);
      this.fired.push(due.timer);
      this.now = instant(Math.max(this.now, due.at));
      this.apply({ type: 'timer.fired', timer: due.timer });
    }
    this.now = until;
  }

  of(role: TranscriptEntry['author']['role']): readonly TranscriptEntry[] {
    return [...this.entries.values()].filter(({ author }) => author.role === role);
  }

  about(entry: TranscriptEntry | undefined): KnownMessage | null {
    return entry === undefined ? null : { entry, unsent: this.isUnsent(entry) };
  }

  isUnsent = ({ id, delivery }: TranscriptEntry): boolean =>
    !this.tried.has(id) && (delivery === 'queued' || delivery === 'held');
}
