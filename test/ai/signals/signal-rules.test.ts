import { readSignals } from '../../../src/ai/signals/read-signals';
import { type SignalRules, USUAL_SIGNAL_RULES } from '../../../src/domain/conversation/handoff-rules';

const rules = (changes: Partial<SignalRules>): SignalRules => ({ ...USUAL_SIGNAL_RULES, ...changes });
const read = (text: string, changes: Partial<SignalRules> = {}) =>
  readSignals(text, { language: null }, rules(changes));

describe('topics for people', () => {
  it.each([
    ['privacy', 'Please send me a copy of my personal data'],
    ['privacy', 'Löschen Sie mein Konto: ich berufe mich auf die DSGVO'],
    ['privacy', 'Quiero borrar mi cuenta'],
    ['privacy', 'Supprimer mon compte svp'],
    ['fraud', 'I will file a chargeback'],
  ] as const)('%s: %s', (topic, text) => {
    expect(read(text).highStakes).toBe(topic);
    expect(read(text, { topics: new Set() }).highStakes).toBeNull();
  });

  it('are left to the AI where the admin says so, and do not hide another', () => {
    const both = 'My lawyer says this is fraud';
    expect(read(both).highStakes).toBe('fraud');
    expect(read(both, { topics: new Set(['legal']) }).highStakes).toBe('legal');
  });

  it('hold leaving only where asked for', () => {
    expect(read('I want to cancel my subscription').highStakes).toBeNull();
    expect(read('I want to cancel my subscription', { topics: new Set(['cancellation']) }).highStakes).toBe(
      'cancellation',
    );
    expect(read('Abo kündigen bitte', { topics: new Set(['cancellation']) }).highStakes).toBe('cancellation');
  });

  it.each(['how do i cancel my order', 'delete the second item from my order', 'close my tent properly'])(
    'are not read into "%s"',
    (text) => {
      expect(read(text, { topics: new Set(['privacy', 'cancellation']) }).highStakes).toBeNull();
    },
  );
});

describe('amounts for people', () => {
  const amount = { value: 500, currency: 'EUR' } as const;

  it.each(['500 €', '€500.00', '1.200,50 EUR', '€ 1,200.50', '1 200 euros', 'EUR 500', '2k €', '12000€'])(
    '%s reaches 500 EUR',
    (written) => {
      expect(read(`about the ${written} you owe me`, { amount }).highStakes).toBe('amount');
    },
  );

  it.each(['499.99 €', '€ 50', '500', '500 dollars', 'order 1043500', '£900', '5,00 €'])('%s does not', (written) => {
    expect(read(`about the ${written} you owe me`, { amount }).highStakes).toBeNull();
  });

  it('a dollar sign counts for whichever dollar was asked for', () => {
    expect(read('it was $600', { amount: { value: 500, currency: 'CAD' } }).highStakes).toBe('amount');
    expect(read('it was $600', { amount: { value: 500, currency: 'GBP' } }).highStakes).toBeNull();
  });
});

describe('words of the admin’s own', () => {
  const humanOnly = ['Wholesale', 'press enquiry', 'Großbestellung', '卸売'];

  it.each([
    ['do you do WHOLESALE?', 'Wholesale'],
    ['a press-enquiry from the Times', 'press enquiry'],
    ['Frage zu einer grossbestellung', 'Großbestellung'],
    ['卸売はできますか', '卸売'],
    ['the wholesalers next door', null],
    ['press the button', null],
    ['she wrote "wholesale" on the box', null],
  ])('%s', (text, found) => {
    expect(read(text, { humanOnly }).humanOnly).toBe(found);
  });
});
