import { decide } from '../../src/domain/conversation/decide';
import type { Decision } from '../../src/domain/conversation/decision';
import type { ConversationEvent, Fact, KnownMessage, Timer } from '../../src/domain/conversation/events';
import type { Policy } from '../../src/domain/conversation/policy';
import type { ConversationState } from '../../src/domain/conversation/state';
import { type HandoffId, type Instant, instant, type MessageId, type ThreadRef } from '../../src/domain/ids';
import type { TranscriptEntry } from '../../src/domain/message';
import { bot, T0 } from './support';

const STATUSES = ['queued', 'held', 'suppressed', 'unknown', 'failed', 'sent', 'delivered', 'read'] as const;

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

  constructor(readonly policy: Policy) {}

  apply(fact: Fact): void {
    const event: ConversationEvent = { ...fact, at: this.now, cause: `c${this.seen.length}` };
    const before = this.state;
    const decision = decide(before, event, this.policy);
    this.state = decision.state;
    for (const change of decision.transcript) this.keep(change);
    for (const effect of decision.effects) {
      if (effect.type === 'start_timer') this.timers.push({ timer: effect.timer, at: effect.at });
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
    const {
      type: _,
      id: _id,
      ...rest
    } = change.type === 'withdraw' ? { ...change, delivery: 'suppressed' as const } : change;
    const rank = (status: TranscriptEntry['delivery']): number => (status === null ? -1 : STATUSES.indexOf(status));
    const delivery =
      'delivery' in rest && rest.delivery !== undefined && rank(rest.delivery) > rank(entry.delivery)
        ? rest.delivery
        : entry.delivery;
    this.entries.set(change.id, { ...entry, ...rest, delivery } as TranscriptEntry);
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

  known(entry: TranscriptEntry | undefined): KnownMessage | null {
    return entry === undefined ? null : { entry, unsent: this.isUnsent(entry) };
  }

  isUnsent = ({ id, delivery }: TranscriptEntry): boolean =>
    !this.tried.has(id) && (delivery === 'queued' || delivery === 'held');
}
