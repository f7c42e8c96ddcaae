import type { Instant } from '../ids';
import { backInWords, clockTime } from './back-in-words';
import { type NoticeKey, noticeText } from './notices';
import { closesAt, nextOpening } from './opening-hours';
import type { Policy } from './policy';

export interface NoticeNow {
  readonly text: string;
  /** When the customer is told that people are back; null: people are there, or it says nothing of that. */
  readonly back: Instant | null;
}

/** What is said instead while nobody is there. */
const WHILE_CLOSED: Partial<Readonly<Record<NoticeKey, NoticeKey>>> = {
  handoff: 'handoff_closed',
  released: 'released_closed',
  offer: 'offer_closed',
  closed: 'closed',
};

/** A notice as it is true at this moment, in the customer's language and on the clock of the business. */
export function noticeNow(key: NoticeKey, policy: Policy, language: string | null, at: Instant): NoticeNow {
  const { hours, texts } = policy;
  const back = hours === null ? null : nextOpening(hours, at);
  if (hours === null || back === null) return { text: noticeText(texts, key, language), back: null };
  if (back > at) {
    const closed = WHILE_CLOSED[key];
    if (closed === undefined) return { text: noticeText(texts, key, language), back: null };
    // An offer promises nothing yet.
    return { text: filled(closed, policy, language, { at, back }), back: key === 'offer' ? null : back };
  }
  const until = key === 'handoff' ? closesAt(hours, at) : null;
  const reopens = until === null || until - at > policy.claimDueMs ? null : nextOpening(hours, until);
  if (until === null || reopens === null) return { text: noticeText(texts, key, language), back: null };
  return { text: filled('handoff_closing', policy, language, { at, until, back: reopens }), back: null };
}

function filled(
  key: NoticeKey,
  { hours, texts }: Policy,
  language: string | null,
  { at, until, back }: { readonly at: Instant; readonly until?: Instant; readonly back: Instant },
): string {
  if (hours === null) return noticeText(texts, key, language);
  // The words of a time are in the language of the sentence around them.
  const spoken = language !== null && texts[language]?.[key] !== undefined ? language : 'en';
  return noticeText(texts, key, language)
    .replace('{until}', until === undefined ? '' : clockTime(hours.zone, until))
    .replace('{back}', backInWords(spoken, hours.zone, at, back));
}
