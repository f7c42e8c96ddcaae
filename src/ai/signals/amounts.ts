import type { Currency, Threshold } from '../../domain/conversation/handoff-rules';

const CURRENCIES: Readonly<Record<string, Currency>> = {
  ...{ '€': 'EUR', eur: 'EUR', euro: 'EUR', euros: 'EUR', '£': 'GBP', gbp: 'GBP', pounds: 'GBP', quid: 'GBP' },
  ...{ pfund: 'GBP', libras: 'GBP', livres: 'GBP', sterline: 'GBP', usd: 'USD', dollars: 'USD', bucks: 'USD' },
  ...{
    dolares: 'USD',
    dollari: 'USD',
    dollar: 'USD',
    cad: 'CAD',
    aud: 'AUD',
    chf: 'CHF',
    franken: 'CHF',
    francs: 'CHF',
  },
  ...{ '¥': 'JPY', jpy: 'JPY', yen: 'JPY', '₹': 'INR', inr: 'INR', rupees: 'INR', brl: 'BRL', reais: 'BRL', r$: 'BRL' },
};
/** Several countries write the sign: it counts for whichever of them was asked for. */
const DOLLARS: ReadonlySet<Currency> = new Set<Currency>(['USD', 'CAD', 'AUD']);

const WORDS = Object.keys(CURRENCIES)
  .concat('\\$')
  .map((word) => (word === 'r$' ? 'r\\$' : word))
  .sort((a, b) => b.length - a.length)
  .join('|');
const FIGURE = "\\d{1,3}(?:[ .,'’]\\d{3}){1,4}(?:[.,]\\d{1,2})?|\\d{1,12}(?:[.,]\\d{1,2})?";
const AMOUNT = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(${WORDS}) ?(${FIGURE})|(${FIGURE}) ?(k)? ?(${WORDS}))(?![\\p{L}\\p{N}])`,
  'giu',
);

/** An amount that reaches the threshold is named in its currency. Folded text. */
export function amountIn(folded: string, { value, currency }: Threshold): boolean {
  for (const [, before, figure, other = '', thousand, after] of folded.matchAll(AMOUNT)) {
    const named = (before ?? after ?? '').toLowerCase();
    const fits = named === '$' ? DOLLARS.has(currency) : CURRENCIES[named] === currency;
    if (fits && numberIn(figure ?? other) * (thousand === undefined ? 1 : 1000) >= value) return true;
  }
  return false;
}

/** 1,200.50 and 1.200,50 and 1 200: a last group of one or two figures is a fraction. */
function numberIn(figure: string): number {
  const found = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(figure);
  return Number(`${(found?.[1] ?? '').replace(/\D/g, '')}.${found?.[2] ?? 0}`);
}
