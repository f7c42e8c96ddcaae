import { termsOf } from './knowledge/terms';
import { withoutGreeting } from './small-talk';

/** The questions of one message: "How long does it take? And do you take PayPal?" are two. */
export function questionsIn(message: string): string[] {
  const parts = message
    .split(/(?<=[?？؟])\s+|\n+/u)
    .map((part) => withoutGreeting(part).trim())
    .filter(Boolean);
  const asking = parts.filter((part) => /[?？؟]$/u.test(part) && termsOf(part, null).length > 0);
  // A story with one question at its end is one question, and the story says what about.
  return asking.length >= 2 ? asking : [parts.join('\n')].filter(Boolean);
}
