import { renderForText, renderForWhatsapp } from '../../../adapters/customer-channels/twilio/render';
import type { MessagePart, TextEntity } from '../../../src/ports';

/** `[b]bold[/b]` as text and runs, so that the tables below can be read. */
const TYPES = { b: 'bold', i: 'italic', s: 'strike', c: 'code', p: 'pre', q: 'quote', a: 'link' } as const;

function part(marked: string): MessagePart {
  let text = '';
  const open: { readonly name: string; readonly offset: number; readonly url: string | undefined }[] = [];
  const entities: TextEntity[] = [];
  for (const piece of marked.split(/(\[\/?[biscpqa](?:=[^\]]+)?\])/)) {
    const tag = /^\[(\/?)([biscpqa])(?:=([^\]]+))?\]$/.exec(piece);
    if (tag === null) text += piece;
    else if (tag[1] === '') open.push({ name: tag[2] ?? '', offset: text.length, url: tag[3] });
    else {
      const { name, offset, url } = open.pop() ?? { name: '', offset: 0, url: undefined };
      const type = TYPES[name as keyof typeof TYPES];
      entities.push({ type, offset, length: text.length - offset, ...(url !== undefined && { url }) } as TextEntity);
    }
  }
  return { type: 'text', text, ...(entities.length > 0 && { entities }) };
}

describe('on WhatsApp', () => {
  const table: [string, string, string][] = [
    ['plain', 'Hello there', 'Hello there'],
    ['every kind of run', '[b]a[/b] [i]b[/i] [s]c[/s] [c]d[/c]', '*a* _b_ ~c~ `d`'],
    ['a block of code', '[p]let a\nlet b[/p]', '```let a\nlet b```'],
    ['runs in runs', '[b]very [i]bold[/i][/b]', '*very _bold_*'],
    ['the same place begun twice', '[b][i]both[/i] one[/b]', '*_both_ one*'],
    ['each line by itself', '[b]one\ntwo[/b]', '*one*\n*two*'],
    ['blanks at the edges stay outside', 'a[b] b [/b]c', 'a *b* c'],
    ['not in the middle of a word', 'un[b]believ[/b]able', 'unbelievable'],
    ['not around its own marker', '[b]2*3[/b] is 6', '2*3 is 6'],
    ['nothing inside of code', '[c]a [b]b[/b][/c]', '`a b`'],
    ['a quote', 'He said\n[q]one\ntwo[/q]\nok', 'He said\n> one\n> two\nok'],
    ['a link with a text', 'See [a=https://x.example/y]our page[/a].', 'See our page (https://x.example/y).'],
    ['a link that is its text', '[a=https://x.example/]x.example[/a]', 'x.example'],
    ['a bold link', '[b]see [a=https://x.example/y]this[/a][/b] now', '*see this* (https://x.example/y) now'],
    ['stars that the writer meant', 'rate it *** or *this*', 'rate it *** or *\u200bthis*'],
    ['underscores in an address', 'https://x.example/_a_/b_c_', 'https://x.example/_a_/b_c_'],
    ['an order number', 'order_1043_a and 2*3*4', 'order_1043_a and 2*3*4'],
    ['emoji beside a run', '👍[b]yes[/b]👍', '👍*yes*👍'],
  ];

  test.each(table)('%s', (_name, marked, expected) => {
    expect(renderForWhatsapp(part(marked)).body).toBe(expected);
  });

  test('a place is a pin with its name', () => {
    const place = { type: 'location', latitude: 37.78789, longitude: -122.391664, name: '375 Beale St' } as const;
    expect(renderForWhatsapp(place)).toEqual({
      body: '375 Beale St',
      persistentAction: ['geo:37.78789,-122.391664|375 Beale St'],
    });
    expect(renderForWhatsapp({ type: 'location', latitude: 1, longitude: 2 }).persistentAction).toEqual(['geo:1,2']);
  });
});

describe('by SMS', () => {
  const table: [string, string, string][] = [
    ['runs are left out', '[b]a[/b] [i]b[/i] [c]c[/c]', 'a b c'],
    ['a link stands behind its text', '[a=https://x.example/y]our page[/a]', 'our page: https://x.example/y'],
    ['a link that is its text', '[a=mailto:help@x.example]help@x.example[/a]', 'help@x.example'],
    ['quotes, dashes and dots that would double the price', '“It’s” – really… «ok»', '"It\'s" - really... "ok"'],
    ['blanks that nobody can tell apart', 'a\u00a0b\u2009c\u200bd', 'a b cd'],
    ['letters that only look costly', 'çöñ 你好 👍', 'çöñ 你好 👍'],
    ['a list', '• one\n• two', '- one\n- two'],
  ];

  test.each(table)('%s', (_name, marked, expected) => {
    expect(renderForText(part(marked)).body).toBe(expected);
  });
});

test('what makes a text too long goes before the words do', () => {
  const words = 'word '.repeat(318).trim();
  expect(words.length).toBeLessThan(1600);
  const link: TextEntity = { type: 'link', offset: 0, length: 4, url: 'https://shop.example/a/long/way' };
  const bold: TextEntity = { type: 'bold', offset: 0, length: words.length };
  const long = { type: 'text', text: words, entities: [bold, link] } as const;
  expect(renderForWhatsapp(long).body).toBe(words);
  expect(renderForText(long).body).toBe(words);
  const bolds = Array.from({ length: 9 }, (_, index): TextEntity => ({ type: 'bold', offset: index * 5, length: 4 }));
  expect(renderForWhatsapp({ type: 'text', text: words, entities: bolds }).body).toBe(words);
});

test.each([
  [{ type: 'contact', name: 'Rita', phones: ['+351911111111'] }, 'Rita\n+351911111111'],
  [{ type: 'unsupported', what: 'a poll' }, '[a poll]'],
  [{ type: 'location', latitude: 1.5, longitude: 2, name: 'Shop' }, 'Shop\n1.5, 2'],
] as const)('what has no form by SMS is written out: %j', (given, expected) => {
  expect(renderForText(given).body).toBe(expected);
});
