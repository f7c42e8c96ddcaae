import { PortError } from '../domain/errors';
import type { ToolFact, ToolResult } from '../ports/tool';
import type { ByLanguage, Declared } from './file/schema';
import { fill } from './file/template';
import { dateInWords, inLanguage, languageOf, oneLine } from './words';

const MAX_VALUE = 300;
const MAX_SAID = 1_500;

/** One field of an answer: as the service says it, and as people read it. */
interface Value {
  readonly raw: string;
  readonly shown: (language: string) => string;
}

export type Answered = ReadonlyMap<string, Value>;

/** Takes the fields that the file names, and nothing else of the answer. */
export function readFields(fields: Declared['fields'], data: unknown): Answered {
  return new Map(
    Object.entries(fields).flatMap(([name, field]): [string, Value][] => {
      const raw = oneLine(valueAt(data, field.path) ?? '').slice(0, MAX_VALUE);
      return raw === '' ? [] : [[name, { raw, shown: (language) => shown(raw, field, language) }]];
    }),
  );
}

function shown(raw: string, { words, format }: Declared['fields'][string], language: string): string {
  const called = words !== undefined && Object.hasOwn(words, raw) ? words[raw] : undefined;
  if (called !== undefined) return inLanguage(called, language);
  return (format === 'date' ? dateInWords(raw, language) : null) ?? raw;
}

/** The text at a path such as `order.items.*.name`; several are joined. Null: there is nothing that could be read. */
export function valueAt(data: unknown, path: string): string | null {
  const found = path
    .split('.')
    .reduce<readonly unknown[]>((level, step) => level.flatMap((one) => below(one, step)), [data]);
  const texts = found
    .flatMap((one) => (Array.isArray(one) ? one : [one]))
    .filter(isScalar)
    .map(String);
  return texts.length === 0 ? null : texts.join(', ');
}

function below(value: unknown, step: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (step === '*') return Array.isArray(value) ? value : [];
  return Object.hasOwn(value, step) ? [(value as Record<string, unknown>)[step]] : [];
}

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Null: the answer has none of what the file names. */
export function sayDone(tool: Declared, answered: Answered, language: string | null): ToolResult | null {
  const facts = factsOf(tool.fields, answered, language);
  const said =
    tool.say
      .filter(({ when }) => fits(when, answered))
      .map(({ text }) => sentence(text, answered, language))
      .find((text) => text !== null) ?? facts.map(({ label, value }) => `${label}: ${value}`).join('\n');
  return said === '' ? null : { type: 'done', said: said.slice(0, MAX_SAID), facts };
}

const fits = (when: Declared['say'][number]['when'], answered: Answered): boolean =>
  Object.entries(when ?? {}).every(([name, values]) => {
    const value = answered.get(name);
    return value !== undefined && values.map(String).includes(value.raw);
  });

/** In one language throughout, its values too. Null where the answer lacks something that the sentence names. */
export function sentence(texts: ByLanguage, answered: Answered, language: string | null): string | null {
  const spoken = languageOf(texts, language);
  return fill(inLanguage(texts, spoken), (name) => answered.get(name)?.shown(spoken) ?? null);
}

export const factsOf = (fields: Declared['fields'], answered: Answered, language: string | null): readonly ToolFact[] =>
  Object.entries(fields).flatMap(([name, { label }]) => {
    const value = answered.get(name);
    const spoken = languageOf(label, language);
    return value === undefined ? [] : [{ label: inLanguage(label, spoken), value: value.shown(spoken) }];
  });

export function nothingToSay(tool: string): never {
  throw new PortError(
    'misconfigured',
    `The tool ${tool}: the answer has none of the fields that the tools file names. Correct their paths.`,
    { adapter: 'tools', code: 'no_fields' },
  );
}
