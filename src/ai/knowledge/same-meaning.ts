import { fold } from '../signals/text';

/**
 * Words that customers and shops use for the same thing. A question is searched with its neighbours too, at less
 * weight than what was really written. Only vocabulary of customer service in general: what a shop sells is its own.
 */
const SAME_MEANING: Readonly<Record<string, readonly string[]>> = {
  en: [
    'delivery, shipping, postage, dispatch, deliver, ship',
    'arrive, get here, come, deliver',
    'parcel, package, packet',
    'return, send back, send it back, bring back, bring it back, give back, give it back, take back, take it back',
    'refund, money back, reimburse',
    'changed my mind > return, send back',
    'amex > american express',
    'exchange, swap, replace',
    'warranty, guarantee',
    'repair, fix, mend',
    'broken, broke, damaged, faulty, defective, snapped, torn, crushed, dented',
    'missing, only got, only received, only half, incomplete',
    'lost, never arrived, not arrived, not received, hasnt arrived, didnt arrive > tracking, search, delivered',
    'where is your store, where is your shop, where are you, located, location, directions > find us, shop',
    'how long, how many days, how soon, how fast, when will, when do, when can > days, weeks, hours',
    'how much, how expensive > costs, price',
    'cost, fee, price, surcharge',
    'where is my, wheres my, where are my > tracking',
    'invoice, receipt, bill',
    'code, coupon, voucher, promo, discount code',
    'gift card, giftcard, voucher, gift voucher',
    'discount, reduction, money off, percent',
    'cheaper, lower price, price match',
    'shop, store, branch',
    'open, opening hours, close, closing',
    'collect, pick up, pickup, collection',
    'pay, payment, paid',
    'instalments, installments, pay later, parts',
    'charge, charged, debit, take the money',
    'cancel, cancellation, call off',
    'abroad, overseas, international, foreign',
    'austria, belgium, denmark, finland, france, germany, greece, ireland, italy, netherlands, poland, portugal, spain, sweden, eu, europe > european union, eu, international',
    'america, usa, united states > usa, united states, international',
    'australia, japan, norway, switzerland, new zealand > world, international',
    'customs, duties, import tax',
    'neighbour, neighbor',
    'size, sizing, fit',
    'stock, available, sold out, availability',
    'track, tracking, where is, status',
    'log in, login, sign in, password',
    'e-mail, email, mail',
    'clean, wash, washing, care',
    'backpack, rucksack, bag',
    'zip, zipper',
    'tomorrow, next day, next working day, express',
    'redirect, reroute, forward, change the address',
    'company, business, firm',
    'remove, delete, erase',
  ],
  de: [
    'lieferung, versand, zustellung, liefern, versenden, porto, versandkosten',
    'paket, sendung, bestellung, packchen',
    'retoure, rucksendung, zuruckgeben, zuruckschicken, umtausch, ruckgabe',
    'erstattung, geld zuruck, ruckerstattung',
    'garantie, gewahrleistung',
    'kaputt, defekt, beschadigt',
    'rechnung, beleg, quittung',
    'gutschein, code, rabatt, geschenkkarte',
    'stornieren, storno, widerrufen, abbestellen',
    'laden, geschaft, filiale',
    'zahlung, bezahlen, zahlen',
  ],
  es: [
    'envio, entrega, enviar, entregar, gastos de envio',
    'paquete, pedido, compra',
    'devolucion, devolver, retorno',
    'reembolso, dinero',
    'garantia',
    'roto, danado, defectuoso',
    'factura, recibo, ticket',
    'cupon, codigo, descuento, vale',
    'cancelar, anular',
    'tienda, local',
  ],
  fr: [
    'livraison, expedition, livrer, expedier, frais de port',
    'colis, commande, paquet',
    'retour, retourner, renvoyer, rendre',
    'remboursement, rembourser, argent',
    'casse, abime, endommage, defectueux',
    'facture, recu',
    'code, bon, coupon, reduction, remise',
    'annuler, annulation',
    'magasin, boutique',
  ],
  it: [
    'spedizione, consegna, spedire, consegnare',
    'pacco, ordine',
    'reso, restituire, restituzione',
    'rimborso, soldi, rimborsare',
    'rotto, danneggiato, difettoso',
    'fattura, ricevuta, scontrino',
    'buono, codice, sconto, coupon',
    'annullare, cancellare, disdire',
    'negozio, punto vendita',
  ],
  nl: [
    'levering, bezorging, verzending, verzendkosten, bezorgen, leveren',
    'pakket, bestelling, pakje',
    'retour, terugsturen, terugbrengen, ruilen',
    'terugbetaling, geld terug',
    'kapot, beschadigd, defect, stuk',
    'factuur, bon, rekening',
    'kortingscode, code, korting, bon, cadeaubon',
    'annuleren, afzeggen',
    'winkel, zaak',
  ],
  pt: [
    'entrega, envio, frete, entregar, enviar',
    'encomenda, pacote, pedido',
    'devolucao, devolver, troca, trocar',
    'reembolso, estorno, dinheiro',
    'partido, quebrado, danificado, avariado, defeito',
    'fatura, nota fiscal, recibo',
    'cupom, codigo, desconto, vale',
    'cancelar, anular',
    'loja',
  ],
};

/** Expressions that bring others along: each other, or where there is a `>`, what stands behind it. */
export interface Meaning {
  readonly said: readonly string[];
  readonly meant: readonly string[];
}

export const meaningsOf = (language: string): readonly Meaning[] =>
  (SAME_MEANING[language] ?? []).map((group) => {
    const [said = '', meant = said] = fold(group).split('>');
    return { said: entries(said), meant: entries(meant) };
  });

const entries = (list: string): string[] => list.split(',').map((entry) => entry.trim());
