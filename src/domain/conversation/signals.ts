import type { Topic } from './handoff-rules';

/**
 * What deterministic rules read in a customer's message before any model is asked. Made by src/ai/signals (pure), so
 * that an explicit request for a person works with the model down and a cost cap reached.
 */
export interface Signals {
  /** `explicit`: obeyed at once. `weak`: a bare "agent" or "support": a person is offered once. */
  readonly asksForPerson: 'explicit' | 'weak' | 'no';
  /** A bare "help": brings the menu where help does not belong to the carrier. */
  readonly bareHelp: boolean;
  /** "yes", "sure, please": an answer to an offer made just before. */
  readonly affirms: boolean;
  /** "no", "cancel", "never mind", and nothing else: the answer to a proposal. */
  readonly declines: boolean;
  /** "no", "that's not it", "still not working": the last answer did not help. */
  readonly rejectsAnswer: boolean;
  /** "thanks", "ok great": needs no answer. */
  readonly justThanks: boolean;
  /** Topics that only people handle, whatever the AI would say; null if none. */
  readonly highStakes: Topic | 'amount' | null;
  /** What of the admin's list of topics for people it names; null: nothing. Absent in what older releases stored. */
  readonly humanOnly?: string | null;
  /** 0 to 1: caps, profanity, repeated punctuation, negative words. Never escalates alone. */
  readonly frustration: number;
  /** ISO 639-1 as detected from this message; null when too short to tell. */
  readonly language: string | null;
}

export const NO_SIGNALS: Signals = {
  asksForPerson: 'no',
  bareHelp: false,
  affirms: false,
  declines: false,
  rejectsAnswer: false,
  justThanks: false,
  highStakes: null,
  frustration: 0,
  language: null,
};
