/**
 * Words that carriers and Twilio act on by themselves when they are the whole of a text, in any case. Source: Twilio,
 * "Support for opt-out keywords". Twilio has answered and recorded them before the webhook comes.
 */
const STOP: ReadonlySet<string> = new Set([
  'STOP',
  'STOPALL',
  'UNSUBSCRIBE',
  'END',
  'QUIT',
  'CANCEL',
  'REVOKE',
  'OPTOUT',
]);
/**
 * The same in other languages. Carriers do not know them; whoever asks to be left alone is left alone all the same. Words
 * that also answer questions ("fin", "basta", "nein") are none.
 */
const STOP_ELSEWHERE: ReadonlySet<string> = new Set([
  ...['ARRET', 'ARRETER', 'DESABONNER', 'DESINSCRIRE'],
  ...['STOPP', 'ABMELDEN', 'ABBESTELLEN'],
  ...['BAJA', 'PARAR', 'DETENER'],
  ...['SAIR', 'REMOVER', 'DESCADASTRAR'],
  ...['DISISCRIVERE', 'DISISCRIVITI', 'CANCELLAMI'],
  ...['AFMELDEN', 'UITSCHRIJVEN', 'STOPZETTEN'],
]);
const START: ReadonlySet<string> = new Set(['START', 'YES', 'UNSTOP']);

export type Consent = 'opted_out' | 'opted_in';

/**
 * What a text did to the customer's consent; null: nothing. `optOutType` is what Twilio says where Advanced Opt-Out is
 * on: there the words are the account's own, so that its answer counts and ours is not asked.
 */
export function consentIn(body: string, optOutType: string | undefined): Consent | null {
  if (optOutType === 'STOP') return 'opted_out';
  if (optOutType === 'START') return 'opted_in';
  if (optOutType !== undefined && optOutType !== '') return null;
  const word = bare(body);
  if (STOP.has(word) || STOP_ELSEWHERE.has(word)) return 'opted_out';
  return START.has(body.trim().toUpperCase()) ? 'opted_in' : null;
}

/** "Arrêt." and "ARRET" are one word to who texts it. */
const bare = (body: string): string =>
  body
    .trim()
    .normalize('NFD')
    .replace(/[\u0300-\u036f.!]/g, '')
    .trim()
    .toUpperCase();

/** A command and not a word of conversation: "YES" may well answer a question. */
export const isStartCommand = (body: string): boolean => /^\s*(start|unstop)\s*$/i.test(body);
