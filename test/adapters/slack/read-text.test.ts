import fc from 'fast-check';
import { placeholder, withNames } from '../../../adapters/agent-inboxes/slack/placeholders';
import { readText } from '../../../adapters/agent-inboxes/slack/read-text';
import { escapeText } from '../../../adapters/agent-inboxes/slack/text';
import type { TextEntity, TextPart } from '../../../src/ports';

const BOT = 'U0BATONBOT1';

const richText = (...elements: object[]) => ({ text: '', blocks: [{ type: 'rich_text', elements }] });
const section = (...elements: object[]) => ({ type: 'rich_text_section', elements });
const text = (value: string, style?: object) => ({ type: 'text', text: value, ...(style ? { style } : {}) });
const list = (style: 'bullet' | 'ordered', items: string[], rest: object = {}) => ({
  type: 'rich_text_list',
  style,
  elements: items.map((item) => section(text(item))),
  ...rest,
});

/** Shows formatting as tags, so that a row of a table reads at a glance. */
function tagged({ text: value, entities = [] }: TextPart): string {
  const opening = (at: number) => entities.filter((entity) => entity.offset === at).map(tag);
  const closing = (at: number) =>
    entities
      .filter((entity) => entity.offset + entity.length === at)
      .map(() => '⟩')
      .join('');
  let out = '';
  for (let at = 0; at <= value.length; at += 1) out += closing(at) + opening(at).join('') + (value[at] ?? '');
  return out;
}
const tag = (entity: TextEntity) => (entity.type === 'link' ? `⟨link ${entity.url}:` : `⟨${entity.type}:`);

const read = (source: object) => readText(source, BOT).part;

