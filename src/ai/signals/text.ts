/** The rules read this much of a message: its beginning and its end, where a request is made. */
const MAX_READ_LENGTH = 3000;
const KEPT_TAIL = 1000;

/**
 * Keeps the work of every rule bounded whatever a customer pastes: long texts lose their middle, runs of blanks and of
 * one sign their length.
 */
export function readable(text: string): string {
  const cut =
    text.length <= MAX_READ_LENGTH ? text : `${text.slice(0, MAX_READ_LENGTH - KEPT_TAIL)}\n${text.slice(-KEPT_TAIL)}`;
  return cut
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/\s*\n\s*/gu, '\n')
    .replace(/([^\p{L}\p{N}\s])\1{3,}/gu, '$1$1$1')
    .trim();
}

const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', ı: 'i', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd' };

/**
 * Lower case without accents: people on phones leave them out, and lexicons are folded the same way. Only Latin,
 * Greek and Cyrillic marks go; Japanese voicing marks and Indic vowel signs are letters in all but name.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[ßıøæœłđ]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .replace(/[‘’ʼ´`]/g, "'");
}

const LOOKALIKES: Readonly<Record<string, string>> = {
  ...{ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's' },
};
/** A figure among letters, or in front of several: hum4n, 4gent. Not 2nd, and not the @ of an address. */
const LOOKALIKE =
  /(?<=\p{L})[01345@$7](?=\p{L})(?![01345@$7\p{L}\p{N}]*[.@-]\p{L})|(?<![\p{L}\p{N}])[01345@$7](?=\p{L}{4})/gu;
/** Letters kept apart, as in "h u m a n" or "h.u.m.a.n". */
const APART = /(?<![\p{L}\p{N}])\p{L}(?:([ ._*-])\p{L})(?:\1\p{L}){2,30}(?![\p{L}\p{N}])/gu;

/** What people write to get past a filter, as they would say it. Folded text. */
export const plainly = (folded: string): string =>
  folded
    .replace(APART, (letters) => letters.replace(/[^\p{L}]/gu, ''))
    .replace(LOOKALIKE, (figure) => LOOKALIKES[figure] ?? figure);

/** Ends a sentence: nothing that follows belongs to what stood before. */
export const STOP = '.';
/** Ends a sentence that is a question. */
export const QUESTION = '?';
/** Shouting: makes a request of a bare noun. */
export const SHOUT = '!!';
/** Ends a clause. */
export const PAUSE = ',';

const TOKEN = /[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}]+)*|[!?]{2,}|[.!?;\n…。！？；؟।]|,|、|،|:|\(|\)| [-–—]+ |—/gu;
const STOPS = /[.!?;\n…。！？；؟।]/u;
/** don't, I'm, let's: one word in English. In l'agent or j'ai the apostrophe parts two words. */
const CONTRACTION =
  /^(?:\p{L}+n't|(?:i|you|we|they|he|she|it|that|there|who|what|how|where|here|let)'(?:m|d|ll|s|re|ve))$/u;

/** Folded words with {@link STOP} and {@link PAUSE} between them. */
export function wordsOf(folded: string): string[] {
  const words: string[] = [];
  for (const [token] of folded.matchAll(TOKEN)) {
    if (/[\p{L}\p{N}]/u.test(token)) words.push(...parted(token));
    else words.push(...punctuation(token));
  }
  return words;
}

function punctuation(token: string): readonly string[] {
  if (/^[!?]{2,}$/.test(token)) return token.includes('?') ? [SHOUT, QUESTION, STOP] : [SHOUT, STOP];
  if (/[?？؟]/u.test(token)) return [QUESTION, STOP];
  return [STOPS.test(token) ? STOP : PAUSE];
}

export const isWord = (token: string): boolean =>
  token !== STOP && token !== PAUSE && token !== QUESTION && token !== SHOUT;

function parted(token: string): string[] {
  if (!token.includes("'")) return [token];
  if (CONTRACTION.test(token)) return [token.replaceAll("'", '')];
  // The possessive is another word than its owner: "my agent's number" asks for no agent.
  if (token.endsWith("'s")) return [token];
  return token.split("'").filter(Boolean);
}

/** What stands in quotation marks or after ">" is somebody else's words, unless it is the whole message. */
export function withoutQuotes(text: string): string {
  const bare = text.replace(/^\s*["“”„«»]([^"“”„«»]*)["“”„«»]\s*[.!]?\s*$/u, '$1');
  return bare
    .replace(/["“„«][^"“”„«»\n]{0,500}["”“»]/gu, ' , ')
    .replace(/(?:^|(?<=\s))'[^'\n]{2,300}'(?=[\s.,!?]|$)/gu, ' , ')
    .replace(/^[>|].*$/gmu, ' ');
}
