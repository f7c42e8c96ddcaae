import type { RetrievalReport } from '../ai/eval/retrieval';
import { type Replayed, type Tally, tallyBy, tallyOf } from '../ai/eval/score';
import { bar, heading, table } from './eval-table';

/** The report for people: counts, rates and a bar that shows F1 at a glance. */
export function renderHandoffs(replayed: readonly Replayed[], listMissed: boolean): string {
  const total = tallyOf(replayed);
  const wrong = replayed.filter(({ phrase, outcome }) => (outcome === 'asked_for_person') !== (phrase.label === 1));
  return [
    heading('Handoffs', `${replayed.length} phrases: does the customer ask for a person?`),
    table([['all', total], ...groups(replayed, 'lang')], 'language'),
    table(groups(replayed, 'category'), 'category'),
    outcomes(replayed),
    ...(listMissed ? [listed(wrong)] : wrong.length > 0 ? [`  ${wrong.length} went wrong; --missed lists them.`] : []),
  ].join('\n\n');
}

const groups = (replayed: readonly Replayed[], key: 'lang' | 'category'): [string, Tally][] =>
  Object.entries(tallyBy(replayed, key));

export function renderRetrieval(report: RetrievalReport, listMissed: boolean): string {
  const { questions, hitAt1, hitAt3, answered, answeredRight, askedBack } = report;
  const lines = [
    ['right article first', hitAt1, questions],
    ['among the first three passages', hitAt3, questions],
    ['answered with a quotation', answered, questions],
    ['  of these from the right article', answeredRight, answered],
    ['asked which article is meant', askedBack, questions],
    ['said that it does not know', questions - answered - askedBack, questions],
  ] as const;
  return [
    heading('Answers', `${questions} questions to the sample shop, without a model`),
    lines
      .map(([name, count, of]) => `  ${name.padEnd(36)}${percent(count, of)}  ${bar(of === 0 ? 0 : count / of)}`)
      .join('\n'),
    ...(listMissed
      ? [report.missed.map(({ id, question, article }) => `  not found  ${id}  ${question}  (${article})`).join('\n')]
      : []),
  ].join('\n\n');
}

const percent = (count: number, of: number): string =>
  `${String(count).padStart(4)} of ${String(of).padEnd(4)} ${(of === 0 ? '–' : `${((100 * count) / of).toFixed(1)} %`).padStart(8)}`;

/** What followed besides a handoff on request. */
function outcomes(replayed: readonly Replayed[]): string {
  const count = (wanted: Replayed['outcome']): number => replayed.filter(({ outcome }) => outcome === wanted).length;
  return (
    `  Handed off on request ${count('asked_for_person')}, for its topic ${count('high_stakes')}; ` +
    `offered a person ${count('offer')}, sent the menu ${count('menu')}, left to the AI ${count('answer')}.`
  );
}

function listed(wrong: readonly Replayed[]): string {
  if (wrong.length === 0) return '  Nothing went wrong.';
  return wrong
    .map(({ phrase, outcome }) => {
      const what = phrase.label === 1 ? `missed (${outcome})` : 'false handoff';
      return `  ${what.padEnd(24)}${phrase.lang}  ${phrase.id}  ${phrase.text}`;
    })
    .join('\n');
}
