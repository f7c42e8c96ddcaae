import type { DeclaredRefusal, DeclaredServerRefusal } from './file/schema';
import { type Answered, sentence, valueAt } from './read-answer';

/** What the words of a refusal are found by. */
export interface Refusable {
  readonly data: unknown;
  /** Null: it has none. */
  readonly status: number | null;
  readonly text: string;
  readonly answered: Answered;
}

/** The words of the first refusal that fits; null when it is none. */
export function refusalIn(
  rules: readonly (DeclaredRefusal | DeclaredServerRefusal)[],
  answer: Refusable,
  language: string | null,
): string | null {
  for (const rule of rules) {
    if (!fits(rule, answer)) continue;
    const said = sentence(rule.say, answer.answered, language);
    if (said !== null) return said;
  }
  return null;
}

function fits(rule: DeclaredRefusal | DeclaredServerRefusal, { data, status, text }: Refusable): boolean {
  if ('status' in rule && rule.status !== undefined && rule.status !== status) return false;
  if ('contains' in rule && rule.contains !== undefined && !holds(text, rule.contains)) return false;
  return rule.path === undefined || valueAt(data, rule.path) === String(rule.equals);
}

const holds = (text: string, words: string): boolean => text.toLowerCase().includes(words.toLowerCase());
