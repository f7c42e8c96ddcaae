import type { PacketFact } from '../../domain/conversation/packet';
import type { MessageId } from '../../domain/ids';
import {
  CARD,
  cardIn,
  IBAN,
  ibanIn,
  maskedCard,
  maskedEmail,
  maskedIban,
  maskedPhone,
} from '../../domain/masking/numbers';

const MAX_FACTS = 12;
const MAX_TEXT = 4000;

const ORDER_WORD =
  '(?:order|orders|bestellung|bestellnummer|auftrag|pedido|n[uú]mero de pedido|commande|ordine|encomenda|bestelling|bestelnummer|ordernummer|заказ|siparis|sipariş|订单|注文)';
const INVOICE_WORD = '(?:invoice|bill|rechnung|rechnungsnummer|factura|facture|fattura|fatura|factuur|счет)';
const TRACKING_WORD =
  '(?:tracking|sendungsnummer|sendung|seguimiento|suivi|colis|tracciamento|rastreio|track ?(?:and|&) ?trace)';
const NUMBER_WORD = '(?:\\s*(?:number|num|no|nr|nummer|n[uú]mero|num[eé]ro|numero|id|code|n°|nº|№))?';
const BETWEEN = '[\\s.:#=-]{0,4}(?:is|ist|es|est|è|é|was)?[\\s:#]{0,3}';
const IDENTIFIER = '((?=[A-Z0-9-]*\\d)[A-Z0-9](?:[A-Z0-9-]{1,22}[A-Z0-9]))';

const numbered = (word: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${word}${NUMBER_WORD}${BETWEEN}${IDENTIFIER}(?![\\p{L}\\p{N}])`, 'giu');

const MONTHS = `
  january february march april june july august september october november december enero febrero marzo abril
  mayo junio julio agosto septiembre octubre noviembre diciembre janvier f[ée]vrier mars avril juin juillet
  ao[uû]t septembre octobre novembre d[ée]cembre januar februar m[äa]rz juni juli oktober dezember janeiro
  fevereiro mar[cç]o maio junho julho setembro outubro novembro dezembro gennaio febbraio aprile maggio giugno
  luglio settembre ottobre dicembre januari februari maart augustus mei`;
const MONTH = `(?:${MONTHS.trim().split(/\s+/).join('|')})`;
/** "may" and "mai" are also other words: only beside a number or a preposition are they a month. */
const MAY =
  '(?:(?<=\\b(?:in|since|from|of|last|this|my|im|seit|vom|en|depuis|de)\\s)(?:may|mai)|(?:may|mai)(?=\\s+(?:invoice|bill|order|payment|\\d{4})))';
const CURRENCY = '(?:€|£|\\$|¥|₹|USD|EUR|GBP|CHF|CAD|AUD|euros?|pounds?|dollars?|quid|bucks|francs?|franken)';
const NUMBER = '\\d{1,3}(?:[ .,]\\d{3})*(?:[.,]\\d{1,2})?|\\d+(?:[.,]\\d{1,2})?';

interface Extractor {
  readonly label: string;
  readonly pattern: RegExp;
  /** Which group of the match is the value. */
  readonly group: number;
  /** The part of a match that is the value; null: it is none. */
  readonly part?: (found: string) => string | null;
  readonly shown?: (value: string) => string;
}

/** In this order; what one takes, the next does not see. */
const EXTRACTORS: readonly Extractor[] = [
  { label: 'E-mail', pattern: /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}/gu, group: 0, shown: maskedEmail },
  { label: 'IBAN', pattern: IBAN, group: 0, shown: maskedIban, part: ibanIn },
  { label: 'Card', pattern: CARD, group: 0, shown: maskedCard, part: cardIn },
  { label: 'Tracking number', pattern: numbered(TRACKING_WORD), group: 1 },
  { label: 'Invoice', pattern: numbered(INVOICE_WORD), group: 1 },
  { label: 'Order', pattern: numbered(ORDER_WORD), group: 1 },
  { label: 'Order', pattern: /(?<![\p{L}\p{N}&])#\s?([A-Z]{0,4}-?\d{3,15})(?![\p{L}\p{N}])/giu, group: 1 },
  { label: 'Date', pattern: /\b(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2}))(?!\d)/gu, group: 0 },
  {
    label: 'Date',
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}])(?:\\d{1,2}(?:st|nd|rd|th|\\.|º|er)?\\s+(?:of\\s+|de\\s+)?(?:${MONTH}|may|mai)|(?:${MONTH}|may)\\s+\\d{1,2}(?:st|nd|rd|th)?(?!\\d))(?:,?\\s+\\d{4})?(?![\\p{L}\\p{N}])`,
      'giu',
    ),
    group: 0,
  },
  {
    label: 'Amount',
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}])(?:${CURRENCY}\\s?(?:${NUMBER})|(?:${NUMBER})\\s?${CURRENCY})(?![\\p{L}\\p{N}])`,
      'giu',
    ),
    group: 0,
  },
  {
    label: 'Month',
    pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${MONTH}|${MAY})(?:\\s+\\d{4})?(?![\\p{L}\\p{N}])`, 'giu'),
    group: 0,
  },
  {
    label: 'Phone',
    pattern: /(?<![\p{L}\d.,/-])\+?\d(?:[ ().-]{0,2}\d){8,14}(?![\p{L}\d])/gu,
    group: 0,
    shown: maskedPhone,
  },
];

export interface CustomerText {
  readonly id: MessageId;
  readonly text: string;
}

/** What the customer stated, each word for word from one message; numbers that identify somebody are masked in part. */
export function factsIn(messages: readonly CustomerText[]): PacketFact[] {
  const facts = new Map<string, PacketFact>();
  for (const { id, text } of messages) {
    for (const { label, value } of factsOf(text.slice(0, MAX_TEXT))) {
      const key = `${label} ${value.toLowerCase()}`;
      if (!facts.has(key)) facts.set(key, { label, value, source: 'customer', messageId: id });
    }
  }
  return [...facts.values()].slice(0, MAX_FACTS);
}

function factsOf(text: string): { readonly label: string; readonly value: string }[] {
  const found: { label: string; value: string; at: number }[] = [];
  let left = text;
  for (const { label, pattern, group, part = whole, shown = whole } of EXTRACTORS) {
    for (const match of left.matchAll(pattern)) {
      const value = part(match[group] ?? '');
      if (value === null) continue;
      const at = match.index + match[0].indexOf(value);
      found.push({ label, value: shown(value), at });
      left = left.slice(0, at) + ' '.repeat(value.length) + left.slice(at + value.length);
    }
  }
  return found.sort((a, b) => a.at - b.at);
}

const whole = (found: string): string => found;