describe('what an agent typed, from the blocks', () => {
  test.each([
    ['plain', [section(text('hello'))], 'hello'],
    ['bold inside a word', [section(text('a'), text('b', { bold: true }), text('c'))], 'a⟨bold:b⟩c'],
    ['italic', [section(text('x', { italic: true }))], '⟨italic:x⟩'],
    ['strike', [section(text('x', { strike: true }))], '⟨strike:x⟩'],
    ['inline code', [section(text('run '), text('npm i', { code: true }))], 'run ⟨code:npm i⟩'],
    ['two styles nest', [section(text('x', { bold: true, italic: true }))], '⟨bold:⟨italic:x⟩⟩'],
    ['equal styles that touch are one', [section(text('a', { bold: true }), text('b', { bold: true }))], '⟨bold:ab⟩'],
    ['no HTML in leaves', [section(text('a < b && c > d'))], 'a < b && c > d'],
    ['an asterisk stays an asterisk', [section(text('5*3*2'))], '5*3*2'],
    ['a code block', [{ type: 'rich_text_preformatted', elements: [text('a\nb')] }], '⟨pre:a\nb⟩'],
    ['a quote', [{ type: 'rich_text_quote', elements: [text('a\nb')] }, section(text('yes'))], '⟨quote:a\nb⟩\nyes'],
    ['a bullet list', [section(text('Do:\n')), list('bullet', ['a', 'b'])], 'Do:\n• a\n• b'],
    ['a numbered list', [list('ordered', ['a', 'b'])], '1. a\n2. b'],
    [
      'a nested list goes on where it was',
      [list('ordered', ['a']), list('bullet', ['x'], { indent: 1 }), list('ordered', ['b'], { offset: 1 })],
      '1. a\n  • x\n2. b',
    ],
    ['a list in a quote', [list('bullet', ['a', 'b'], { border: 1 })], '⟨quote:• a\n• b⟩'],
    [
      'a link with its own words',
      [section({ type: 'link', url: 'https://x.io/a?b=1&c=2', text: 'here' })],
      '⟨link https://x.io/a?b=1&c=2:here⟩',
    ],
    ['a bare link', [section({ type: 'link', url: 'https://x.io' })], 'https://x.io'],
    ['a link whose words are its address', [section({ type: 'link', url: 'http://x.io', text: 'x.io' })], 'x.io'],
    ['a mail address', [section({ type: 'link', url: 'mailto:a@x.io', text: 'a@x.io' })], 'a@x.io'],
    ['a phone number', [section({ type: 'link', url: 'tel:+4930123', text: '+4930123' })], '+4930123'],
    [
      'a bold link',
      [section({ type: 'link', url: 'https://x.io', text: 'x', style: { bold: true } })],
      '⟨link https://x.io:⟨bold:x⟩⟩',
    ],
    ['an emoji', [section({ type: 'emoji', name: 'wave', unicode: '1f44b' })], '👋'],
    [
      'an emoji with a skin tone',
      [section({ type: 'emoji', name: 'wave', unicode: '1f44b-1f3fd', skin_tone: 4 })],
      '👋🏽',
    ],
    ['a skin tone told apart', [section({ type: 'emoji', name: 'wave', unicode: '1f44b', skin_tone: 4 })], '👋🏽'],
    ['a flag', [section({ type: 'emoji', name: 'flag-pt', unicode: '1f1f5-1f1f9' })], '🇵🇹'],
    ['a family', [section({ type: 'emoji', name: 'family', unicode: '1f468-200d-1f469-200d-1f467' })], '👨‍👩‍👧'],
    ['a custom emoji', [section({ type: 'emoji', name: 'party-parrot' })], ':party-parrot:'],
    ['an emoji of nonsense', [section({ type: 'emoji', name: 'odd', unicode: 'ffffff' })], ':odd:'],
    [
      'a colleague in the middle',
      [section(text('ask '), { type: 'user', user_id: 'U0BOB' }, text(' please'))],
      `ask ${placeholder('U0BOB')} please`,
    ],
    [
      'a channel',
      [section(text('see '), { type: 'channel', channel_id: 'C0GENERAL' })],
      `see ${placeholder('C0GENERAL')}`,
    ],
    ['@here vanishes', [section(text('hi '), { type: 'broadcast', range: 'here' })], 'hi'],
    [
      'a date',
      [section({ type: 'date', timestamp: 1_795_350_000, format: '{date}', fallback: 'November 22nd' })],
      'November 22nd',
    ],
    [
      'a date without words',
      [section({ type: 'date', timestamp: 1_795_350_000, format: '{date}' })],
      '2026-11-22 12:20 UTC',
    ],
    ['a colour', [section({ type: 'color', value: '#ff0000' })], '#ff0000'],
    ['a leaf of a new kind with text', [section({ type: 'hologram', text: 'x' })], 'x'],
    ['a leaf of a new kind without', [section(text('a'), { type: 'hologram' })], 'a'],
    ['non-breaking spaces', [section(text('10\u00A0€'))], '10 €'],
    ['null bytes and direction overrides', [section(text('a\u0000b\u202Ec\u2066d'))], 'abcd'],
    ['half of an emoji', [section(text('x\uD83D'))], 'x\uFFFD'],
    ['blank space around', [section(text('\n  hi ', { bold: true }), text('\n'))], '⟨bold:hi⟩'],
  ])('%s', (_name, elements, expected) => {
    const part = read(richText(...elements));
    expect(tagged(part)).toBe(expected);
  });

  test('a pasted table is rows with bars', () => {
    const cell = (value: string) => ({ type: 'raw_text', text: value });
    const rich = { type: 'rich_text', elements: [section(text('b', { bold: true }))] };
    const blocks = [
      {
        type: 'table',
        rows: [
          [cell('a'), rich],
          [cell('c'), cell('d')],
        ],
      },
    ];
    expect(read({ text: '', blocks }).text).toBe('a | b\nc | d');
  });

  test('names beside the blocks are used', () => {
    const source = {
      text: 'ask <!subteam^S0ONCALL|@on-call> in <#C0GENERAL|general>',
      blocks: [
        {
          type: 'rich_text',
          elements: [
            section(text('ask '), { type: 'usergroup', usergroup_id: 'S0ONCALL' }, text(' in '), {
              type: 'channel',
              channel_id: 'C0GENERAL',
            }),
          ],
        },
      ],
    };
    expect(read(source).text).toBe('ask on-call in #general');
  });
});

describe('without blocks, from the text', () => {
  test.each([
    ['plain', 'hello', 'hello'],
    ['entities', 'a &lt; b &amp;&amp; c &gt; d', 'a < b && c > d'],
    ['escaped twice by its writer', '&amp;amp;', '&amp;'],
    ['bold', 'order *#1234* ships', 'order ⟨bold:#1234⟩ ships'],
    ['italic, strike, code', '_a_ ~b~ `c`', '⟨italic:a⟩ ⟨strike:b⟩ ⟨code:c⟩'],
    ['nested', '*_a_*', '⟨bold:⟨italic:a⟩⟩'],
    ['arithmetic', '5*3*2', '5*3*2'],
    ['snake case', 'a_b_c', 'a_b_c'],
    ['code block', '```a *b*\nc```', '⟨pre:a *b*\nc⟩'],
    ['quote', '&gt; a\nb', '⟨quote:a⟩\nb'],
    ['link', 'see <https://x.io/t?a=1&amp;b=2|tracking>', 'see ⟨link https://x.io/t?a=1&b=2:tracking⟩'],
    ['bare link', '<https://x.io>', 'https://x.io'],
    ['mail', '<mailto:a@x.io|a@x.io>', 'a@x.io'],
    ['a link inside code', '`<https://x.io|x.io>`', '⟨code:x.io⟩'],
    ['channel', '<#C0GENERAL|general>', '#general'],
    ['channel without a name', 'in <#C0GENERAL>', `in ${placeholder('C0GENERAL')}`],
    ['@here', 'a <!here> b', 'a  b'],
    ['date', '<!date^1795350000^{time}|14:20>', '14:20'],
    ['person', 'ask <@U0BOB|bob>', `ask ${placeholder('U0BOB')}`],
    ['a token that is none', 'a <> b', 'a <> b'],
  ])('%s', (_name, source, expected) => {
    expect(tagged(read({ text: source }))).toBe(expected);
  });
});

