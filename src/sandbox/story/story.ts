/** One thing that came from outside, and all that followed from it. */
export interface Story {
  /** The key of the event it began with. */
  readonly id: string;
  readonly at: number;
  readonly tone: Tone;
  /** Something of it is still at work or waits to be tried again. */
  readonly isOpen: boolean;
  /** In the order in which they happened. */
  readonly steps: readonly Step[];
}

export type Tone = 'plain' | 'good' | 'warning' | 'failure';

export interface Step {
  readonly kind: 'event' | 'stored' | 'decision' | 'call' | 'waiting' | 'problem';
  readonly text: string;
  readonly tone: Tone;
  readonly at: number;
  /** How long it took; null where that says nothing. */
  readonly ms: number | null;
  /** True for steps that a short telling leaves out: they repeat what the others say or are housekeeping. */
  readonly isDetail: boolean;
}

/** What a story is told with beside the facts. */
export interface Telling {
  /** Whom an account speaks for, as people call it: one of several channels if it has several. */
  readonly label: (accountId: string, channelId: string | null) => string;
  /** The full name of an agent; null: nobody of that id is known. */
  readonly agent: (id: string) => string | null;
  /** How long a webhook of an account took from the first byte to the answer, if one was answered at that moment. */
  readonly answeredIn: (accountId: string, storedAt: number) => number | null;
}
