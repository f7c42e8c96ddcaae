import { parseArgs } from 'node:util';
import type { ReplaySettings } from '../ai/eval/replay';

export interface EvalOptions {
  /** Null: the project's own phrases and questions. */
  readonly set: string | null;
  readonly json: boolean;
  readonly missed: boolean;
  readonly help: boolean;
  readonly settings: ReplaySettings;
}

/** Thrown with a sentence about the command line. */
export class BadOption extends Error {
  override readonly name = 'BadOption';
}

export const USAGE = `npm run eval [-- options]

Replays labelled phrases through the rules that decide about a handoff, and the sample shop's
questions through the search. Needs no model, no account and no database.

  --set FILE            phrases of your own: JSON Lines with id, text, label (1: asks for a person), lang, category
  --json                the counts alone, for programs
  --missed              lists every phrase that went wrong
  --what-if hints=on    obeys a bare "agent" or "support" at once instead of offering a person
  --help                this page`;

export function readOptions(args: readonly string[]): EvalOptions {
  const values = parsed(args);
  return {
    set: values.set ?? null,
    json: values.json ?? false,
    missed: values.missed ?? false,
    help: values.help ?? false,
    settings: settingsFrom(values['what-if'] ?? []),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        set: { type: 'string' },
        json: { type: 'boolean' },
        missed: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        'what-if': { type: 'string', multiple: true },
      },
    }).values;
  } catch (error) {
    throw new BadOption(`${(error as Error).message} See --help.`);
  }
}

function settingsFrom(changes: readonly string[]): ReplaySettings {
  let hintsHandOff = false;
  for (const change of changes) {
    const [name, value] = change.split('=');
    if (name !== 'hints' || (value !== 'on' && value !== 'off')) {
      throw new BadOption(`--what-if ${change} is not known. There is: hints=on, hints=off.`);
    }
    hintsHandOff = value === 'on';
  }
  return { hintsHandOff };
}
