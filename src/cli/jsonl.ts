import { readFileSync } from 'node:fs';

/** Thrown with a sentence that names the file, the line and what is wrong with it. */
export class BadFile extends Error {
  override readonly name = 'BadFile';
}

/** One JSON object a line; empty lines are skipped. `toRow` returns what is wrong as a string. */
export function readJsonl<Row extends object>(
  file: string,
  toRow: (value: Readonly<Record<string, unknown>>) => Row | string,
): Row[] {
  const rows: Row[] = [];
  for (const [at, line] of contentOf(file).split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const row = toRow(objectIn(line, file, at + 1));
    if (typeof row === 'string') throw new BadFile(`${file}, line ${at + 1}: ${row}`);
    rows.push(row);
  }
  if (rows.length === 0) throw new BadFile(`${file} has no lines. Each line is one JSON object.`);
  return rows;
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new BadFile(
      code === 'ENOENT'
        ? `${file} does not exist. Check the path.`
        : `${file} cannot be read (${code ?? 'unknown error'}).`,
    );
  }
}

function objectIn(line: string, file: string, number: number): Readonly<Record<string, unknown>> {
  const wrong = new BadFile(
    `${file}, line ${number}: this is not a JSON object. Each line is one, without a comma behind it.`,
  );
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw wrong;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong;
  return value as Readonly<Record<string, unknown>>;
}
