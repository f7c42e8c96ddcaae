import { parseArgs } from 'node:util';

export interface EvalOptions {
  /** Null: the project's own phrases, conversations and questions. */
  readonly set: string | null;
  readonly json: boolean;
  readonly missed: boolean;
  readonly help: boolean;
  /** `NAME=VALUE` of settings that are tried. */
  readonly changes: readonly string[];
  /** Where conversations of the database are written to; null: nothing is. */
  readonly exportTo: string | null;
}

/** Thrown with a sentence about the command line. */
export class BadOption extends Error {
  override readonly name = 'BadOption';
}

export const USAGE = `npm run eval [-- options]

Replays labelled phrases and whole conversations through the rules that decide about a handoff,
under the settings of this environment, and the sample shop's questions through the search. With
MODEL set, phrases that the rules leave to the AI are put to the model.

  --set FILE            your own, as JSON Lines. Phrases: id, text, label (1: asks for a person), lang, category.
                        Conversations: id, lang, trigger, turns, handoffAt, as --from-database writes them
  --from-database FILE  writes the conversations of your database to FILE, numbers and names masked, labelled
                        with what happened: correct the labels, then score it with --set FILE
  --what-if NAME=VALUE  tries a setting, such as MAX_CLARIFICATIONS=1, and says what would change; may be repeated
  --missed              lists everything that went wrong
  --json                the counts alone, for programs
  --help                this page`;

export function readOptions(args: readonly string[]): EvalOptions {
  const values = parsed(args);
  return {
    set: values.set ?? null,
    json: values.json ?? false,
    missed: values.missed ?? false,
    help: values.help ?? false,
    changes: values['what-if'] ?? [],
    exportTo: values['from-database'] ?? null,
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
        'from-database': { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new BadOption(`${(error as Error).message} See --help.`);
  }
}
