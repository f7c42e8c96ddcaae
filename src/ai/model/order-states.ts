import { fold } from '../signals/text';

/** What can have become of an order, by beginnings of folded words in seven languages. */
const STATES: Readonly<Record<string, RegExp>> = {
  shipped: words(
    'shipped|dispatched|posted|on (?:its|the) way|in transit|enviad|en camino|expedi|en route|versandt|verschickt|unterwegs|a caminho|spedit|in viaggio|verzonden|verstuurd|onderweg',
  ),
  delivered: words(
    'delivered|arrived|entregad|llegad|livre|arrive\\b|zugestellt|geliefert|angekommen|entregue|chegou|consegnat|arrivat|bezorgd|geleverd|aangekomen',
  ),
  out_for_delivery: words(
    'out for delivery|en reparto|en cours de livraison|in zustellung|saiu para entrega|in consegna|wordt vandaag bezorgd',
  ),
  cancelled: words('cancell?ed|cancelad|annule|storniert|annullat|geannuleerd'),
  refunded: words('refunded|reembolsad|devuelto el dinero|rembourse|erstattet|estornad|rimborsat|terugbetaald'),
  returned: words(
    'returned|sent back|devuelt|renvoye|retourne|zuruckgeschickt|zuruckgesandt|devolvid|restituit|reso\\b|teruggestuurd|geretourneerd',
  ),
  paid: words('paid|pagad|paye\\b|payee|bezahlt|pago\\b|pagat|betaald'),
  processing: words(
    'processed|being processed|packed|being prepared|preparacion|prepare|bearbeitet|verpackt|preparand|em separacao|in preparazione|verwerkt|ingepakt',
  ),
  delayed: words('delayed|late\\b|retras|en retard|verspatet|verzogert|atrasad|in ritardo|vertraagd'),
  lost: words('\\blost\\b|perdid|extravi|perdu|verloren|verlorengegangen|smarrit|kwijt'),
};

function words(beginnings: string): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${beginnings})`, 'u');
}

/** The states that a text names. */
export function statesIn(text: string): ReadonlySet<string> {
  const folded = fold(text);
  return new Set(Object.entries(STATES).flatMap(([state, named]) => (named.test(folded) ? [state] : [])));
}
