/** `{name}` is filled in; `${NAME}` is a variable of the environment. Braces around anything else are text. */
const PLACE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}|\{([a-z][a-zA-Z0-9_]*)\}/g;

/** The names a template asks for, each once. */
export const placeholders = (template: string): readonly string[] => namesIn(template, 2);

/** The variables a template asks for, each once. */
export const variables = (template: string): readonly string[] => namesIn(template, 1);

const namesIn = (template: string, group: 1 | 2): readonly string[] => [
  ...new Set([...template.matchAll(PLACE)].flatMap((match) => match[group] ?? [])),
];

/**
 * The text with its names replaced, in one pass: what was filled in is never read as a template. Null where a name has
 * no value, so that nobody reads half a sentence. Names of variables are in capitals, so the two never meet.
 */
export function fill(template: string, look: (name: string) => string | null): string | null {
  let isComplete = true;
  const text = template.replace(PLACE, (_, variable: string | undefined, name: string | undefined) => {
    const value = look(variable ?? name ?? '');
    if (value === null) isComplete = false;
    return value ?? '';
  });
  return isComplete ? text : null;
}

/** The name when the template is one placeholder and nothing else. */
export const onlyPlaceholder = (template: string): string | null =>
  /^\{([a-z][a-zA-Z0-9_]*)\}$/.exec(template)?.[1] ?? null;

/** All texts inside a JSON value, keys aside. */
export function textsIn(json: unknown): readonly string[] {
  if (typeof json === 'string') return [json];
  if (typeof json !== 'object' || json === null) return [];
  return Object.values(json).flatMap(textsIn);
}
