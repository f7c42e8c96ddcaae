import { unsupported } from '../../../src/ai/model/grounding';
import { withoutForeignLinks } from '../../../src/ai/model/links';
import { claimsToBeHuman, promisesIn } from '../../../src/ai/model/promises';
import { shortenReply } from '../../../src/ai/model/shorten-reply';
import { clipMiddle, clipTokens, estimateTokens } from '../../../src/ai/model/tokens';
import { PASSAGE } from './support';

const SOURCE = `${PASSAGE.text} Orders over £1,000 are insured. Kayaks up to 30 kg. Item AB-1043. Valid from 12 March 2026 at 9:00. Refunds take ten working days. Twice 14:00.`;

describe('figures, dates and addresses of an answer', () => {
  it.each([
    'It takes 2-3 working days and costs £3.95.',
    'Das kostet 3,95 £ und dauert 2 bis 3 Werktage.',
    'Cela prend deux à trois jours ouvrés.',
    'It takes two to three working days.',
    'Orders over £1000 are insured.',
    'Up to 30kg.',
    'Item ab-1043 is valid from March 12th, 2026, 09:00.',
    'Gültig ab 12. März 2026 um 9 Uhr.',
    'Valide dès le 12 mars 2026.',
    'Write to help@shop.example.',
    'Not on Sundays, nicht am Sonntag, pas le dimanche.',
    'Refunds take 10 working days.',
    'There are two ways, and you may march on.',
    '1. Open the page.\n2. Print the label.',
    'See https://shop.example/77 for more.',
  ])('may be written when the source holds them: %s', (answer) => {
    expect(unsupported(answer, [SOURCE])).toEqual([]);
  });

  it.each<[string, string]>([
    ['It takes 4 working days.', '4'],
    ['It costs £3.59.', '3.59'],
    ['It takes five days.', '5'],
    ['Das dauert sieben Tage.', '7'],
    ['Your order AB-1044 is on its way.', 'ab-1044'],
    ['Your parcel arrives on Monday.', 'weekday 2'],
    ['Am Dienstag kommt es an.', 'weekday 3'],
    ['Valid from 12 April 2026.', 'month 4'],
    ['Valid from 12 March 2027.', '2027'],
    ['Open until 18:00.', '18:00'],
    ['Write to boss@shop.example.', 'boss@shop.example'],
    ['Orders over £100 are insured.', '100'],
    ['Call 0800 123 456.', '800'],
    ['It costs £12.', 'money 12'],
    ['You save 10%.', '10 %'],
    ['Das kostet 30 Euro.', 'money 30'],
  ])('are found when the source does not hold them: %s', (answer, claim) => {
    expect(unsupported(answer, [SOURCE])).toContain(claim);
  });
});

describe('links', () => {
  const rules = { sources: [PASSAGE.text, PASSAGE.url ?? ''], hosts: ['brand.example'] };
  const clean = (text: string) => withoutForeignLinks(text, rules).text;

  it.each([
    'See https://shop.example/track.',
    'See https://shop.example/shipping/ for more.',
    'See www.brand.example/help and help.brand.example.',
    'Write to help@shop.example.',
    'We start at 9.Then we pack, e.g. tents.',
  ])('of the sources and of allowed hosts stay: %s', (text) => expect(clean(text)).toBe(text));

  it.each<[string, string]>([
    ['Pay at https://evil.example/pay now.', 'Pay at now.'],
    ['Pay (https://evil.example).', 'Pay.'],
    ['See evil.com/pay, please.', 'See, please.'],
    ['See https://shop.example.evil.com/track.', 'See.'],
    ['See https://brand.example@evil.com/.', 'See.'],
    ['See https://notbrand.example/.', 'See.'],
    ['Open javascript://brand.example/%0aalert(1) now.', 'Open now.'],
    ['See https://shop.example/other.', 'See.'],
  ])('of anybody else go: %s', (text, left) => expect(clean(text)).toBe(left));
});

describe('promises', () => {
  it.each([
    "I'll connect you with a colleague.",
    'I will check with our warehouse and get back to you.',
    'Let me transfer you to our team.',
    'I have refunded your order.',
    "I'm forwarding this to the team now.",
    'Someone will call you shortly.',
    'Our team is going to contact you within a day.',
    'Ich verbinde Sie mit einem Kollegen.',
    'Jemand wird sich bei Ihnen melden.',
    'Wir werden Sie morgen anrufen.',
    'Je vous transfère à un collègue.',
    'Quelqu’un va vous rappeler.',
    'Te voy a pasar con un compañero: te paso con él.',
    'Alguien te llamará pronto.',
    'Vou transferir você para um atendente.',
    'Ti metto in contatto con un collega.',
    'Ik zal je doorverbinden.',
    'Iemand zal je bellen.',
  ])('are found: %s', (text) => expect(promisesIn(text, [])).toBe(true));

  it.each([
    'Standard delivery takes 2 to 3 working days.',
    'Would you like me to bring in a person? I can do that.',
    'Shall I connect you with our team?',
    'You can call us until 17:00.',
    'You get an e-mail with a link as soon as the parcel leaves.',
    'Sie können die Bestellung bis zum Versand ändern.',
    'Puedes devolverlo en la tienda.',
  ])('are not seen where there are none: %s', (text) => expect(promisesIn(text, [])).toBe(false));

  it('of the company may be repeated when a source holds them', () => {
    const source = 'If it is missing, write to us: we will send you the bank reference.';
    expect(promisesIn('Write to us and we will send you the bank reference.', [source])).toBe(false);
    expect(promisesIn('Write to us and we will send you the bank reference.', [])).toBe(true);
  });

  it.each([
    ["I'm a real person.", true],
    ['I am not a robot.', true],
    ['Ich bin ein echter Mensch.', true],
    ['Je ne suis pas un robot.', true],
    ['Soy una persona real.', true],
    ['Sou uma pessoa de verdade.', true],
    ['Sono una persona reale.', true],
    ['Ik ben geen robot.', true],
    ['Soy un asistente de IA, no una persona.', false],
    ['Ik ben een AI-assistent, geen mens.', false],
    ['I am an AI assistant, not a person.', false],
    ['I am not a person, I am an AI.', false],
    ['Each person gets one voucher.', false],
  ])('a claim to be human: %s %s', (text, claim) => expect(claimsToBeHuman(text)).toBe(claim));
});

describe('lengths', () => {
  it('a long answer ends behind a sentence, and keeps its figures whole', () => {
    const text = 'Delivery takes 2 days. It costs £3.95. Islands take longer than that.';
    expect(shortenReply(text, 45)).toBe('Delivery takes 2 days. It costs £3.95.');
    expect(shortenReply(text, 500)).toBe(text);
    expect(shortenReply('one very long sentence without an end', 20)).toBe('one very long…');
  });

  it('tokens are counted by script, and cut within the count', () => {
    expect(estimateTokens('a'.repeat(400))).toBe(100);
    expect(estimateTokens('配送需要多久')).toBe(6);
    for (const text of ['word '.repeat(500), 'слово '.repeat(500), '配送'.repeat(300), '🙂'.repeat(300)]) {
      expect(estimateTokens(clipTokens(text, 50))).toBeLessThanOrEqual(51);
      expect(estimateTokens(clipMiddle(text, 50))).toBeLessThanOrEqual(52);
    }
    expect(clipMiddle(`My order broke. ${'blah '.repeat(300)} What now?`, 60)).toMatch(
      /^My order broke[\s\S]*What now\?$/,
    );
  });
});
