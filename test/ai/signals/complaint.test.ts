import { readFileSync } from 'node:fs';
import { complaintIn } from '../../../src/ai/signals/complaint';

describe('a complaint about what came', () => {
  it.each([
    ['damaged', 'My order 1029 arrived broken'],
    ['damaged', 'the mugs from order 1029 are smashed'],
    ['damaged', 'order 1029 came in pieces'],
    ['damaged', 'my tent was torn when I opened the box'],
    ['damaged', 'The lantern of order 1043 does not work'],
    ['damaged', 'Mi pedido 1029 llegó roto'],
    ['damaged', 'las tazas del pedido 1029 están rotas'],
    ['damaged', 'Ma commande 1029 est arrivée cassée'],
    ['damaged', "j'ai reçu le colis 1029 endommagé"],
    ['damaged', 'Meine Bestellung 1029 ist kaputt angekommen'],
    ['damaged', 'Das Paket 1029 kam beschädigt an'],
    ['damaged', 'O meu pedido 1029 chegou quebrado'],
    ['damaged', 'A encomenda 1029 chegou danificada'],
    ['damaged', 'Il mio ordine 1029 è arrivato rotto'],
    ['damaged', 'Mijn bestelling 1029 is kapot aangekomen'],
    ['damaged', 'Siparişim 1029 kırık geldi'],
    ['wrong', 'You sent me the wrong item for order 1029'],
    ['wrong', 'order 1029 is not what I ordered'],
    ['wrong', 'I got the wrong size in order 1029'],
    ['wrong', 'Me llegó un producto equivocado en el pedido 1029'],
    ['wrong', "Commande 1029 : j'ai reçu le mauvais article"],
    ['wrong', 'Bestellung 1029: Sie haben den falschen Artikel geschickt'],
    ['wrong', 'O pedido 1029 veio com o produto errado'],
    ['wrong', "Nell'ordine 1029 c'è l'articolo sbagliato"],
    ['wrong', 'Bestelling 1029: ik heb het verkeerde artikel gekregen'],
    ['incomplete', 'one item is missing from my order 1029'],
    ['incomplete', 'Order 1029 arrived incomplete'],
    ['incomplete', 'I only received one mug of order 1029'],
    ['incomplete', 'En mi pedido 1029 falta una taza'],
    ['incomplete', 'Il manque une tasse dans ma commande 1029'],
    ['incomplete', 'In meiner Bestellung 1029 fehlt eine Tasse'],
    ['incomplete', 'No meu pedido 1029 falta uma caneca'],
    ['incomplete', 'Nel mio ordine 1029 manca una tazza'],
    ['incomplete', 'In mijn bestelling 1029 ontbreekt een mok'],
    ['not_received', 'Order 1029 says delivered but I never got it'],
    ['not_received', 'I have not received order 1029 but the tracking says delivered'],
    ['not_received', 'order 1029 was delivered to the wrong address'],
    ['not_received', 'Mi pedido 1029 figura como entregado pero no lo he recibido'],
    ['not_received', 'La commande 1029 est indiquée livrée mais je ne l’ai pas reçue'],
    ['not_received', 'Bestellung 1029 ist angeblich zugestellt, aber ich habe nichts bekommen'],
    ['not_received', 'O pedido 1029 consta como entregue mas não recebi nada'],
    ['not_received', "L'ordine 1029 risulta consegnato ma non ho ricevuto niente"],
    ['not_received', 'Bestelling 1029 staat als bezorgd maar ik heb niets ontvangen'],
  ])('%s: “%s”', (about, text) => {
    expect(complaintIn(text)).toEqual({ about, happened: true });
  });

  it.each([
    'What if my order 1029 arrives broken?',
    '¿Qué pasa si el pedido 1029 llega roto?',
    'Was ist, wenn die Bestellung 1029 kaputt ankommt?',
  ])('that has not happened: “%s”', (text) => {
    expect(complaintIn(text)).toEqual({ about: 'damaged', happened: false });
  });

  it.each([
    'Where is my order 1043?',
    'my order 1043 has not arrived yet',
    'my parcel 1043 is missing',
    'has order 1029 been delivered?',
    'I ordered the wrong size, order 1029',
    'I gave you the wrong address for order 1043',
    'the tracking link of order 1043 is broken',
    'is my order 1043 on its way',
    'I want to return order 1029',
    '¿Cuánto falta para que llegue mi pedido 1043?',
    'mi pedido 1043 no ha llegado',
    'Ma commande 1043 n’est pas arrivée',
    'Meine Bestellung 1043 ist noch nicht angekommen',
    'Mir fehlt die Sendungsnummer zu Bestellung 1043',
    'Quanto falta para chegar o meu pedido 1043?',
    'Il mio ordine 1043 non è ancora arrivato',
    'Mijn bestelling 1043 is nog niet aangekomen',
    'Siparişim 1043 nerede?',
    'nothing was damaged, thank you, order 1029 is lovely',
  ])('is not in “%s”', (text) => {
    expect(complaintIn(text)).toBeNull();
  });

  it('is found in no question to the sample shop that is about something else', () => {
    const articles = readFileSync('src/ai/eval/shop-questions.jsonl', 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { question: string; article: string })
      .filter(({ question }) => complaintIn(question) !== null)
      .map(({ article }) => article);
    expect(articles).toHaveLength(8);
    expect([...new Set(articles)].sort()).toEqual(['damaged-wrong-or-missing-items', 'track-your-order', 'warranty']);
  });
});
