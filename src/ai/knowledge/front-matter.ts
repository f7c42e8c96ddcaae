/** Settings at the head of a Markdown file, between two lines of `---`: `title: Returns`. */
export interface FrontMatter {
  readonly values: Readonly<Record<string, string>>;
  readonly body: string;
}

const BLOCK = /^\uFEFF?---[ \t]*\r?\n([\s\S]{0,4000}?)\r?\n---[ \t]*(?:\r?\n|$)/;

/** One `key: value` a line; quotes around a value are dropped. Without such a block everything is body. */
export function readFrontMatter(source: string): FrontMatter {
  const block = BLOCK.exec(source);
  if (block === null) return { values: {}, body: source.replace(/^\uFEFF/, '') };
  const values: Record<string, string> = {};
  for (const line of (block[1] ?? '').split(/\r?\n/)) {
    const [, key, value] = /^([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) values[key.toLowerCase()] = unquoted(value.trim());
  }
  return { values, body: source.slice(block[0].length) };
}

const unquoted = (value: string): string => /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
