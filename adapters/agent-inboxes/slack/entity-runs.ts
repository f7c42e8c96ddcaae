import type { TextEntity, TextPart } from '../../../src/ports';

export interface Run {
  readonly text: string;
  readonly style: { bold?: true; italic?: true; strike?: true; code?: true };
}

/**
 * Cuts a text where its formatting changes. Links stay words: behind a friendly label the address follows in brackets,
 * so that nothing a customer wrote becomes something to click.
 */
export function entityRuns(part: TextPart): Run[] {
  const entities = (part.entities ?? []).filter((entity) => entity.length > 0);
  const edges = new Set<number>([0, part.text.length]);
  for (const { offset, length } of entities) {
    edges.add(clamp(offset, part.text));
    edges.add(clamp(offset + length, part.text));
  }
  const cuts = [...edges].sort((a, b) => a - b);
  return cuts.slice(1).map((end, index) => runBetween(part.text, entities, cuts[index] ?? 0, end));
}

const clamp = (at: number, text: string): number => Math.min(Math.max(at, 0), text.length);

function runBetween(text: string, entities: readonly TextEntity[], start: number, end: number): Run {
  const inside = entities.filter(({ offset, length }) => offset <= start && offset + length >= end);
  const has = (...types: TextEntity['type'][]) => inside.some(({ type }) => types.includes(type));
  const addresses = inside.flatMap((entity) =>
    entity.type === 'link' && entity.offset + entity.length === end && !text.includes(entity.url)
      ? [` (${entity.url})`]
      : [],
  );
  return {
    text: text.slice(start, end) + addresses.join(''),
    style: {
      ...(has('bold') ? { bold: true } : {}),
      ...(has('italic') ? { italic: true } : {}),
      ...(has('strike') ? { strike: true } : {}),
      ...(has('code', 'pre') ? { code: true } : {}),
    },
  };
}
