import type { Values } from './bind';
import { fill, onlyPlaceholder } from './file/template';

/** `"{n}"` alone keeps the type of its value; what is absent leaves its key out. */
export function fillJson(json: unknown, values: Values, look: (name: string) => string | null): unknown {
  if (typeof json === 'string') {
    const name = onlyPlaceholder(json);
    return name === null ? (fill(json, look) ?? undefined) : values[name];
  }
  if (Array.isArray(json)) {
    return json.map((one) => fillJson(one, values, look)).filter((one) => one !== undefined);
  }
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).flatMap(([key, value]) => {
      const filled = fillJson(value, values, look);
      return filled === undefined ? [] : [[key, filled]];
    }),
  );
}
