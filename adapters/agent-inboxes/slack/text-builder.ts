import type { TextEntity, TextPart } from '../../../src/ports';
import { placeholder, withoutPlaceholders } from './placeholders';
import { harmless } from './text';

export interface Style {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly strike?: boolean;
  readonly code?: boolean;
}

/** Who a message begins with, if it begins with a mention. */
type Lead = 'us' | 'colleague' | null;

export interface BuiltText {
  readonly part: TextPart;
  readonly lead: Lead;
  /** Colleagues or a channel of theirs are mentioned, wherever. */
  readonly mentionsTeam: boolean;
}

const ORDER: readonly TextEntity['type'][] = ['quote', 'pre', 'link', 'bold', 'italic', 'strike', 'code'];
const STYLES = ['bold', 'italic', 'strike', 'code'] as const;

interface Run {
  readonly start: number;
  end: number;
  readonly style: Style;
  readonly url: string | null;
}

/** Collects plain text and the formatting over it. Runs of equal style that touch become one. */
export class TextBuilder {
  private text = '';
  private readonly runs: Run[] = [];
  private readonly spans: { type: 'quote' | 'pre'; start: number; end: number }[] = [];
  private lead: Lead = null;
  private mentionsTeam = false;

  add(value: string, style: Style = {}, url: string | null = null): void {
    this.append(withoutPlaceholders(harmless(value)).replaceAll('\u00A0', ' '), style, url);
  }

  /** A mention of a person; the name is looked up later. */
  addPerson(id: string, style: Style = {}): void {
    this.append(placeholder(id), style, null);
  }

  private append(value: string, style: Style, url: string | null): void {
    if (value === '') return;
    const start = this.text.length;
    this.text += value;
    const last = this.runs.at(-1);
    if (last && last.end === start && last.url === url && url === null && sameStyle(last.style, style)) {
      last.end = this.text.length;
    } else {
      this.runs.push({ start, end: this.text.length, style, url });
    }
  }

  /** Called before a mention is added: only what stands first counts. */
  noteLead(lead: Exclude<Lead, null>): void {
    if (lead === 'colleague') this.mentionsTeam = true;
    if (this.lead === null && this.text.trim() === '') this.lead = lead;
  }

  /** A channel: nobody is called, but customers have no business there. */
  noteTeam(): void {
    this.mentionsTeam = true;
  }

  newline(): void {
    if (this.text !== '' && !this.text.endsWith('\n')) this.append('\n', {}, null);
  }

  within(type: 'quote' | 'pre', write: () => void): void {
    const start = this.text.length;
    write();
    const end = start + this.text.slice(start).trimEnd().length;
    if (end > start) this.spans.push({ type, start, end });
  }

  get isEmpty(): boolean {
    return this.text.trim() === '';
  }

  build(): BuiltText {
    const entities = [
      ...this.spans.map(({ type, start, end }) => entity({ type }, start, end)),
      ...this.runs.flatMap(runEntities),
    ];
    return { part: trimmed(this.text, entities), lead: this.lead, mentionsTeam: this.mentionsTeam };
  }
}

const sameStyle = (a: Style, b: Style): boolean => STYLES.every((name) => Boolean(a[name]) === Boolean(b[name]));

const entity = (
  kind: { type: 'bold' | 'italic' | 'strike' | 'code' | 'pre' | 'quote' } | { type: 'link'; url: string },
  start: number,
  end: number,
): TextEntity => ({
  offset: start,
  length: end - start,
  ...kind,
});

function runEntities(run: Run): TextEntity[] {
  const styled = STYLES.filter((name) => run.style[name]).map((type) => entity({ type }, run.start, run.end));
  return run.url === null ? styled : [entity({ type: 'link', url: run.url }, run.start, run.end), ...styled];
}

/** Cuts `drop` units off the front and the blank space off both ends; formatting moves along and vanishes with its text. */
export function trimmed(text: string, entities: readonly TextEntity[], drop = 0): TextPart {
  const rest = text.slice(drop);
  const start = drop + (rest.length - rest.trimStart().length);
  const end = Math.max(start, text.trimEnd().length);
  const kept = entities.flatMap((item): TextEntity[] => {
    const from = Math.max(item.offset, start);
    const to = Math.min(item.offset + item.length, end);
    return to > from ? [{ ...item, offset: from - start, length: to - from }] : [];
  });
  kept.sort((a, b) => a.offset - b.offset || b.length - a.length || ORDER.indexOf(a.type) - ORDER.indexOf(b.type));
  const part = { type: 'text' as const, text: text.slice(start, end) };
  return kept.length > 0 ? { ...part, entities: kept } : part;
}
