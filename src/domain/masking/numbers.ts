/**
 * Numbers and words that must not travel whole into a model or a team's channel: payment cards, bank accounts, numbers
 * of identity papers, security codes and passwords. What has a check digit is only taken for one when it is right, so
 * that orders, parcels and dates stay readable.
 */
export interface Sensitive {
  readonly at: number;
  readonly length: number;
  /** What may be shown in its place: the last four characters, by which people recognise a number. */
  readonly shown: string;
}

/** May take in a date or another number beside it: {@link cardIn} finds the card. What is left of one begins none. */
export const CARD = /(?<![\d•])(?<!• )\d(?:[ -]?\d){12,400}/g;
/** May run on into the words behind it: {@link ibanIn} finds where it ends. */
export const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}/gi;

const SECRET_NAMES = [
  ...['cvv', 'cvc', 'cvv2', 'pin', 'otp', 'passcode', 'password', 'passwort', 'contrase[ñn]a', 'mot de passe', 'senha'],
  ...['wachtwoord', 'kennwort', 'clave'],
].join('|');
const SECRET = new RegExp(
  `\\b(?:${SECRET_NAMES})(?:\\s*(?:code|number|nummer)?\\s*(?:is|ist|es|est|é|è|:|=)?\\s*)(?=\\S*[\\d!@#$%^&*])(\\S{3,64})`,
  'dgiu',
);

/** The part of a match that is such a number; null: it is none. */
type Check = (found: string) => string | null;

