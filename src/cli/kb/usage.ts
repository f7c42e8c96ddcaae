import { parseArgs } from 'node:util';

/** Thrown with a sentence about the command line. */
export class BadCommand extends Error {
  override readonly name = 'BadCommand';
}

export const USAGE = `npm run kb -- <command>

What the AI answers from. Works while Baton runs: customers get the new answers within a second.

  add <path or address>      a folder, a file (.md .html .pdf .docx), an export of a help centre
                             (.json .jsonl .csv), a page, or a sitemap (.xml)
      --name help            what to call it; default: made of the path or the host
      --audience internal    for agents only: never answered from
      --language de          default: as the articles say, or told from their text
      --max-pages 500        of a sitemap
      --allow-private        also pages on this machine and in private networks
  sync [name]                reads sources again: what was added, changed, removed
  list [name]                the sources, or the articles of one
  show <article>             its versions and passages; --version 2 shows how it was then
  search "question"          what the AI would find and do; --language de, --audience internal
  remove <name or article>   takes it out; nothing is deleted
  restore <name or article>  brings it back
  gaps                       what could not be answered, most wanted first; --days 90, --limit 10
  stale                      articles that do not help, are never used or are old; --days 90, --months 6, --links
  export [folder]            all articles as Markdown files; without a folder as JSON Lines

  --json                     with list, show, search, gaps, stale: for programs
  --help                     this page`;

const OPTIONS = {
  name: { type: 'string' },
  audience: { type: 'string' },
  language: { type: 'string' },
  'max-pages': { type: 'string' },
  'allow-private': { type: 'boolean' },
  version: { type: 'string' },
  days: { type: 'string' },
  months: { type: 'string' },
  limit: { type: 'string' },
  links: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export type KbOptions = ReturnType<typeof readCommand>['options'];

/** The command, what it is about, and its options. */
export function readCommand(args: readonly string[]) {
  const { values: options, positionals } = parsed(args);
  const [command = 'help', ...rest] = positionals;
  if (command !== 'search' && rest.length > 1)
    throw new BadCommand(`"${rest[1]}" is too much: ${command} takes one thing. Put a name with spaces in quotes.`);
  return { command: options.help ? 'help' : command, about: rest.join(' ') || null, options };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new BadCommand(`${(error as Error).message.split('. ')[0]}. See: npm run kb -- --help`);
  }
}

/** What the command is about, or a sentence that it is missing. */
export function needed(about: string | null, what: string): string {
  if (about === null) throw new BadCommand(`Name ${what}. See: npm run kb -- --help`);
  return about;
}

export function wholeNumber(value: string | undefined, option: string, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new BadCommand(`--${option} must be a whole number, 1 or more.`);
  return Number(value);
}

export function audienceIn({ audience = 'public' }: KbOptions): 'public' | 'internal' {
  if (audience === 'public' || audience === 'internal') return audience;
  throw new BadCommand(`--audience must be public or internal, not "${audience}".`);
}

export function languageIn({ language }: KbOptions): string | null {
  if (language === undefined) return null;
  if (!/^[a-z]{2}(?:[-_].*)?$/i.test(language)) throw new BadCommand('--language must be a code such as en or de.');
  return language.slice(0, 2).toLowerCase();
}
