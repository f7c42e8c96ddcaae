import fc from 'fast-check';
import { masked, sensitiveIn, shortened } from '../../src/domain/masking/numbers';
import { holdsNumbers, maskedParts } from '../../src/domain/masking/parts';
import type { MessagePart, TextPart } from '../../src/domain/message';

describe('what is masked', () => {
  it.each([
    ['a card', 'It is 4111 1111 1111 1111, thanks', 'It is •••• 1111, thanks'],
    ['a card behind a date', '12/27 5500-0055-5555-5559', '12/27 •••• 5559'],
    ['an account', 'IBAN DE89 3704 0044 0532 0130 00 please', 'IBAN •••• 3000 please'],
    ['a security code', 'the cvv is 123', 'the cvv is ••••'],
    ['a password', 'Passwort: Sommer2026!', 'Passwort: ••••'],
    ['a US social security number', 'my ssn 123-45-6789', 'my ssn •••• 6789'],
    ['a CPF', 'CPF 529.982.247-25', 'CPF •••• 4725'],
    ['a DNI', 'DNI 12345678Z', 'DNI •••• 678Z'],
    ['a NIE', 'NIE X-1234567-L', 'NIE •••• 567L'],
    ['a codice fiscale', 'CF RSSMRA85T10A562S', 'CF •••• 562S'],
    ['a French social security number', 'n° 2 55 08 14 168 025 38', 'n° •••• 2538'],
    ['a national insurance number', 'my NI number is QQ 12 34 56 C', 'my NI number is •••• 456C'],
    ['several', '4111111111111111 and 123-45-6789', '•••• 1111 and •••• 6789'],
  ])('%s', (_, text, shown) => {
    expect(masked(text)).toBe(shown);
  });

  it.each([
    'order 1043-22-9981',
    'invoice INV-2026-000123',
    'tracking 00340434161094042557'.slice(0, 20),
    'call me on +44 20 7946 0958',
    'on 2026-11-28 at 09:00',
    '4111 1111 1111 1112',
    'DE89 3704 0044 0532 0130 02',
    '000-12-3456',
    '529.982.247-26',
    '12345678A',
    'AB 12 34 56 C is my order',
    'I forgot my password',
  ])('not what only looks like it: %s', (text) => {
    expect(masked(text)).toBe(text);
  });

  it('is masked once: a masked text stays as it is', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '4111 1111 1111 1111',
            'DE89370400440532013000',
            'pin 1234',
            '123-45-6789',
            'a',
            ' ',
            '12',
            '-',
          ),
        ),
        (pieces) => {
          const once = masked(pieces.join(' '));
          expect(masked(once)).toBe(once);
          expect(once).not.toContain('4111 1111');
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('leaves nothing between the pieces out', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const rest = sensitiveIn(text).reduce((left, { length }) => left - length, text.length);
        expect(rest).toBeGreaterThanOrEqual(0);
        if (sensitiveIn(text).length === 0) expect(masked(text)).toBe(text);
      }),
    );
  });
});

describe('parts of a message', () => {
  const part = (text: string, entities: TextPart['entities'] = []): TextPart => ({ type: 'text', text, entities });

  it('keep their formatting over the same words', () => {
    const [shown] = maskedParts([
      part('card 4111 1111 1111 1111 now', [
        { type: 'bold', offset: 0, length: 4 },
        { type: 'code', offset: 5, length: 19 },
        { type: 'italic', offset: 25, length: 3 },
        { type: 'quote', offset: 0, length: 28 },
      ]),
    ]);
    const { text, entities = [] } = shown as TextPart;
    expect(entities.map(({ offset, length }) => text.slice(offset, offset + length))).toEqual([
      'card',
      '•••• 1111',
      'now',
      text,
    ]);
  });

  it.each<[string, MessagePart]>([
    [
      'the name of a file',
      { type: 'media', kind: 'file', mediaType: null, name: 'card 4111111111111111.pdf', bytes: 1, ref: 'r' },
    ],
    [
      'a caption',
      {
        type: 'media',
        kind: 'image',
        mediaType: null,
        name: null,
        bytes: 1,
        ref: 'r',
        caption: part('4111111111111111'),
      },
    ],
    [
      'what a voice note says',
      {
        type: 'media',
        kind: 'voice',
        mediaType: null,
        name: null,
        bytes: 1,
        ref: 'r',
        transcript: 'it is 4111111111111111',
      },
    ],
    ['the name of a place', { type: 'location', latitude: 1, longitude: 1, name: '4111111111111111' }],
    ['a name', { type: 'contact', name: '4111111111111111', phones: [] }],
  ])('are masked in %s too', (_, one) => {
    expect(holdsNumbers([one])).toBe(true);
    expect(JSON.stringify(maskedParts([one]))).not.toContain('41111');
    expect(holdsNumbers(maskedParts([one]))).toBe(false);
  });
});

describe('what is cut', () => {
  it('shows nothing of a number that the cut goes through', () => {
    const text = 'It went off my card, which is 4111 1111 1111 1111 and I want it back today.';
    for (let max = 5; max < text.length; max += 1) {
      const cut = shortened(text, max);
      expect(cut.length).toBeLessThanOrEqual(max);
      expect(cut).not.toContain('4111');
    }
    expect(shortened(text, text.length)).toBe(text);
  });

  it('parts no character in two', () => {
    expect(shortened('ab😀cd', 4)).toBe('ab…');
  });
});
