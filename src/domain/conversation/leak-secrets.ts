/** Shapes of secrets, by what they are called to the agent. The secret itself is never repeated to anyone. */
const SHAPES: readonly (readonly [what: string, shape: RegExp])[] = [
  ['a link into Slack', /(?:https?:\/\/[\w.-]*slack\.com\/(?:archives|client|files|team|services)|slack:\/\/)/i],
  [
    'an internal address',
    /https?:\/\/(?:[\w.-]+\.(?:internal|intranet|corp|lan|local)|[\w-]+\.atlassian\.net)(?=[:/]|$)/i,
  ],
  ['a password in a link', /\bhttps?:\/\/[^\s:/@]+:[^\s/@]+@/i],
  ['an API key', /\b(?:sk|rk|pk)[-_](?:live[-_]|test[-_]|proj[-_]|ant[-_])?[A-Za-z0-9_-]{16,}/],
  ['an API key', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['an API key', /\bAIza[0-9A-Za-z_-]{30,}/],
  ['an API key', /\bSG\.[\w-]{16,}\.[\w-]{16,}/],
  [
    'an access token',
    /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|glpat-[\w-]{16,}|xox[abeoprs]-[\w-]{10,}|xapp-[\w-]{10,})/,
  ],
  ['an access token', /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/],
  ['an access token', /\bbearer\s+[\w.~+/-]{20,}/i],
  ['a secret', /\b(?:api[_-]?key|client[_-]?secret|secret|token|access[_-]?key)\b["']?\s*[:=]\s*["']?[\w+/-]{16,}/i],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
];

/** What follows "password is" must look like one: "at least 8 characters" does not. */
const NAMED =
  /(?<!\p{L})(?:pass(?:word|wd|code|phrase)?|pwd?|passwort|kennwort|contraseña|mot de passe|senha|wachtwoord)\b[^.\n:=]{0,30}?\s*(?:\bis|\blautet|\bist|\bes|\best|é|:|=)\s*["'“„]?(?=\S*\d)(?=\S*\p{L})(\S{6,})/iu;
/** A name and a password, as people note them for each other. */
const LOGIN =
  /\b(?:login|credentials|zugang|acesso|user)\b[^:\n]{0,30}:\s*(?!https?:)\S+\s*\/\s*(?=\S*\d)(?=\S*\p{L})\S{6,}/iu;
const NO_PASSWORD = /^\d+[-–]?(?:chars?|characters?|zeichen|digits?)/i;

const CARD = /(?<![\d-])(?:\d[ -]?){12,18}\d(?![\d-])/g;
/** First digits and lengths of the schemes that people carry; a tracking number often passes the sum alone. */
const SCHEME = /^(?:4\d{15}|5[1-5]\d{14}|2[2-7]\d{14}|6(?:011|5\d\d)\d{12}|3[47]\d{13})$/;

/** What kind of secret a text holds, in words for the agent; null: none that can be told by its shape. */
export function secretIn(text: string): string | null {
  for (const [what, shape] of SHAPES) if (shape.test(text)) return what;
  const named = NAMED.exec(text)?.[1];
  if ((named !== undefined && !NO_PASSWORD.test(named)) || LOGIN.test(text)) return 'a password';
  const numbers = [...text.matchAll(CARD)].map(([number]) => number.replace(/\D/g, ''));
  return numbers.some((number) => SCHEME.test(number) && luhn(number)) ? 'a card number' : null;
}

/** The check digit of payment cards (ISO/IEC 7812-1). */
function luhn(number: string): boolean {
  const sum = [...number].reverse().reduce((total, character, index) => {
    const digit = Number(character) * (index % 2 === 0 ? 1 : 2);
    return total + (digit > 9 ? digit - 9 : digit);
  }, 0);
  return sum % 10 === 0;
}
