import type { Passage } from '../../ports/knowledge-base';
import { inert } from './delimit';
import { clipTokens, estimateTokens } from './tokens';

/** The passages of one turn under short labels, which cost less than their ids and are easier to copy. */
export class PassageBook {
  private readonly passages: Passage[] = [];

  /** Adds what is not there yet and returns it with labels. */
  add(found: readonly Passage[]): readonly { readonly label: string; readonly passage: Passage }[] {
    const fresh = found.filter(({ id }) => !this.passages.some((known) => known.id === id));
    const first = this.passages.length + 1;
    this.passages.push(...fresh);
    return fresh.map((passage, index) => ({ label: `p${first + index}`, passage }));
  }

  /** Undefined for a label that was never given out. */
  find(label: string): Passage | undefined {
    const number = /^\[?p(\d+)\]?$/i.exec(label.trim())?.[1];
    return number === undefined ? undefined : this.passages[Number(number) - 1];
  }

  get all(): readonly Passage[] {
    return this.passages;
  }
}

/** A passage as the model reads it, at most about `max` tokens of its text. */
export function shownPassage(label: string, { title, heading, text, excerpt }: Passage, max: number): string {
  const name = heading === null ? title : `${title} › ${heading}`;
  return `[${label}] ${inert(name)}\n${inert(clipAround(text, excerpt, max))}`;
}

/** From the beginning if what fits best is in it, otherwise from there on. */
function clipAround(text: string, excerpt: string | undefined, max: number): string {
  const at = excerpt === undefined ? -1 : text.indexOf(excerpt);
  const needed = at < 0 ? 0 : estimateTokens(text.slice(0, at + (excerpt?.length ?? 0)));
  return needed <= max ? clipTokens(text, max) : `…${clipTokens(text.slice(at), max)}`;
}
