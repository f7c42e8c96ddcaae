import fc from 'fast-check';
import type { ChannelCapabilities } from '../../src/domain/delivery/capabilities';
import { planDelivery } from '../../src/domain/delivery/plan-delivery';
import { splitText } from '../../src/domain/delivery/split-text';
import { type MediaPart, type TextPart, textPart } from '../../src/domain/message';

const TELEGRAM: ChannelCapabilities = {
  label: 'Telegram',
  text: { max: 4_096, unit: 'utf16', formatting: 'telegram-html' },
  media: {},
  location: true,
  quickReplies: null,
  reactions: [],
  ...{ replyWindowMs: null, receipts: 'sent', edits: true, deletes: true, burstMs: 0, helpBelongsToCarrier: false },
  vouchesForAddress: true,
  evidence: { kind: 'none', evidenceAfterMs: 0 },
};

const FAMILY = '👨‍👩‍👧‍👦';
const texts = (parts: readonly TextPart[]): readonly string[] => parts.map(({ text }) => text);
const split = (text: string, max: number, unit: 'utf16' | 'bytes' = 'utf16') =>
  texts(splitText(textPart(text), max, unit));
const withoutBlanks = (text: string): string => text.replace(/\s/g, '');

describe('a text that is too long', () => {
  it.each([
    ['one that fits stays whole', 'All of it.', 10, ['All of it.']],
    ['at a blank line', 'One two three.\n\nFour. Five six', 24, ['One two three.', 'Four. Five six']],
    ['at the end of a line', 'one two three\nfour five six', 20, ['one two three', 'four five six']],
    ['at the end of a sentence', 'It left today! It comes soon.', 20, ['It left today!', 'It comes soon.']],
    ['between words', 'aaaa bbbb cccc dddd', 12, ['aaaa bbbb', 'cccc dddd']],
    ['inside a word that is longer than a message', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['not near the beginning, where little would stand alone', 'a bcdefghijkl', 10, ['a bcdefghi', 'jkl']],
  ])('is cut %s', (_name, text, max, expected) => {
    expect(split(text, max)).toEqual(expected);
  });

  it('keeps an emoji on the border whole, in both ways of counting', () => {
    expect(split(`${'x'.repeat(4_095)}😀 and more`, 4_096)[0]).toBe('x'.repeat(4_095));
    expect(split(`abc${FAMILY}def`, 6)).toEqual(['abc', FAMILY, 'def']);
    expect(split('äöü', 4, 'bytes')).toEqual(['äö', 'ü']);
    expect(split('ab🇵🇹', 4)).toEqual(['ab', '🇵🇹']);
  });

  it('goes on with its formatting after a cut', () => {
    const part: TextPart = { ...textPart('one two three four'), entities: [{ type: 'bold', offset: 4, length: 14 }] };
    expect(splitText(part, 12, 'utf16')).toEqual([
      { type: 'text', text: 'one two', entities: [{ type: 'bold', offset: 4, length: 3 }] },
      { type: 'text', text: 'three four', entities: [{ type: 'bold', offset: 0, length: 10 }] },
    ]);
  });

  it('loses no character, keeps their order, fits, and breaks none in two', () => {
    const words = fc.array(fc.constantFrom('a', 'word', 'ß', '😀', FAMILY, ' ', '\n', '\n\n', '. ', 'x'.repeat(60)), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(
        words,
        fc.integer({ min: 30, max: 90 }),
        fc.constantFrom('utf16' as const, 'bytes' as const),
        (all, max, unit) => {
          const text = all.join('');
          const pieces = split(text, max, unit);
          expect(withoutBlanks(pieces.join(''))).toBe(withoutBlanks(text));
          for (const piece of pieces.filter(() => text.trim() !== '')) {
            expect(unit === 'bytes' ? Buffer.byteLength(piece) : piece.length).toBeLessThanOrEqual(max);
            expect(piece).not.toMatch(/^[\u200d\udc00-\udfff]|[\ud800-\udbff\u200d]$/);
          }
        },
      ),
      { seed: 20261128 },
    );
  });

  it('of 12,000 characters is cut in reasonable time for the smallest channel', () => {
    const pasted = 'Lorem ipsum dolor sit amet. '.repeat(430);
    const pieces = split(pasted, 1_600);
    expect(pieces).toHaveLength(8);
    expect(withoutBlanks(pieces.join(''))).toBe(withoutBlanks(pasted));
  });
});

describe('what a channel cannot carry as it is', () => {
  const can = (rest: Partial<ChannelCapabilities>): ChannelCapabilities => ({ ...TELEGRAM, ...rest });
  const photo: MediaPart = { type: 'media', kind: 'image', mediaType: 'image/png', name: 'a.png', bytes: 9, ref: 'r' };
  const image = (captionMax: number) => can({ media: { image: { maxBytes: 100, captionMax } } });

  it('words and a file are one message where the words fit under it, and else two in order', () => {
    expect(planDelivery([textPart('the bill'), photo], image(20))).toEqual([
      { ...photo, caption: textPart('the bill') },
    ]);
    expect(planDelivery([textPart('the bill'), photo], image(3))).toEqual([textPart('the bill'), photo]);
  });

  it('a caption that is too long follows its file', () => {
    const part = { ...photo, caption: textPart('too long a caption') };
    expect(planDelivery([part], image(3))).toEqual([photo, textPart('too long a caption')]);
  });

  it('a place becomes a link to a map, a card and the rest become words', () => {
    const place = { type: 'location', latitude: 52.5, longitude: 13.4, name: 'Shop' } as const;
    expect(planDelivery([place], can({ location: true }))).toEqual([place]);
    expect(planDelivery([place], can({ location: false }))).toEqual([
      textPart('Shop\nhttps://maps.google.com/?q=52.5,13.4'),
    ]);
    expect(planDelivery([{ type: 'contact', name: 'Bob', phones: ['+49 30 1'] }], can({}))).toEqual([
      { type: 'text', text: expect.stringMatching(/Bob.*\+49 30 1/s) },
    ]);
  });

  it('nothing of several parts is left out or changes places', () => {
    const plan = planDelivery([textPart('x'.repeat(5_000)), photo, textPart('after')], image(20));
    expect(plan.map((part) => (part.type === 'text' ? part.text.length : part.type))).toEqual([4_096, 904, 'media', 5]);
  });
});
