import type { Passage } from '../../ports/knowledge-base';
import { plainMarkdown } from '../knowledge/markdown-text';
import { detectLanguage } from '../signals/language';
import type { ModelDecision } from './decision';
import { unsupported } from './grounding';
import { withoutForeignLinks } from './links';
import type { PassageBook } from './passage-book';
import { claimsToBeHuman, promisesIn } from './promises';

export interface ReplyContext {
  readonly book: PassageBook;
  /** What tools answered in this turn; they are cited as t1, t2. */
  readonly toolTexts: readonly string[];
  /** What the customer wrote, in this conversation. */
  readonly customerTexts: readonly string[];
  /** What people of the team told the customer. */
  readonly colleagueTexts: readonly string[];
  /** What the customer's last words are written in; null: too short to tell. */
  readonly language: string | null;
  readonly allowedHosts: readonly string[];
}

export interface CheckedReply {
  readonly text: string;
  /** The passages it rests on. */
  readonly cited: readonly Passage[];
  /** It promises what only people can keep: they have to take over for it to be true. */
  readonly promises: boolean;
  /** Why it may not be sent as it is; sentences for the model, which never quote it. */
  readonly problems: readonly string[];
  /** Not worth losing an otherwise good answer for. */
  readonly flaws: readonly string[];
}

/** The label under which the words of colleagues are cited. */
const COLLEAGUE = 'colleague';
/** As the label of a tool's answer stands in a text, and in citations. */
const TOOL_LABEL = /^\[?t\d+\]?$/i;

/**
 * Checks by code what the prompt only asks for. Sources are named and exist; every figure, date and address is in them;
 * links are the sources' own; nobody is promised anything; nobody claims to be a person.
 */
export function checkReply(decision: ModelDecision, context: ReplyContext): CheckedReply {
  const { book, toolTexts, customerTexts, colleagueTexts } = context;
  const labels = decision.citations.map((label) => label.trim()).filter(Boolean);
  const cited = [...new Set(labels.flatMap((label) => book.find(label) ?? []))];
  const byColleague = labels.includes(COLLEAGUE) && colleagueTexts.length > 0;
  const isTool = (label: string): boolean => TOOL_LABEL.test(label) && toolTexts.length > 0;
  const unknown = labels.filter(
    (label) => book.find(label) === undefined && !(label === COLLEAGUE && byColleague) && !isTool(label),
  );
  const sources = [...cited.flatMap(wordsOf), ...(byColleague ? colleagueTexts : []), ...toolTexts];
  const everySource = [...book.all.flatMap(wordsOf), ...colleagueTexts, ...toolTexts];
  const plain = plainMarkdown(decision.text).replaceAll(/\s*\[(?:p\d+|colleague)\]/giu, '');
  const { text } = withoutForeignLinks(plain, { sources: everySource, hosts: context.allowedHosts });
  const grounds = decision.kind === 'answer' ? sources : everySource;
  const missing = unsupported(text.replaceAll(/\[t\d+\]/giu, ' '), [...grounds, ...customerTexts]);
  return {
    text,
    cited,
    promises: promisesIn(text, sources),
    problems: [
      ...(text === '' ? ['It has no text.'] : []),
      ...(decision.kind === 'answer' && sources.length === 0 ? ['It names no source that exists in "citations".'] : []),
      ...(unknown.length > 0 ? ['It names a source that was not given.'] : []),
      ...(missing.length > 0 ? ['It states figures, dates or addresses that its sources do not hold.'] : []),
      ...(claimsToBeHuman(text) ? ['It claims to be a person. You are an AI.'] : []),
    ],
    flaws: isOtherLanguage(text, context.language)
      ? [`It is not written in the customer's language (${context.language}).`]
      : [],
  };
}

const wordsOf = ({ title, heading, text, url }: Passage): string[] => [
  [title, heading, text].filter(Boolean).join('\n'),
  ...(url === null ? [] : [url]),
];

function isOtherLanguage(text: string, wanted: string | null): boolean {
  if (wanted === null) return false;
  const found = detectLanguage(text, wanted);
  return found !== null && found !== wanted;
}
