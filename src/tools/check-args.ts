import type { CheckedArgs, ToolArgs } from '../ports/tool';
import type { Declared, DeclaredInput } from './file/schema';
import { oneLine } from './words';

type Settled = { readonly value: string | number | boolean } | { readonly problem: string } | null;

/** Takes what is declared and fits, and nothing else: what is bound by Baton cannot be given here. */
export function checkArgs(inputs: Declared['inputs'], given: unknown): CheckedArgs {
  const from = typeof given === 'object' && given !== null && !Array.isArray(given) ? given : {};
  const args: Record<string, string | number | boolean> = {};
  const missing: string[] = [];
  const problems: string[] = [];
  for (const input of inputs) {
    const settled = settle(input, Object.hasOwn(from, input.name) ? (from as ToolArgs)[input.name] : undefined);
    if (settled !== null && 'value' in settled) args[input.name] = settled.value;
    else if (settled !== null) {
      missing.push(input.name);
      problems.push(`"${input.name}" ${settled.problem}`);
    } else if (!input.optional) missing.push(input.name);
  }
  if (missing.length === 0) return { ok: true, args };
  return { ok: false, missing, problem: problems.length === 0 ? null : problems.join(' ') };
}

/** Null: nothing was given. */
function settle(input: DeclaredInput, given: unknown): Settled {
  if (given === undefined || given === null) return null;
  const text = typeof given === 'string' ? oneLine(given) : String(given);
  if (text === '') return null;
  switch (input.type) {
    case 'string':
      return typeof given === 'object' ? { problem: 'must be a text.' } : settleText(input, text);
    case 'boolean':
      return /^(true|false)$/i.test(text)
        ? { value: text.toLowerCase() === 'true' }
        : { problem: 'must be true or false.' };
    default:
      return settleNumber(text, input.type === 'integer');
  }
}

function settleText({ minLength, maxLength, pattern }: DeclaredInput, text: string): Settled {
  if (text.length < minLength) return { problem: `must have ${minLength} characters or more.` };
  if (text.length > maxLength) return { problem: `must not be longer than ${maxLength} characters.` };
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, 'iu').test(text))
    return { problem: 'has another form.' };
  return { value: text };
}

function settleNumber(text: string, whole: boolean): Settled {
  const value = /^-?\d{1,15}(\.\d{1,10})?$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(value)) return { problem: 'must be a number.' };
  return whole && !Number.isInteger(value) ? { problem: 'must be a whole number.' } : { value };
}

/** Finds a value among words; not inside a longer word or number. */
export const finder = ({ pattern }: DeclaredInput): RegExp | null =>
  pattern === undefined ? null : new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'iu');

/** As a model is shown it. */
export const parametersOf = (inputs: Declared['inputs']): Readonly<Record<string, unknown>> => ({
  type: 'object',
  properties: Object.fromEntries(
    inputs.map(({ name, type, description, pattern, minLength, maxLength }) => [
      name,
      {
        type,
        ...(description === '' ? {} : { description }),
        ...(type === 'string'
          ? { minLength, maxLength, ...(pattern === undefined ? {} : { pattern: `^(?:${pattern})$` }) }
          : {}),
      },
    ]),
  ),
  required: inputs.filter(({ optional }) => !optional).map(({ name }) => name),
  additionalProperties: false,
});
