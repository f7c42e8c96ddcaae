import type { TemplateWanted } from '../../../src/ports';
import { shorten } from '../../shared/graphemes';
import { listOf } from './lists';

/** What a variable of a template may stand for. */
const FACTS = ['customer_name', 'agent_name'] as const;
type FactName = (typeof FACTS)[number];

/** Which fact each variable stands for, by the variable's name: `1` → `customer_name`. */
export type Bindings = Readonly<Record<string, FactName>>;

const BINDING = new RegExp(`^(\\w{1,30})=(${FACTS.join('|')})$`);

export const checkBindings = (value: string): string | null =>
  listOf(value).every((one) => BINDING.test(one))
    ? null
    : `must name a fact for each variable, such as 1=customer_name,2=agent_name. The facts are ${FACTS.join(' and ')}.`;

export const bindingsOf = (value: string): Bindings =>
  Object.fromEntries(
    listOf(value).flatMap((one) => {
      const [, name, fact] = BINDING.exec(one) ?? [];
      return name === undefined ? [] : [[name, fact as FactName]];
    }),
  );

const VARIABLE = /\{\{\s*(\w+)\s*\}\}/g;
const VALUE_MAX = 60;

/** The names of the variables in a text, each once. */
export const variablesIn = (body: string): readonly string[] => [
  ...new Set([...body.matchAll(VARIABLE)].map(([, name = '']) => name)),
];

/** The text with its variables filled in. Where nothing is given for one it stays as it is. */
export const filled = (body: string, values: Readonly<Record<string, string>>): string =>
  body.replace(VARIABLE, (whole, name: string) => values[name] ?? whole);

/**
 * What each variable stands for now. A fact that is not known, such as the name of somebody who has none, gives way to the
 * sample that was approved with the template. Null: a variable is left for which there is neither.
 */
export function valuesFor(
  body: string,
  samples: Readonly<Record<string, string>>,
  bindings: Bindings,
  wanted: TemplateWanted,
): Readonly<Record<string, string>> | null {
  const facts: Readonly<Record<FactName, string | null>> = {
    customer_name: wanted.customerName,
    agent_name: wanted.agentName,
  };
  const values: Record<string, string> = {};
  for (const name of variablesIn(body)) {
    const bound = bindings[name];
    const value = cleaned(bound === undefined ? null : facts[bound]) || cleaned(samples[name] ?? null);
    if (value === '') return null;
    values[name] = value;
  }
  return values;
}

/** WhatsApp takes no line breaks, tabs or four blanks in a row. Source: Twilio, error 21656. */
const cleaned = (value: string | null): string => shorten((value ?? '').replace(/\s+/g, ' ').trim(), VALUE_MAX);
