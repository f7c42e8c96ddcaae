import { type ReplayedConversation, tallyConversations } from '../ai/eval/conversations';
import { type Replayed, tallyOf } from '../ai/eval/score';
import { whatHappened } from './eval-conversations-report';
import { heading, table } from './eval-table';

export interface ReplayedSet {
  readonly phrases: readonly Replayed[];
  readonly conversations: readonly ReplayedConversation[];
}

/** More phrases than this are counted, not listed. */
const LISTED = 40;

/** What a changed setting would have done to the same phrases and conversations. */
export function renderWhatIf(changes: readonly string[], before: ReplayedSet, after: ReplayedSet): string {
  const phrases = before.phrases.flatMap(({ phrase, outcome }, index): string[] => {
    const now = after.phrases[index]?.outcome ?? outcome;
    return now === outcome ? [] : [`  ${phrase.id}  ${phrase.lang}  ${outcome} → ${now}  ${phrase.text}`];
  });
  const conversations = before.conversations.flatMap((was, index): string[] => {
    const now = after.conversations[index] ?? was;
    if (now.handedOffAt === was.handedOffAt && now.reason === was.reason && now.offeredAt === was.offeredAt) return [];
    const { id, lang } = was.conversation;
    return [
      `  ${when(was.handedOffAt, now.handedOffAt).padEnd(9)}${id}  ${lang}  ${whatHappened(was)} → ${whatHappened(now)}`,
    ];
  });
  const left = phrases.length - LISTED;
  return [
    heading('What if', changes.join(', ')),
    rows('phrases', tallyOf(before.phrases), tallyOf(after.phrases)),
    rows('conversations', tallyConversations(before.conversations), tallyConversations(after.conversations)),
    `  ${conversations.length} conversations and ${phrases.length} phrases would go another way.`,
    ...(conversations.length > 0 ? [conversations.join('\n')] : []),
    ...(phrases.length > 0 ? [phrases.slice(0, LISTED).join('\n')] : []),
    ...(left > 0 ? [`  … and ${left} more phrases.`] : []),
  ].join('\n\n');
}

const rows = (counted: string, before: ReturnType<typeof tallyOf>, after: ReturnType<typeof tallyOf>): string =>
  table(
    [
      ['as it is', before],
      ['changed', after],
    ],
    '',
    counted,
  );

function when(before: number | null, after: number | null): string {
  if (before === after) return 'other';
  if (after === null) return 'not';
  if (before === null) return 'now';
  return after < before ? 'earlier' : 'later';
}
