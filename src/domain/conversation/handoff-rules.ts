/** The admin's choices about what the AI leaves to people before and after it has an answer. */

export type Topic = (typeof TOPICS)[number];

export const TOPICS = ['safety', 'bereavement', 'fraud', 'legal', 'privacy', 'cancellation'] as const;

/** An amount in one currency, by its ISO 4217 code. */
export interface Threshold {
  readonly value: number;
  readonly currency: Currency;
}

export type Currency = (typeof CURRENCIES)[number];

export const CURRENCIES = ['EUR', 'GBP', 'USD', 'CAD', 'AUD', 'CHF', 'JPY', 'INR', 'BRL'] as const;

/** What is looked for in a customer's message. */
export interface SignalRules {
  readonly topics: ReadonlySet<Topic>;
  /** Null: no amount is too large for the AI. */
  readonly amount: Threshold | null;
  /** Words and expressions in the admin's own writing. */
  readonly humanOnly: readonly string[];
}

/** Most shops have articles about cancelling. */
export const USUAL_SIGNAL_RULES: SignalRules = {
  topics: new Set(TOPICS.filter((topic) => topic !== 'cancellation')),
  amount: null,
  humanOnly: [],
};

/** What becomes of a model's answers that may not be sent. */
export interface AnswerRules {
  /** Nothing bears it out. */
  readonly ungrounded: 'offer' | 'handoff';
  /** It promises what only people can keep. */
  readonly promised: 'handoff' | 'rewrite';
  /** Hosts the AI may link to besides the links in its sources. */
  readonly allowedHosts: readonly string[];
}

export const USUAL_ANSWER_RULES: AnswerRules = { ungrounded: 'offer', promised: 'handoff', allowedHosts: [] };
