/**
 * About how many tokens a text is: four Latin characters make one, other alphabets need twice as many, and Chinese,
 * Japanese and Korean characters are one each. Good enough to keep a budget; what was really used is in the log.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const character of text) tokens += weightOf(character.codePointAt(0) ?? 0);
  return Math.ceil(tokens);
}

const LATIN = 0.25;
const OTHER = 0.5;
const IDEOGRAPH = 1;

function weightOf(code: number): number {
  if (code < 0x80) return LATIN;
  const wide = (code >= 0x3040 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7af);
  return wide ? IDEOGRAPH : OTHER;
}

/** The beginning of a text that fits, cut at a word's end and marked with an ellipsis. */
export function clipTokens(text: string, max: number): string {
  if (estimateTokens(text) <= max) return text;
  let tokens = 0;
  let end = 0;
  for (const character of text) {
    tokens += weightOf(character.codePointAt(0) ?? 0);
    if (tokens > max - 1) break;
    end += character.length;
  }
  const kept = text.slice(0, end);
  const space = kept.search(/\s\S*$/u);
  return `${(space > end / 2 ? kept.slice(0, space) : kept).trimEnd()}…`;
}

/** Beginning and end of a long text: what it is about, and what is asked. */
export function clipMiddle(text: string, max: number): string {
  if (estimateTokens(text) <= max) return text;
  const tail = [...text].slice(-Math.floor(max / 4)).join('');
  return `${clipTokens(text, Math.floor(max - estimateTokens(tail)))} ${tail}`;
}
