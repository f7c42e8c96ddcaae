import type { Fact } from '../domain/conversation/events';
import type { PortError } from '../domain/errors';
import type { ExternalId, ThreadRef } from '../domain/ids';
import type { Outcome, SentRef } from '../ports/store';
import type { Patience } from './outcome';

/** What a call led to, before it is recorded. */
export interface Result {
  readonly facts: readonly Fact[];
  readonly refs: readonly SentRef[];
}

export const nothingFollows: Result = { facts: [], refs: [] };

export interface Evidence {
  readonly sentId: ExternalId;
  readonly thread: ThreadRef | null;
}

/** One call to the outside, with what must be known to repeat it honestly. */
export interface Action {
  run(): Promise<Result>;
  readonly patience: Patience;
  /** Absent: harmless to repeat, so an unknown outcome is simply tried again. */
  readonly once?: {
    /** How long an echo or a callback may take. */
    readonly evidenceAfterMs: number;
    readonly settled: (evidence: Evidence) => Result;
    /** Asks the provider; null: it has no such thing. Absent: it cannot be asked. */
    readonly find?: () => Promise<Evidence | null>;
    /** The provider's "no such thing" is reliable, so sending again repeats nothing. */
    readonly findIsFinal: boolean;
    /** False: it changes more than a screen, so it is never repeated on no evidence, whatever the setting. */
    readonly mayResend?: false;
    /** What is told when it is sent again on no evidence, and when even that stays unknown. */
    readonly onBlindResend: readonly Fact[];
    readonly onUnknown: readonly Fact[];
  };
  /** What follows when it ends without success. */
  readonly onGaveUp: (error: PortError) => readonly Fact[];
  /** An error that means something of its own here; null: judged like any other. */
  readonly onError?: (error: PortError) => Outcome | null;
  /** What is told once while it waits longer than people expect. */
  readonly onDelay?: (error: PortError) => readonly Fact[];
}
