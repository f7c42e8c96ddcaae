/** Checks complete the sentence "<ENV> …" with what is wrong and what to do; null: fine. */

export const wholeNumber = (value: string): string | null =>
  /^\d+$/.test(value) ? null : 'must be a whole number, 0 or more. Correct it or leave it out.';

export const oneOf =
  (...allowed: readonly string[]) =>
  (value: string): string | null =>
    allowed.includes(value) ? null : `must be one of ${allowed.join(', ')}. Correct it or leave it out.`;

export const url = (value: string): string | null =>
  URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
    ? null
    : 'must be an address such as https://baton.example.com. Correct it.';
