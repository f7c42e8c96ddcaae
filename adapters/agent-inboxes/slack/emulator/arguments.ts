import { invalidArguments, isJson, type Json, SlackRefusal } from './wire';

/** Arguments of one call, whichever way they came: form fields are strings, JSON fields have types. */
export class Arguments {
  constructor(readonly raw: Json) {}

  with(more: Json): Arguments {
    return new Arguments({ ...this.raw, ...more });
  }

  has(name: string): boolean {
    return this.raw[name] !== undefined && this.raw[name] !== null && this.raw[name] !== '';
  }

  /** A number keeps what JavaScript left of it: `1700000001.000100` as a number has lost its zeros already. */
  text(name: string): string | undefined {
    const value = this.raw[name];
    if (value === undefined || value === null) return undefined;
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined || value === '') throw invalidArguments(`missing required field: ${name}`);
    return value;
  }

  flag(name: string, fallback = false): boolean {
    const value = this.raw[name];
    if (value === undefined || value === null || value === '') return fallback;
    return value === true || value === 'true' || value === '1' || value === 1;
  }

  number(name: string, fallback: number, refusal = 'invalid_limit'): number {
    const value = this.text(name);
    if (value === undefined || value === '') return fallback;
    if (!/^\d+$/.test(value)) throw new SlackRefusal(refusal);
    return Number(value);
  }

  /** Arrays and objects travel as JSON text in forms. Undefined: absent. Malformed: refused by this error's name. */
  json(name: string, refusal: string): unknown {
    const value = this.raw[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value);
    } catch {
      throw new SlackRefusal(refusal);
    }
  }

  object(name: string, refusal: string): Json | undefined {
    const value = this.json(name, refusal);
    if (value === undefined) return undefined;
    if (!isJson(value)) throw new SlackRefusal(refusal);
    return value;
  }

  array(name: string, refusal: string): unknown[] | undefined {
    const value = this.json(name, refusal);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw new SlackRefusal(refusal);
    return value;
  }
}
