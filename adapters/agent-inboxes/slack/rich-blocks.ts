import type {
  ActionsBlock,
  ContextBlock,
  RichTextBlock,
  RichTextElement,
  RichTextQuote,
  RichTextSection,
} from '@slack/types';
import { LIMITS } from './capabilities';
import { clip, harmless } from './text';

type Style = { bold?: true; italic?: true; strike?: true; code?: true };

/**
 * Leaves of rich text are literal: nothing in them becomes a mention, a link or an emoji. All that customers wrote goes
 * through here.
 */
export const leaf = (text: string, style?: Style): RichTextElement => ({
  type: 'text',
  text,
  ...(style && Object.keys(style).length > 0 ? { style } : {}),
});

export const emoji = (name: string): RichTextElement => ({ type: 'emoji', name });
export const userMention = (id: string): RichTextElement => ({ type: 'user', user_id: id });
export const link = (url: string, text: string): RichTextElement => ({ type: 'link', url, text });

/** Shown in each reader's own time zone. */
export const date = (at: number, format = '{date_short_pretty} {time}'): RichTextElement => ({
  type: 'date',
  timestamp: Math.floor(at / 1_000),
  format,
  fallback: isoMinute(at),
});

/** The same in mrkdwn, for card fields. */
export const dateMarkup = (at: number, format = '{date_short_pretty} {time}'): string =>
  `<!date^${Math.floor(at / 1_000)}^${format}|${isoMinute(at)}>`;

const isoMinute = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

export const isUserId = (id: string): boolean => /^[UW][A-Z0-9]{2,}$/.test(id);

export const section = (elements: readonly RichTextElement[]): RichTextSection => ({
  type: 'rich_text_section',
  elements: [...elements],
});

export const quote = (elements: readonly RichTextElement[]): RichTextQuote => ({
  type: 'rich_text_quote',
  elements: [...elements],
});

export const richText = (sections: RichTextBlock['elements'], blockId?: string): RichTextBlock => ({
  type: 'rich_text',
  ...(blockId === undefined ? {} : { block_id: blockId }),
  elements: sections,
});

export const context = (markdown: string): ContextBlock => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text: markdown, verbatim: true }],
});

export const actionsBlock = (elements: ActionsBlock['elements'], blockId?: string): ActionsBlock => ({
  type: 'actions',
  ...(blockId === undefined ? {} : { block_id: blockId }),
  elements,
});

/** Hands out leaves until the room of one post is used up; what does not fit is cut and says so, never dropped silently. */
export class Room {
  private left: number;
  private cut = false;

  get isFull(): boolean {
    return this.cut;
  }

  /** What is not customers' text takes room too. */
  spend(units: number): void {
    this.left -= units;
  }

  constructor(total: number = LIMITS.cumulativeText - 1_500) {
    this.left = total;
  }

  leaves(text: string, style?: Style): RichTextElement[] {
    const clean = harmless(text);
    if (clean === '' || this.cut) return [];
    const fits = clip(clean, Math.max(this.left, 1));
    this.left -= fits.length;
    this.cut = fits.length < clean.length;
    const leaves = chunks(fits, LIMITS.textObject).map((chunk) => leaf(chunk, style));
    return this.cut ? [...leaves, leaf(' [cut here: the post is full]', { italic: true })] : leaves;
  }
}

function chunks(text: string, size: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > size) {
    const piece = clip(rest, size + 1).slice(0, -1);
    const end = piece.length > 0 ? piece.length : size;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return rest === '' ? pieces : [...pieces, rest];
}

/** A section per line group, a newline between: clients that show sections as one paragraph keep them apart. */
export function lines(groups: readonly (readonly RichTextElement[])[]): RichTextSection[] {
  const filled = groups.filter((group) => group.length > 0);
  return filled.map((group, index) => section(index < filled.length - 1 ? [...group, leaf('\n')] : group));
}
