import { verbose } from '../verbose';

/** What must not travel into a team's channel whole: payment card and bank account numbers, security codes, passwords. */
/** May take in a date or another number beside it: {@link cardIn} finds the card. */
export const CARD = /(?<!\d)\d(?:[ -]?\d){12,40}/g;
/** May run on into the words behind it: {@link ibanIn} finds where it ends. */
export const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}/gi;
const SECRET = verbose(
  String.raw`\b(cvv|cvc|cvv2|pin|otp|passcode|password|passwort|contrase[ñn]a|mot de passe|senha|wachtwoord|kennwort|
      clave)(\s*(?:code|number|nummer)?\s*(?:is|ist|es|est|é|è|:|=)?\s*)(?=\S*[\d!@#$%^&*])\S{3,64}`,
  'giu',
);

const VISIBLE = 4;
/** Nobody writes a card number in more groups than digits it has. */
const MAX_GROUPS = 19;

/** Keeps the last four characters, by which people recognise a number. Numbers that fail their check sum stay. */
export function masked(text: string): string {
  return text
    .replace(IBAN, (found) => {
      const iban = ibanIn(found);
      return iban === null ? found : found.replace(iban, hidden(iban));
    })
    .replace(CARD, (found) => {
      const card = cardIn(found);
      return card === null ? found : found.replace(card, hidden(card));
    })
    .replace(SECRET, (_, name: string, between: string) => `${name}${between}••••`);
}

const hidden = (number: string): string => `•••• ${number.replace(/[ -]/g, '').slice(-VISIBLE)}`;

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

/** The run of whole groups of digits that is a card number; null if none is. */
export function cardIn(found: string): string | null {
  const groups = [...found.matchAll(/\d+/g)];
  for (const [from, first] of groups.entries()) {
    for (const last of groups.slice(from, from + MAX_GROUPS).reverse()) {
      const candidate = found.slice(first.index, last.index + last[0].length);
      if (isCard(candidate)) return candidate;
    }
  }
  return null;
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

/** j•••@example.com: enough to recognise the address. */
export const maskedEmail = (email: string): string => email.replace(/^(.)[^@]*/, '$1•••');

export const maskedCard = (found: string): string => hidden(cardIn(found) ?? found);

export const maskedIban = (found: string): string => hidden(ibanIn(found) ?? found);

export const maskedPhone = (phone: string): string => `•••• ${phone.replace(/\D/g, '').slice(-VISIBLE)}`;