describe('names are put in later', () => {
  test('and formatting keeps its place', () => {
    const part = read(
      richText(
        section(
          text('ask '),
          { type: 'user', user_id: 'U0BOB', style: { bold: true } },
          text(' now'),
          text('!', { italic: true }),
        ),
      ),
    );
    const [named] = withNames([part], new Map([['U0BOB', 'Bob the Builder']]));
    expect(tagged(named as TextPart)).toBe('ask ⟨bold:Bob the Builder⟩ now⟨italic:!⟩');
  });

  test('a name that cannot be found is "someone"', () => {
    expect(withNames([read(richText(section(text('x '), { type: 'user', user_id: 'U0BOB' })))], new Map())).toEqual([
      { type: 'text', text: 'x someone' },
    ]);
  });

  test('nobody can type one', () => {
    expect(read(richText(section(text(placeholder('U0BOB'))))).text).toBe('U0BOB');
    expect(read({ text: placeholder('U0BOB') }).text).toBe('U0BOB');
  });
});

describe('whatever is typed', () => {
  const style = fc.record({ bold: fc.boolean(), italic: fc.boolean(), strike: fc.boolean(), code: fc.boolean() });
  const anyText = fc.string({ unit: 'grapheme', maxLength: 30 });
  const leaf = fc.oneof(
    fc.record({ type: fc.constant('text'), text: anyText, style }),
    fc.record({ type: fc.constant('link'), url: fc.webUrl(), text: anyText, style }),
    fc.record({ type: fc.constant('user'), user_id: fc.constant('U0BOB') }),
    fc.record({ type: fc.constant('broadcast'), range: fc.constant('channel') }),
    fc.anything() as fc.Arbitrary<object>,
  );
  const element = fc.oneof(
    fc.record({
      type: fc.constantFrom('rich_text_section', 'rich_text_quote', 'rich_text_preformatted'),
      elements: fc.array(leaf, { maxLength: 5 }),
    }),
    fc.record({
      type: fc.constant('rich_text_list'),
      style: fc.constantFrom('bullet', 'ordered'),
      indent: fc.nat(9),
      elements: fc.array(fc.record({ elements: fc.array(leaf, { maxLength: 3 }) }), { maxLength: 3 }),
    }),
    fc.anything() as fc.Arbitrary<object>,
  );

  function expectSound({ text: value, entities = [] }: TextPart): void {
    expect(value).toBe(value.trim());
    for (const entity of entities) {
      expect(entity.length).toBeGreaterThan(0);
      expect(entity.offset).toBeGreaterThanOrEqual(0);
      expect(entity.offset + entity.length).toBeLessThanOrEqual(value.length);
    }
    for (const [index, a] of entities.entries()) {
      for (const b of entities.slice(index + 1)) {
        const apart = a.offset + a.length <= b.offset || b.offset + b.length <= a.offset;
        const nested = b.offset >= a.offset && b.offset + b.length <= a.offset + a.length;
        expect(apart || nested).toBe(true);
      }
    }
  }

  test('blocks: it never throws, and formatting nests and never crosses', () => {
    fc.assert(
      fc.property(fc.array(element, { maxLength: 5 }), (elements) => {
        const { part } = readText(richText(...elements), BOT);
        expectSound(part);
        expectSound(withNames([part], new Map([['U0BOB', 'B']]))[0] as TextPart);
        expectSound(withNames([part], new Map([['U0BOB', 'Bob with a much longer name']]))[0] as TextPart);
      }),
      { numRuns: 300 },
    );
  });

  test('text: it never throws, and no entity of HTML is left', () => {
    const markup = fc.string({
      unit: fc.constantFrom('*', '_', '~', '`', '<', '>', '@', '!', '#', '|', '&', 'a', ' ', '\n', 'U0BOB'),
    });
    fc.assert(
      fc.property(markup, (value) => expectSound(readText({ text: value }, BOT).part)),
      { numRuns: 500 },
    );
  });

  test('words without markup come through unchanged', () => {
    const word = fc.stringMatching(/^[\p{L}\p{N}<>& .,;:!?()'"-]{1,60}$/u);
    fc.assert(
      fc.property(word, (value) => {
        expect(readText({ text: escapeText(value) }, BOT).part.text).toBe(
          value.replaceAll('\u00A0', ' ').replace(/^> ?/, '').trim(),
        );
      }),
      { numRuns: 300 },
    );
  });
});
