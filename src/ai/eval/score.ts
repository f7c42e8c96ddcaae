import type { Outcome } from './replay';

/** A labelled phrase: label 1 where the customer asks for a person. */
export interface LabelledPhrase {
  readonly id: string;
  readonly text: string;
  readonly label: 0 | 1;
  readonly lang: string;
  readonly category: string;
}

/** Hits, false alarms, misses, and what was rightly left alone. */
export interface Tally {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}

export interface Replayed {
  readonly phrase: LabelledPhrase;
  readonly outcome: Outcome;
}

export function tallyOf(replayed: readonly Replayed[]): Tally {
  const count = (cell: keyof Tally): number =>
    replayed.filter(({ phrase, outcome }) => cellOf(outcome === 'asked_for_person', phrase.label === 1) === cell)
      .length;
  return { tp: count('tp'), fp: count('fp'), fn: count('fn'), tn: count('tn') };
}

const cellOf = (handedOff: boolean, asked: boolean): keyof Tally => {
  if (handedOff) return asked ? 'tp' : 'fp';
  return asked ? 'fn' : 'tn';
};

/** One tally per value, in the order of first appearance. */
export function tallyBy(replayed: readonly Replayed[], key: 'lang' | 'category'): Readonly<Record<string, Tally>> {
  const groups = new Map<string, Replayed[]>();
  for (const one of replayed) {
    const name = one.phrase[key];
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return Object.fromEntries([...groups].map(([name, group]) => [name, tallyOf(group)]));
}

/** Null where there is nothing to divide by: no phrase asks, or none was handed off. */
export function rates({ tp, fp, fn }: Tally): {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
} {
  return {
    precision: tp + fp === 0 ? null : tp / (tp + fp),
    recall: tp + fn === 0 ? null : tp / (tp + fn),
    f1: tp + fn === 0 ? null : (2 * tp) / (2 * tp + fp + fn),
  };
}
