import type { TextEntity, TextPart } from '../domain/message';

type Style = Exclude<TextEntity['type'], 'link'>;

/** Builds a text with runs of formatting; without them it reads the same. */
export class RichText {
  private text = '';
  private readonly entities: TextEntity[] = [];

  add(text: string, style?: Style): this {
    if (style !== undefined && text !== '')
      this.entities.push({ type: style, offset: this.text.length, length: text.length });
    this.text += text;
    return this;
  }

  /** `template` with `{name}` where a styled value goes: "From {title}:". */
  fill(template: string, values: Readonly<Record<string, readonly [text: string, style?: Style]>>): this {
    for (const piece of template.split(/(\{\w+\})/)) {
      const value = /^\{\w+\}$/.test(piece) ? values[piece.slice(1, -1)] : undefined;
      if (value === undefined) this.add(piece);
      else this.add(...value);
    }
    return this;
  }

  get isEmpty(): boolean {
    return this.text === '';
  }

  part(): TextPart {
    return this.entities.length === 0
      ? { type: 'text', text: this.text }
      : { type: 'text', text: this.text, entities: this.entities };
  }
}
