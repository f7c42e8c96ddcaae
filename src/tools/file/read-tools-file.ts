import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { checkTools } from './check-tools';
import { type ToolsFile, toolsFile } from './schema';
import { readSecrets } from './secrets';

/** A tools file that is well in itself, and the variables it reads. */
export interface ToolSettings {
  readonly file: ToolsFile;
  /** Values of `${TOOL_…}`. They go into requests, and nowhere else. */
  readonly secrets: ReadonlyMap<string, string>;
}

export interface ReadTools {
  /** Null when there are problems. */
  readonly settings: ToolSettings | null;
  /** Each a sentence with its path inside the file. */
  readonly problems: readonly string[];
}

export function readToolsFile(path: string, env: Readonly<Record<string, string | undefined>>): ReadTools {
  try {
    return checkToolsFile(JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')), env);
  } catch (error) {
    return { settings: null, problems: [unreadable(path, error)] };
  }
}

function unreadable(path: string, error: unknown): string {
  if (error instanceof SyntaxError) return `${path} is not JSON. ${place(error)}`;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return `${path} does not exist. Correct the path.`;
  if (code === undefined) throw error;
  return `${path} cannot be read (${code}). Let Baton read it.`;
}

/** The parser's message quotes the file, and somebody may have written a secret there: one sign of it is enough. */
const place = ({ message }: SyntaxError): string => {
  const [, position] = /position (\d+)/.exec(message) ?? [];
  if (position !== undefined) return `Look at character ${position}.`;
  const [, sign] = /^Unexpected token '?([^\s'])/.exec(message) ?? [];
  return sign === undefined
    ? 'It ends too early: look for a missing bracket or quote.'
    : `Look for a ${sign} that does not belong there, or what is missing before it.`;
};

/** The same for a file that was parsed already. */
export function checkToolsFile(json: unknown, env: Readonly<Record<string, string | undefined>>): ReadTools {
  const parsed = toolsFile.safeParse(json);
  if (!parsed.success) return { settings: null, problems: parsed.error.issues.flatMap(sentences) };
  const { secrets, problems } = readSecrets(parsed.data, env);
  const all = [...problems, ...checkTools(parsed.data, secrets)];
  return { settings: all.length === 0 ? { file: parsed.data, secrets } : null, problems: all };
}

/** `actions[0].request.url`, as people who write JavaScript or JSON paths expect it. */
const dotted = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '') || 'the file';

function sentences(issue: z.core.$ZodIssue): readonly string[] {
  const where = dotted(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => `${where} has "${key}", which nothing here is called. Correct or remove it.`);
    case 'invalid_type':
      return [missingOr(where, issue)];
    case 'invalid_value':
      return [`${where} must be one of ${issue.values.map((value) => `"${String(value)}"`).join(', ')}.`];
    case 'invalid_key':
      return issue.issues.map(({ message }) => `${where} ${message}`);
    case 'too_big':
      return [`${where} ${ours(issue) ?? `must not be more than ${issue.maximum}${unit(issue.origin)}.`}`];
    case 'too_small':
      return [`${where} ${ours(issue) ?? `must be at least ${issue.minimum}${unit(issue.origin)}.`}`];
    default:
      return [`${where} ${issue.message}`];
  }
}

/** Zod drops the input of an issue, but says what it received. */
const missingOr = (where: string, issue: z.core.$ZodIssueInvalidType): string =>
  /received undefined/.test(issue.message) ? `${where} is missing.` : `${where} must be ${kind(issue.expected)}.`;

/** Zod's own words begin with a capital; those of the schema complete a sentence. */
const ours = ({ message }: { readonly message: string }): string | null => (/^[a-z]/.test(message) ? message : null);

const unit = (origin: string): string => {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
};

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list in [ ]',
  object: 'an object in { }',
  record: 'an object in { }',
};
const kind = (expected: string): string => KINDS[expected] ?? expected;
