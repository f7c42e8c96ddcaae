import * as fc from 'fast-check';
import { parseHtml } from '../../../adapters/customer-channels/telegram/emulator/html-parser';
import { toHtml } from '../../../adapters/customer-channels/telegram/html';
import { fileName, renderContact, renderText, uploadKind } from '../../../adapters/customer-channels/telegram/render';
import type { MediaKind, MediaPart, TextEntity, TextPart } from '../../../src/ports';

const text = (value: string, ...entities: TextEntity[]): TextPart => ({ type: 'text', text: value, entities });
const run = (type: 'bold' | 'italic' | 'strike' | 'code' | 'pre' | 'quote', offset: number, length: number) =>
  ({ type, offset, length }) as const;
const link = (url: string, offset: number, length: number) => ({ type: 'link', url, offset, length }) as const;

describe('formatting', () => {
  const table: [string, TextPart, string][] = [
    [
      'each kind',
      text(
        'b i s c p q',
        run('bold', 0, 1),
        run('italic', 2, 1),
        run('strike', 4, 1),
        run('code', 6, 1),
        run('pre', 8, 1),
        run('quote', 10, 1),
      ),
      '<b>b</b> <i>i</i> <s>s</s> <code>c</code> <pre>p</pre> <blockquote>q</blockquote>',
    ],
    [
      'only & < > are escaped',
      text('<3 a & b </b> "x" \'y\'', run('bold', 0, 2)),
      '<b>&lt;3</b> a &amp; b &lt;/b&gt; "x" \'y\'',
    ],
    [
      'an address with quotes',
      text('docs', link('https://x.y/?a="1"&b=<2>', 0, 4)),
      '<a href="https://x.y/?a=&quot;1&quot;&amp;b=&lt;2&gt;">docs</a>',
    ],
    ['offsets count UTF-16 units', text('Hi 😀 bold', run('bold', 6, 4)), 'Hi 😀 <b>bold</b>'],
    ['nested runs close inside out', text('abcd', run('bold', 0, 4), run('italic', 1, 2)), '<b>a<i>bc</i>d</b>'],
    ['runs over the same place', text('ab', run('italic', 0, 2), run('bold', 0, 2)), '<i><b>ab</b></i>'],
    ['runs that cross are cut', text('abcd', run('bold', 0, 3), run('italic', 2, 2)), '<b>ab<i>c</i></b>d'],
    ['runs in any order', text('abcd', run('italic', 2, 1), run('bold', 0, 1)), '<b>a</b>b<i>c</i>d'],
    ['nothing goes inside of code', text('a*b', run('code', 0, 3), run('bold', 1, 1)), '<code>a*b</code>'],
    ['no quote in a quote', text('abc', run('quote', 0, 3), run('quote', 1, 1)), '<blockquote>abc</blockquote>'],
    ['a run past the end is cut', text('ab', run('bold', 1, 99)), 'a<b>b</b>'],
    ['a run outside of the text is dropped', text('ab', run('bold', 7, 2)), 'ab'],
    ['an empty run is dropped', text('ab', run('bold', 1, 0)), 'ab'],
    ['half an emoji is the whole emoji', text('a😀b', run('bold', 2, 1)), 'a<b>😀</b>b'],
  ];

  test.each(table)('%s', (_what, part, html) => {
    expect(toHtml(part)).toBe(html);
  });

  test('without formatting no parser is asked', () => {
    expect(renderText({ type: 'text', text: '<3 & more' })).toEqual({ text: '<3 & more' });
  });

  test('Telegram can parse whatever is made, and the words stay the same', () => {
    const kinds = fc.constantFrom('bold', 'italic', 'strike', 'code', 'pre', 'quote', 'link');
    const runs = fc.record({ type: kinds, offset: fc.nat(30), length: fc.nat(30), url: fc.webUrl() });
    void fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 25 }),
        fc.array(runs, { maxLength: 6 }),
        (words, entities) => {
          const parsed = parseHtml(toHtml(text(words, ...(entities as TextEntity[]))));
          expect(parsed.text).toBe(words);
        },
      ),
    );
  });
});

describe('files', () => {
  const part = (kind: MediaKind, name: string | null = null): MediaPart => ({
    type: 'media',
    kind,
    mediaType: null,
    name,
    bytes: null,
    ref: 'r',
  });
  const ways: [MediaKind, string, number, string][] = [
    ['image', 'image/jpeg', 100, 'photo'],
    ['image', 'image/png', 100, 'photo'],
    ['image', 'image/gif', 100, 'animation'],
    ['image', 'image/heic', 100, 'document'],
    ['image', 'image/svg+xml', 100, 'document'],
    ['image', 'image/jpeg', 11 * 1024 * 1024, 'document'],
    ['video', 'video/mp4', 100, 'video'],
    ['video', 'video/quicktime', 100, 'document'],
    ['audio', 'audio/mpeg', 100, 'audio'],
    ['audio', 'audio/wav', 100, 'document'],
    ['voice', 'audio/ogg; codecs=opus', 100, 'voice'],
    ['voice', 'audio/amr', 100, 'document'],
    ['sticker', 'image/webp', 100, 'sticker'],
    ['sticker', 'image/png', 100, 'document'],
    ['file', 'image/jpeg', 100, 'document'],
  ];

  test.each(ways)('%s of type %s with %d bytes goes as %s', (kind, mediaType, size, way) => {
    expect(uploadKind(part(kind), { mediaType, bytes: size })).toBe(way);
  });

  test('names cannot break out of the form they travel in', () => {
    expect(fileName(part('file', 'a"\r\nX: y/../b.pdf'), 'application/pdf')).toBe('a___X: y_.._b.pdf');
    expect(fileName(part('voice'), 'audio/ogg; codecs=opus')).toBe('voice.ogg');
    expect(fileName(part('file', '  '), 'application/x-unknown')).toBe('file.bin');
  });
});

test('a card with several numbers carries all of them', () => {
  expect(renderContact({ type: 'contact', name: 'Bob; Jr', phones: ['+1', '+2'] })).toEqual({
    phone_number: '+1',
    first_name: 'Bob; Jr',
    vcard: 'BEGIN:VCARD\nVERSION:3.0\nFN:Bob\\; Jr\nTEL:+1\nTEL:+2\nEND:VCARD',
  });
  expect(renderContact({ type: 'contact', name: '', phones: ['+1'] })).toEqual({
    phone_number: '+1',
    first_name: '+1',
  });
  expect(renderContact({ type: 'contact', name: 'Bob', phones: [] })).toBeNull();
});
