import type { Json } from '../wire';

/** What a field may hold. Shapes refer to each other by name, so that the catalogue stays data. */
export type Rule =
  | { readonly kind: 'string'; readonly min: number; readonly max: number; readonly pattern?: RegExp }
  | { readonly kind: 'enum'; readonly values: readonly (string | number)[] }
  | { readonly kind: 'number'; readonly integer: boolean; readonly min: number; readonly max: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'text'; readonly types: readonly string[]; readonly min: number; readonly max: number }
  | { readonly kind: 'list'; readonly of: Rule; readonly min: number; readonly max: number }
  | { readonly kind: 'object'; readonly shape: Shape }
  /** An object told apart by its `type`, out of a catalogue. */
  | { readonly kind: 'oneOf'; readonly catalogue: string; readonly types: readonly string[] }
  | { readonly kind: 'anything' };

export interface Problem {
  readonly message: string;
  readonly pointer: string;
}

export interface Shape {
  /** Names ending with `!` must be there. */
  readonly fields: Readonly<Record<string, Rule>>;
  /** What no single field shows. */
  readonly check?: (value: Json) => readonly { readonly message: string; readonly at?: string }[];
}

const UNLIMITED = Number.MAX_SAFE_INTEGER;

export const string = (max = UNLIMITED, min = 0): Rule => ({ kind: 'string', min, max });
export const matching = (pattern: RegExp): Rule => ({ kind: 'string', min: 0, max: UNLIMITED, pattern });
export const oneOfValues = (...values: (string | number)[]): Rule => ({ kind: 'enum', values });
export const number = (min = -UNLIMITED, max = UNLIMITED): Rule => ({ kind: 'number', integer: true, min, max });
export const decimal: Rule = { kind: 'number', integer: false, min: -UNLIMITED, max: UNLIMITED };
export const boolean: Rule = { kind: 'boolean' };
export const anything: Rule = { kind: 'anything' };
export const plain = (max: number): Rule => ({ kind: 'text', types: ['plain_text'], min: 1, max });
export const mrkdwn = (max: number): Rule => ({ kind: 'text', types: ['mrkdwn'], min: 1, max });
export const text = (max: number): Rule => ({ kind: 'text', types: ['plain_text', 'mrkdwn'], min: 1, max });
export const list = (of: Rule, max = UNLIMITED, min = 0): Rule => ({ kind: 'list', of, min, max });
export const object = (fields: Shape['fields'], check?: NonNullable<Shape['check']>): Rule => ({
  kind: 'object',
  shape: check ? { fields, check } : { fields },
});
export const typed = (catalogue: string, ...types: string[]): Rule => ({ kind: 'oneOf', catalogue, types });
