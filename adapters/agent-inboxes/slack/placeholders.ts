import type { MessagePart, TextEntity, TextPart } from '../../../src/ports';

/**
 * A mention whose name the webhook does not know stands in the text as `<private-use char>U0ANA<private-use char>` until
 * `enrich` has looked it up. The two characters are taken out of everything people type, so nobody can forge one.
 */
const OPEN = '\uE0B0';
const CLOSE = '\uE0B1';
const PLACEHOLDER = /\uE0B0([A-Z0-9]{2,40})\uE0B1/g;

export const placeholder = (id: string): string => `${OPEN}${id}${CLOSE}`;
export const withoutPlaceholders = (text: string): string => text.replace(/[\uE0B0\uE0B1]/g, '');

export const placeholdersIn = (parts: readonly MessagePart[]): string[] => [
  ...new Set(
    parts.flatMap((part) =>
      part.type === 'text' ? [...part.text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '') : [],
    ),
  ),
];

/** Puts names where placeholders are; formatting keeps its place. */
export function withNames(parts: readonly MessagePart[], names: ReadonlyMap<string, string>): MessagePart[] {
  return parts.map((part) => (part.type === 'text' ? replaceAll(part, (id) => names.get(id) ?? 'someone') : part));
}

function replaceAll(part: TextPart, nameOf: (id: string) => string): TextPart {
  const shifts: { readonly after: number; readonly by: number }[] = [];
  const text = part.text.replace(PLACEHOLDER, (found, id: string, at: number) => {
    const name = nameOf(id);
    shifts.push({ after: at, by: name.length - found.length });
    return name;
  });
  const moved = (position: number): number =>
    shifts.reduce((sum, shift) => (position > shift.after ? sum + shift.by : sum), position);
  if (part.entities === undefined || shifts.length === 0) return { ...part, text };
  const entities = part.entities.map(
    (entity): TextEntity => ({
      ...entity,
      offset: moved(entity.offset),
      length: moved(entity.offset + entity.length) - moved(entity.offset),
    }),
  );
  return { ...part, text, entities };
}