const KINDS: readonly (readonly [pattern: RegExp, check: Check])[] = [
  [IBAN, ibanIn],
  [CARD, cardIn],
  // United States: no area 000, 666 or 9xx, no group 00, no serial 0000.
  [/(?<![\d-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/g, whole],
  // Brazil
  [/(?<!\d)\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)/g, (found) => (isCpf(found) ? found : null)],
  // Spain, for citizens and for foreigners
  [/(?<![\p{L}\d])[XYZ\d]-?\d{7}-?[A-Z](?![\p{L}\d])/giu, (found) => (isDni(found) ? found : null)],
  // Italy: surname, name, year, month, day, place, check
  [/(?<![\p{L}\d])[A-Z]{6}\d{2}[ABCDEHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?![\p{L}\d])/giu, whole],
  // France, social security
  [/(?<!\d)[12](?: ?\d{2}){2} ?(?:\d{2}|2[AB])(?: ?\d{3}){2} ?\d{2}(?!\d)/gi, (found) => (isNir(found) ? found : null)],
  // United Kingdom, national insurance, by what people call it: alone it looks like an order.
  [/(?<=(?:national insurance|\bni)\b.{0,20})\b[A-Z]{2} ?(?:\d{2} ?){3}[A-D]\b/gi, whole],
];

/** In the order of the text; none overlaps another. */
export function sensitiveIn(text: string): readonly Sensitive[] {
  const found: Sensitive[] = [];
  // A taken place is blanked, so that the next kind does not see it.
  let left = text;
  const take = (at: number, length: number, shown: string): void => {
    found.push({ at, length, shown });
    left = left.slice(0, at) + '\n'.repeat(length) + left.slice(at + length);
  };
  for (const [pattern, check] of KINDS) {
    // A match may take in more than one number, of which it gives the first.
    for (let before = -1; before < found.length; ) {
      before = found.length;
      for (const match of left.matchAll(pattern)) {
        const number = check(match[0]);
        if (number !== null) take(match.index + match[0].indexOf(number), number.length, hidden(number));
      }
    }
  }
  for (const match of left.matchAll(SECRET)) {
    const [from, to] = match.indices?.[1] ?? [0, 0];
    take(from, to - from, DOTS);
  }
  return found.sort((a, b) => a.at - b.at);
}

/** The text with such numbers shown in part. */
export function masked(text: string): string {
  let shown = '';
  let from = 0;
  for (const one of sensitiveIn(text)) {
    shown += text.slice(from, one.at) + one.shown;
    from = one.at + one.length;
  }
  return shown + text.slice(from);
}

/** At most `max` code units of it; numbers are masked before the cut, because nobody recognizes half of one after it. */
export function shortened(text: string, max: number): string {
  if (text.length <= max) return text;
  const safe = masked(text);
  if (safe.length <= max) return safe;
  return `${safe
    .slice(0, max - 1)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`;
}

const DOTS = '••••';
const VISIBLE = 4;
/** Nobody writes a card number in more groups than digits it has. */
const MAX_GROUPS = 19;

const hidden = (number: string): string => `${DOTS} ${number.replace(/[ .-]/g, '').slice(-VISIBLE)}`;

function whole(found: string): string {
  return found;
}

/** Luhn's check sum, as on every payment card. */
export function isCard(number: string): boolean {
  const digits = [...number.replace(/[ -]/g, '')].map(Number);
  if (digits.length < 13 || digits.length > 19 || digits.every((digit) => digit === digits[0])) return false;
  const sum = digits.reverse().reduce((total, digit, at) => {
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/**
 * The run of whole groups of digits that is a card number; null if none is. Another number beside a card may pass the
 * check together with a piece of it: such runs overlap, and all of them are taken, so that no piece is left.
 */
export function cardIn(found: string): string | null {
  const [first, ...others] = cardsIn(found);
  if (first === undefined) return null;
  let { to } = first;
  for (const card of others) if (card.from < to) to = Math.max(to, card.to);
  return found.slice(first.from, to);
}

/** Every run that passes, by where it begins. */
function cardsIn(found: string): readonly { readonly from: number; readonly to: number }[] {
  const groups = [...found.matchAll(/\d+/g)];
  return groups.flatMap(({ index: from }, at) =>
    groups
      .slice(at, at + MAX_GROUPS)
      .map((last) => ({ from, to: last.index + last[0].length }))
      .filter(({ to }) => isCard(found.slice(from, to))),
  );
}

/** The part of a match that is an account number; null if none is. */
export function ibanIn(found: string): string | null {
  const groups = found.split(' ');
  for (let count = groups.length; count > 0; count--) {
    const candidate = groups.slice(0, count).join(' ');
    if (isIban(candidate)) return candidate;
  }
  return null;
}

/** Remainder 97 of the rearranged number (ISO 13616). */
export function isIban(number: string): boolean {
  const compact = number.replace(/\s/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(compact)) return false;
  const digits = [...compact.slice(4), ...compact.slice(0, 4)]
    .map((character) => Number.parseInt(character, 36))
    .join('');
  return [...digits].reduce((remainder, digit) => (remainder * 10 + Number(digit)) % 97, 0) === 1;
}

/** Both check digits are weighted sums of what stands before them, modulo 11. */
function isCpf(number: string): boolean {
  const digits = [...number.replace(/\D/g, '')].map(Number);
  if (digits.every((digit) => digit === digits[0])) return false;
  return [9, 10].every((count) => {
    const sum = digits.slice(0, count).reduce((total, digit, at) => total + digit * (count + 1 - at), 0);
    return ((sum * 10) % 11) % 10 === digits[count];
  });
}

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** The letter follows from the number; X, Y and Z stand for 0, 1 and 2. */
function isDni(number: string): boolean {
  const compact = number.replaceAll('-', '').toUpperCase();
  const value = Number(compact.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter))));
  return DNI_LETTERS[value % DNI_LETTERS.length] === compact.at(-1);
}

/** The last two digits are 97 less the rest's remainder; Corsica's departments count as 19 and 18. */
function isNir(number: string): boolean {
  const digits = number.replaceAll(' ', '').toUpperCase().replace('2A', '19').replace('2B', '18');
  return Number(digits.slice(-2)) === 97 - Number(BigInt(digits.slice(0, -2)) % 97n);
}

/** j•••@example.com: enough to recognise the address. */
export const maskedEmail = (email: string): string => email.replace(/^(.)[^@]*/, '$1•••');

export const maskedCard = (found: string): string => hidden(cardIn(found) ?? found);

export const maskedIban = (found: string): string => hidden(ibanIn(found) ?? found);

export const maskedPhone = (phone: string): string => `${DOTS} ${phone.replace(/\D/g, '').slice(-VISIBLE)}`;
