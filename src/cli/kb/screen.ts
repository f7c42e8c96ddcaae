import { styleText } from 'node:util';
import type { Progress } from '../../knowledge/sync';

type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan';

const CLEAR_LINE = '\r\u001b[2K';
const TURNING = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const DRAW_EVERY_MS = 80;
/** Where nobody looks at a moving line, a new one now and then shows that it goes on. */
const SAY_EVERY = 50;
const BAR = 24;
const DEFAULT_WIDTH = 100;

/** Standard output, as people see it: colours and a moving line on a terminal, plain lines elsewhere. */
export class Screen {
  private drawnAt = 0;
  private turn = 0;

  constructor(
    private readonly stream: Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'> = process.stdout,
    private readonly colours = stream.isTTY === true && !process.env.NO_COLOR,
  ) {}

  get width(): number {
    return Math.max(60, Math.min(140, this.stream.columns ?? DEFAULT_WIDTH));
  }

  line(text = ''): void {
    this.stream.write(`${harmless(text)}\n`);
  }

  paint(style: Style, text: string): string {
    return this.colours ? styleText(style, text, { validateStream: false }) : text;
  }

  progress(name: string, { done, expected, current }: Progress): void {
    if (!this.stream.isTTY) {
      if (done > 0 && done % SAY_EVERY === 0)
        this.line(`${name}: ${done}${expected === null ? '' : ` of ${expected}`}`);
      return;
    }
    const now = Date.now();
    if (now - this.drawnAt < DRAW_EVERY_MS) return;
    this.drawnAt = now;
    this.turn += 1;
    const sign = this.paint('cyan', TURNING[this.turn % TURNING.length] ?? '');
    const head = `${barOf(expected === null || expected === 0 ? 0 : done / expected)}  ${done}${expected === null ? '' : ` of ${expected}`}  `;
    this.stream.write(
      `${CLEAR_LINE}  ${sign} ${head}${this.paint('dim', clip(oneLine(current), this.width - head.length - 6))}`,
    );
  }

  /** Takes the moving line away. */
  progressEnds(): void {
    if (this.stream.isTTY) this.stream.write(CLEAR_LINE);
  }

  /** Columns as wide as their content, numbers to the right; the last one takes what is left. */
  table(head: readonly string[], rows: readonly (readonly string[])[], numbers: readonly number[] = []): void {
    const widths = head.map((name, at) => Math.max(width(name), ...rows.map((row) => width(row[at] ?? ''))));
    const cells = (row: readonly string[]): string =>
      row
        .map((cell, at) => (at === row.length - 1 ? cell : pad(cell, widths[at] ?? 0, numbers.includes(at))))
        .join('   ');
    this.line(this.paint('dim', `  ${cells(head)}`));
    for (const row of rows) this.line(`  ${cells(row)}`.trimEnd());
  }

  /** Text of any length below itself, indented. */
  wrapped(text: string, indent: number, style?: Style): void {
    for (const line of text.split('\n').flatMap((paragraph) => linesOf(paragraph, this.width - indent))) {
      this.line(line === '' ? '' : ' '.repeat(indent) + (style === undefined ? line : this.paint(style, line)));
    }
  }
}

function linesOf(paragraph: string, room: number): string[] {
  const lines = [''];
  for (const word of paragraph.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && width(last) + width(word) + 1 > room) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

/** Pages and customers may write what a terminal obeys: of its codes only colours are left. */
const harmless = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  text.replace(/\u001b(?!\[[\d;]*m)|[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f]/g, '');

const oneLine = (text: string): string => harmless(text).replace(/\s+/g, ' ').trim();

export const barOf = (share: number, length = BAR): string => {
  const full = Math.round(Math.max(0, Math.min(1, share)) * length);
  return '█'.repeat(full) + '░'.repeat(length - full);
};

export const clip = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, Math.max(0, length - 1)).trimEnd()}…`;

/** Colours take no room, and characters of East Asia take two. */
const width = (text: string): number =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the codes of colours begin with one.
  [...text.replace(/\u001b\[[\d;]*m/g, '')].reduce(
    (sum, character) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(character) ? 2 : 1),
    0,
  );

const pad = (cell: string, to: number, right: boolean): string => {
  const room = ' '.repeat(Math.max(0, to - width(cell)));
  return right ? room + cell : cell + room;
};

export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** "5 minutes ago". */
export function ago(at: Date, now = Date.now()): string {
  const minutes = Math.round((now - at.getTime()) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${counted(minutes, 'minute')} ago`;
  if (minutes < 48 * 60) return `${counted(Math.round(minutes / 60), 'hour')} ago`;
  return `${counted(Math.round(minutes / 1440), 'day')} ago`;
}

export const day = (at: Date): string => at.toISOString().slice(0, 10);
