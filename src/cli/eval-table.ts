import { rates, type Tally } from '../ai/eval/score';

export const heading = (name: string, what: string): string => `${name}\n${'─'.repeat(78)}\n  ${what}`;

/** Counts, rates and a bar that shows F1 at a glance. */
export function table(rows: readonly (readonly [string, Tally])[], first: string, counted = 'phrases'): string {
  const width = Math.max(first.length, ...rows.map(([name]) => name.length)) + 2;
  const names = [counted, 'precision', 'recall', 'F1', 'missed', 'false'];
  const cellWidth = Math.max(11, counted.length + 2);
  const head = `  ${first.padEnd(width)}${names.map((name) => name.padStart(cellWidth)).join('')}`;
  const lines = rows.map(([name, tally]) => {
    const { precision, recall, f1 } = rates(tally);
    const cells = [
      String(tally.tp + tally.fp + tally.fn + tally.tn),
      ...[precision, recall, f1].map(decimal),
      ...[tally.fn, tally.fp].map(String),
    ];
    return `  ${name.padEnd(width)}${cells.map((cell) => cell.padStart(cellWidth)).join('')}${f1 === null ? '' : `  ${bar(f1)}`}`;
  });
  return [head, ...lines].join('\n');
}

const decimal = (rate: number | null): string => (rate === null ? '–' : rate.toFixed(3));

const BAR_WIDTH = 12;
export const bar = (share: number): string => {
  const full = Math.round(share * BAR_WIDTH);
  return '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full);
};
