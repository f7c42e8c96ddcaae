import type { TextEntity, TextPart } from '../../../src/ports';
import { escapeHtml, escapeHtmlAttribute } from '../../shared/html';

const TAGS = { bold: 'b', italic: 'i', strike: 's', code: 'code', pre: 'pre', quote: 'blockquote' } as const;

/**
 * Our runs as Telegram's HTML. Only `& < >` are special there; MarkdownV2 would need eighteen characters escaped.
 * Runs are cut to fit inside the run around them, so that the tags always nest.
 */
export function toHtml({ text, entities = [] }: TextPart): string {
  const runs = entities
    .map((entity) => {
      const end = Math.min(entity.offset + entity.length, text.length);
      return { entity, start: wholeCharacter(text, entity.offset, -1), end: wholeCharacter(text, end, 1) };
    })
    .filter(({ start, end }) => start >= 0 && start < end)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  return new HtmlWriter(text).write(runs);
}

/** A run that begins or ends between the two halves of an emoji would break it. */
const wholeCharacter = (text: string, position: number, step: 1 | -1): number =>
  /[\udc00-\udfff]/.test(text[position] ?? '') ? position + step : position;

interface Run {
  readonly entity: TextEntity;
  readonly start: number;
  readonly end: number;
}

/** Walks the text once and keeps the open runs on a stack. */
class HtmlWriter {
  private html = '';
  private at = 0;
  private readonly open: Run[] = [];

  constructor(private readonly text: string) {}

  write(runs: readonly Run[]): string {
    for (const run of runs) {
      this.closeUntil(run.start);
      this.copyTo(run.start);
      if (this.mayOpen(run)) this.begin(run);
    }
    this.closeUntil(this.text.length);
    this.copyTo(this.text.length);
    return this.html;
  }

  /** Telegram keeps nothing inside of code, and neither a quote in a quote nor a link in a link. */
  private mayOpen(run: Run): boolean {
    return this.open.every(({ entity }) => {
      const closed = entity.type === 'code' || entity.type === 'pre';
      return !closed && entity.type !== run.entity.type;
    });
  }

  private begin(run: Run): void {
    const around = this.open.at(-1);
    this.open.push(around === undefined ? run : { ...run, end: Math.min(run.end, around.end) });
    this.html += startTag(run.entity);
  }

  private closeUntil(position: number): void {
    for (let last = this.open.at(-1); last !== undefined && last.end <= position; last = this.open.at(-1)) {
      this.copyTo(last.end);
      this.html += endTag(last.entity);
      this.open.pop();
    }
  }

  private copyTo(position: number): void {
    if (position <= this.at) return;
    this.html += escapeHtml(this.text.slice(this.at, position));
    this.at = position;
  }
}

const startTag = (entity: TextEntity): string =>
  entity.type === 'link' ? `<a href="${escapeHtmlAttribute(entity.url)}">` : `<${TAGS[entity.type]}>`;

const endTag = (entity: TextEntity): string => (entity.type === 'link' ? '</a>' : `</${TAGS[entity.type]}>`);
