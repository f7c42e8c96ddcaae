import type { PacketFact } from '../../domain/conversation/packet';
import { complaintIn } from '../signals/complaint';

interface Openings {
  readonly order: string;
  /** Where something is wrong with what came. */
  readonly complaint: string;
  readonly invoice: string;
}

const OPENINGS: Readonly<Record<string, Openings>> = {
  en: {
    order: "I see you're asking about order {value}.",
    complaint: 'I am sorry that something is wrong with order {value}.',
    invoice: "I see you're asking about invoice {value}.",
  },
  es: {
    order: 'Veo que preguntas por el pedido {value}.',
    complaint: 'Siento que haya un problema con el pedido {value}.',
    invoice: 'Veo que preguntas por la factura {value}.',
  },
  fr: {
    order: 'Je vois que votre question porte sur la commande {value}.',
    complaint: "Je suis désolé qu'il y ait un problème avec la commande {value}.",
    invoice: 'Je vois que votre question porte sur la facture {value}.',
  },
  de: {
    order: 'Ich sehe, es geht um Ihre Bestellung {value}.',
    complaint: 'Es tut mir leid, dass mit Ihrer Bestellung {value} etwas nicht stimmt.',
    invoice: 'Ich sehe, es geht um Ihre Rechnung {value}.',
  },
  pt: {
    order: 'Vejo que a sua pergunta é sobre o pedido {value}.',
    complaint: 'Lamento que haja um problema com o pedido {value}.',
    invoice: 'Vejo que a sua pergunta é sobre a fatura {value}.',
  },
  it: {
    order: "Vedo che la tua domanda riguarda l'ordine {value}.",
    complaint: "Mi dispiace che ci sia un problema con l'ordine {value}.",
    invoice: 'Vedo che la tua domanda riguarda la fattura {value}.',
  },
  nl: {
    order: 'Ik zie dat je vraag over bestelling {value} gaat.',
    complaint: 'Wat vervelend dat er iets mis is met bestelling {value}.',
    invoice: 'Ik zie dat je vraag over factuur {value} gaat.',
  },
};

/**
 * A first line that shows the agent has read: only what the customer stated themselves, and only where it is one thing.
 * `named`: these and what tools bore out. Null where nothing honest can be suggested.
 */
export function openingFor(
  facts: readonly PacketFact[],
  named: readonly PacketFact[],
  texts: readonly string[],
  language: string | null,
): string | null {
  const openings = OPENINGS[language ?? 'en'];
  if (openings === undefined) return null;
  const complaints = texts.filter((text) => complaintIn(text)?.happened === true);
  const complainedOf = complaints.length > 0 ? orderOf(complaints, named) : null;
  if (complainedOf !== null) return openings.complaint.replace('{value}', complainedOf);
  const orders = facts.filter(({ label }) => label === 'Order');
  const invoices = facts.filter(({ label }) => label === 'Invoice');
  if (orders.length === 1) return openings.order.replace('{value}', orders[0]?.value ?? '');
  if (invoices.length === 1) return openings.invoice.replace('{value}', invoices[0]?.value ?? '');
  const month = /\bmy ([A-Z][a-z]+|[a-z]+) invoice\b/u.exec(texts.join('\n'))?.[1];
  const stated = facts.some(({ label, value }) => label === 'Month' && value === month);
  return month !== undefined && stated && (language ?? 'en') === 'en'
    ? `I see you're asking about your ${month} invoice.`
    : null;
}

/** The one order that the complaint itself names, or else the only one there is; null where that is not clear. */
function orderOf(complaints: readonly string[], named: readonly PacketFact[]): string | null {
  const orders = named.filter(({ label }) => label === 'Order').map(({ value }) => value);
  const within = orders.filter((order) => complaints.some((text) => text.includes(order)));
  const [one, ...others] = within.length > 0 ? within : orders;
  return one !== undefined && others.length === 0 ? one : null;
}
