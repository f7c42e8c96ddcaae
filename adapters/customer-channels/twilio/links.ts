import type { TextPart } from '../../../src/ports';

/** `text: url`, unless the text is the address. Links do not overlap. */
export function withLinks({ text, entities = [] }: TextPart): string {
  let out = '';
  let at = 0;
  for (const entity of [...entities].sort((a, b) => a.offset - b.offset)) {
    if (entity.type !== 'link' || entity.offset < at) continue;
    const end = entity.offset + entity.length;
    const shown = text.slice(entity.offset, end);
    out += text.slice(at, entity.offset) + (sameAddress(shown, entity.url) ? shown : `${shown}: ${entity.url}`);
    at = end;
  }
  return out + text.slice(at);
}

/** "shop.example" and "https://shop.example/" are the same to a reader. */
export const sameAddress = (shown: string, url: string): boolean => bare(shown) === bare(url);
const bare = (address: string): string =>
  address
    .trim()
    .replace(/^(https?:\/\/|mailto:|tel:)/i, '')
    .replace(/\/$/, '')
    .toLowerCase();
