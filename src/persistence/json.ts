/**
 * For jsonb columns. Postgres refuses NUL and lone surrogates in text, and a customer can send both: what cannot be
 * stored would be asked for again for ever.
 */
export const toJson = (value: unknown): string => JSON.stringify(value, (_key, inner) => storable(inner));

const storable = (value: unknown): unknown => (typeof value === 'string' ? storableText(value) : value);

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** The same for text columns. */
export const storableText = (text: string): string => text.replaceAll('\u0000', '').replace(LONE_SURROGATE, '\uFFFD');
