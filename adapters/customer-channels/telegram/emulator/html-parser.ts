import { badRequest } from './api-error';
import type { WireEntity } from './wire';

/** The tags of `parse_mode: HTML`. Source: Bot API, HTML style; tdlib's parser for the words of the errors. */
const TYPE_BY_TAG: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  a: 'text_link',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  span: 'spoiler',
  'tg-spoiler': 'spoiler',
  'tg-emoji': 'custom_emoji',
};

export interface ParsedText {
  readonly text: string;
  readonly entities: readonly WireEntity[];
}

interface OpenTag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly offset: number;
}

/** Parses as Telegram does and refuses what Telegram refuses, with the offset in bytes of UTF-8. */
export function parseHtml(html: string): ParsedText {
  const parser = new HtmlParser(html);
  return parser.parse();
}

class HtmlParser {
  private at = 0;
  private text = '';
  private readonly open: OpenTag[] = [];
  private readonly entities: WireEntity[] = [];

  constructor(private readonly html: string) {}

  parse(): ParsedText {
    while (this.at < this.html.length) {
      if (this.html[this.at] !== '<') this.text += this.character();
      else if (this.html[this.at + 1] === '/') this.endTag();
      else this.startTag();
    }
    const unclosed = this.open.at(-1);
    if (unclosed !== undefined) throw parseError(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
    return { text: this.text, entities: sorted(this.entities) };
  }

  /** Only four entities and numbers are decoded; any other "&" is a plain character. */
  private character(): string {
    const match = /^&(?:(lt|gt|amp|quot)|#x([0-9a-f]{1,6})|#(\d{1,7}));/i.exec(this.html.slice(this.at, this.at + 12));
    const decoded = match === null ? null : decode(match);
    this.at += decoded === null ? 1 : (match?.[0].length ?? 1);
    return decoded ?? this.html[this.at - 1] ?? '';
  }

  private startTag(): void {
    const begin = this.at;
    const name = this.take(/[^\s>]*/y, begin + 1).toLowerCase();
    if (this.at >= this.html.length) throw this.error('Unclosed start tag', begin);
    if (!(name in TYPE_BY_TAG)) throw this.error(`Unsupported start tag "${name}"`, begin);
    const attributes = this.attributes(name, begin);
    if (name === 'span' && attributes.get('class') !== 'tg-spoiler') {
      throw this.error('Tag "span" must have class "tg-spoiler"', begin);
    }
    this.open.push({ name, attributes, offset: this.text.length });
  }

  private attributes(tag: string, begin: number): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (;;) {
      this.take(/\s*/y);
      if (this.html[this.at] === '>') break;
      if (this.at >= this.html.length) throw this.error('Unclosed start tag', begin);
      const name = this.take(/[^\s=>]*/y).toLowerCase();
      if (name === '') throw this.error(`Empty attribute name in the tag "${tag}"`, begin);
      found.set(name, this.attributeValue(tag, name, begin));
    }
    this.at += 1;
    return found;
  }

  private attributeValue(tag: string, name: string, begin: number): string {
    this.take(/\s*/y);
    if (this.html[this.at] !== '=') {
      if (tag === 'blockquote' && name === 'expandable') return '';
      throw this.error(`Expected equal sign in declaration of an attribute of the tag "${tag}"`, begin);
    }
    this.at += 1;
    this.take(/\s*/y);
    const quote = this.html[this.at];
    if (quote !== '"' && quote !== "'") return this.nameToken(begin);
    this.at += 1;
    let value = '';
    while (this.at < this.html.length && this.html[this.at] !== quote) value += this.character();
    this.at += 1;
    if (this.at >= this.html.length) throw this.error('Unclosed start tag', begin);
    return value;
  }

  private nameToken(begin: number): string {
    const start = this.at;
    const token = this.take(/[a-z0-9.-]*/iy);
    if (this.at >= this.html.length) throw this.error('Unclosed start tag', begin);
    if (!/[\s>]/.test(this.html[this.at] ?? '')) throw this.error('Unexpected end of name token', start);
    return token.toLowerCase();
  }

  private endTag(): void {
    const begin = this.at;
    const tag = this.open.pop();
    if (tag === undefined) throw this.error('Unexpected end tag', begin);
    const name = this.take(/[^\s>]*/y, begin + 2).toLowerCase();
    this.take(/\s*/y);
    if (this.html[this.at] !== '>') throw this.error('Unclosed end tag', begin);
    if (name !== '' && name !== tag.name) {
      const rest = `, expected "</${tag.name}>", found "</${name}>"`;
      throw parseError(`Unmatched end tag at byte offset ${this.bytesTo(begin)}${rest}`);
    }
    this.at += 1;
    this.close(tag);
  }

  private close({ name, attributes, offset }: OpenTag): void {
    const length = this.text.length - offset;
    const type = TYPE_BY_TAG[name] ?? 'bold';
    if (length === 0) return;
    if (type !== 'text_link') {
      this.entities.push({ type, offset, length });
      return;
    }
    // Without a usable address the text stays and the link does not.
    const url = attributes.get('href') || this.text.slice(offset);
    if (/^(https?|tg|ton|mailto|tel):|^[\w-]+(\.[\w-]+)+/i.test(url)) this.entities.push({ type, offset, length, url });
  }

  private take(pattern: RegExp, from = this.at): string {
    pattern.lastIndex = from;
    const [found] = pattern.exec(this.html) ?? [''];
    this.at = from + found.length;
    return found;
  }

  private error(what: string, begin: number) {
    return parseError(`${what} at byte offset ${this.bytesTo(begin)}`);
  }

  private bytesTo(index: number): number {
    return Buffer.byteLength(this.html.slice(0, index));
  }
}

const parseError = (what: string) => badRequest(`can't parse entities: ${what}`);

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

function decode([, name, hex, decimal]: RegExpExecArray): string | null {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? null;
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : null;
}

const sorted = (entities: readonly WireEntity[]): readonly WireEntity[] =>
  [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
