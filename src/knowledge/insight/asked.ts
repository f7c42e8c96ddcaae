import { termsOf } from '../../ai/knowledge/terms';
import { readSignals } from '../../ai/signals/read-signals';
import { smallTalkIn } from '../../ai/small-talk';
import { wordsIn } from '../../ai/unanswered';
import type { Answer, AnswerSource } from '../../domain/message';
import type { Talk } from '../../ports/knowledge-store';

/** A question that a customer asked the AI, and what became of it. */
export interface Asked {
  readonly question: string;
  readonly language: string;
  readonly at: number;
  /**
   * `helped`: answered, and the customer did not object. `not_helped`: they did. `handed_off`: answered, and a person
   * was needed right after. `no_answer`: the AI knew nothing.
   */
  readonly outcome: 'helped' | 'not_helped' | 'handed_off' | 'no_answer';
  /** What the answer rested on. */
  readonly sources: readonly AnswerSource[];
  /** What a person answered to it afterwards; null: nobody did. */
  readonly reply: string | null;
}

/** Handoffs for these reasons, this soon after an answer, say that the answer was not it. */
const NOT_SATISFIED: ReadonlySet<string> = new Set([
  ...['could_not_answer', 'asked_for_person', 'accepted_offer', 'frustrated', 'clarified_too_often'],
]);
const SOON_MS = 30 * 60_000;
/** "2" and "yes" choose among what was asked about before. */
const MIN_TERMS = 1;
const MIN_REPLY_LENGTH = 15;

type Draft = { -readonly [K in keyof Asked]: Asked[K] };

/** Reads a conversation as it was stored: nothing is written down for this while customers are answered. */
export function askedIn({ language, entries, handoffs }: Talk): readonly Asked[] {
  const reading = new Reading(language ?? 'en');
  const left = handoffs.toSorted((a, b) => a.at - b.at);
  for (const entry of entries) {
    // A message and the handoff that it led to have the same time.
    while (left[0] !== undefined && left[0].at < entry.at) reading.handedOff(left.shift() ?? left[0]);
    const text = wordsIn(entry);
    if (entry.author.role === 'customer') reading.wrote(text);
    else if (entry.author.role === 'agent') reading.replied(text);
    else if (entry.answer !== undefined) reading.answered(entry.answer, entry.at);
  }
  for (const handoff of left) reading.handedOff(handoff);
  return reading.asked;
}

class Reading {
  readonly asked: Draft[] = [];
  /** What the customer wrote since the last answer, and what they asked before it. */
  private open: string[] = [];
  private before = '';

  constructor(private readonly language: string) {}

  /** An objection tells of the answer before it. */
  wrote(text: string): void {
    if (text === '') return;
    const last = this.asked.at(-1);
    const objects = readSignals(text, { language: this.language }).rejectsAnswer;
    if (objects && last?.outcome === 'helped' && this.open.length === 0) last.outcome = 'not_helped';
    this.open.push(text);
  }

  /** A clarifying question keeps open what it asks about, until the customer has chosen. */
  answered({ kind, sources }: Answer, at: number): void {
    if (kind === 'answer') this.record('helped', at, sources);
    else if (kind === 'no_answer' && this.asksSomething()) this.record('no_answer', at);
    else if (kind === 'clarify' && this.open.length > 0) this.before = this.open.join('\n');
    this.open = [];
  }

  handedOff({ reason, at }: Talk['handoffs'][number]): void {
    const last = this.asked.at(-1);
    if (this.asksSomething()) {
      if (reason === 'could_not_answer') this.record('no_answer', at);
    } else if (last?.outcome === 'helped' && NOT_SATISFIED.has(reason) && at - last.at <= SOON_MS)
      last.outcome = 'handed_off';
  }

  replied(text: string): void {
    const last = this.asked.at(-1);
    if (last !== undefined && last.outcome !== 'helped' && last.reply === null && text.length >= MIN_REPLY_LENGTH)
      last.reply = text;
    this.open = [];
  }

  private record(outcome: Asked['outcome'], at: number, sources: readonly AnswerSource[] = []): void {
    const said = this.open.join('\n');
    const question = termsOf(said, this.language).length < MIN_TERMS && this.before !== '' ? this.before : said;
    if (question !== '') this.asked.push({ question, language: this.language, at, outcome, sources, reply: null });
    [this.open, this.before] = [[], question];
  }

  private asksSomething(): boolean {
    return this.open.some((text) => !isNothingNew(text));
  }
}

/** "A person, please", "no", "thanks": nothing that an article could answer. */
function isNothingNew(text: string): boolean {
  const { asksForPerson, rejectsAnswer, justThanks, affirms, bareHelp } = readSignals(text, { language: null });
  return asksForPerson !== 'no' || rejectsAnswer || justThanks || affirms || bareHelp || smallTalkIn(text) !== null;
}
