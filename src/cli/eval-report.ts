import type { RetrievalReport } from '../ai/eval/retrieval';
import { type Replayed, rates, type Tally, tallyBy, tallyOf } from '../ai/eval/score';

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

const heading = (name: string, what: string): string => `${name}\n${'─'.repeat(78)}\n  ${what}`;

function table(rows: readonly (readonly [string, Tally])[], first: string): string {
  const width = Math.max(first.length, ...rows.map(([name]) => name.length)) + 2;
  const head = `  ${first.padEnd(width)}${['phrases', 'precision', 'recall', 'F1', 'missed', 'false'].map((name) => name.padStart(11)).join('')}`;
  const lines = rows.map(([name, tally]) => {
    const { precision, recall, f1 } = rates(tally);
    const cells = [
      String(tally.tp + tally.fp + tally.fn + tally.tn),
      decimal(precision),
      decimal(recall),
      decimal(f1),
      String(tally.fn),
      String(tally.fp),
    ];
    return `  ${name.padEnd(width)}${cells.map((cell) => cell.padStart(11)).join('')}${f1 === null ? '' : `  ${bar(f1)}`}`;
  });
  return [head, ...lines].join('\n');
}

const decimal = (rate: number | null): string => (rate === null ? '–' : rate.toFixed(3));

const percent = (count: number, of: number): string =>
  `${String(count).padStart(4)} of ${String(of).padEnd(4)} ${(of === 0 ? '–' : `${((100 * count) / of).toFixed(1)} %`).padStart(8)}`;

const BAR_WIDTH = 12;
const bar = (share: number): string => {
  const full = Math.round(share * BAR_WIDTH);
  return '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full);
};

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
