import { addressOf } from '../../adapters/agent-inboxes/slack/addressing';
import { readText } from '../../adapters/agent-inboxes/slack/read-text';
import { renderText } from '../../adapters/customer-channels/telegram/render';
import { renderForText, renderForWhatsapp } from '../../adapters/customer-channels/twilio/render';

const section = (...elements: object[]) => ({ type: 'rich_text_section', elements });
const text = (value: string, style?: object) => ({ type: 'text', text: value, ...(style ? { style } : {}) });
const list = (style: 'bullet' | 'ordered', ...items: string[]) => ({
  type: 'rich_text_list',
  style,
  elements: items.map((item) => section(text(item))),
});
const link = (url: string, words: string) => ({ type: 'link', url, text: words });

/** What an agent typed in Slack, and what the customer of each channel gets. */
const EXAMPLES: readonly (readonly [string, readonly object[], string, string, string])[] = [
  ['plain words', [section(text('Hello Maria'))], 'Hello Maria', 'Hello Maria', 'Hello Maria'],
  [
    'bold and italic',
    [section(text('Order '), text('1043', { bold: true }), text(' is '), text('on its way', { italic: true }))],
    'Order <b>1043</b> is <i>on its way</i>',
    'Order *1043* is _on its way_',
    'Order 1043 is on its way',
  ],
  [
    'both at once, and struck',
    [section(text('now', { bold: true, italic: true }), text(' not '), text('then', { strike: true }))],
    '<b><i>now</i></b> not <s>then</s>',
    '*_now_* not ~then~',
    'now not then',
  ],
  [
    'code',
    [section(text('Use '), text('SAVE10', { code: true }))],
    'Use <code>SAVE10</code>',
    'Use `SAVE10`',
    'Use SAVE10',
  ],
  [
    'a code block',
    [{ type: 'rich_text_preformatted', elements: [text('a = 1\nb = 2')] }],
    '<pre>a = 1\nb = 2</pre>',
    '```a = 1\nb = 2```',
    'a = 1\nb = 2',
  ],
  [
    'a list',
    [section(text('You need:\n')), list('bullet', 'the number', 'the date')],
    'You need:\n• the number\n• the date',
    'You need:\n• the number\n• the date',
    'You need:\n- the number\n- the date',
  ],
  [
    'numbers',
    [list('ordered', 'Open it', 'Look')],
    '1. Open it\n2. Look',
    '1. Open it\n2. Look',
    '1. Open it\n2. Look',
  ],
  [
    'a link with words',
    [section(text('See '), link('https://shop.example/r?a=1&b=2', 'our page'))],
    'See <a href="https://shop.example/r?a=1&amp;b=2">our page</a>',
    'See our page (https://shop.example/r?a=1&b=2)',
    'See our page: https://shop.example/r?a=1&b=2',
  ],
  [
    'what looks like markup and is none',
    [section(text('I <3 you & </b> 2*3*4'))],
    'I <3 you & </b> 2*3*4',
    'I <3 you & </b> 2*3*4',
    'I <3 you & </b> 2*3*4',
  ],
  [
    'the same beside real markup',
    [section(text('a < b & c', { bold: true }), text(' <ok>'))],
    '<b>a &lt; b &amp; c</b> &lt;ok&gt;',
    '*a < b & c* <ok>',
    'a < b & c <ok>',
  ],
  [
    'a standard emoji',
    [section(text('Done '), { type: 'emoji', name: 'tada', unicode: '1f389' })],
    'Done 🎉',
    'Done 🎉',
    'Done 🎉',
  ],
  [
    'an emoji of the workspace',
    [section(text('Done '), { type: 'emoji', name: 'partyparrot' })],
    ...same('Done :partyparrot:'),
  ],
];

function same(words: string): readonly [string, string, string] {
  return [words, words, words];
}

test.each(EXAMPLES)('%s', (_name, elements, telegram, whatsapp, sms) => {
  const source = { text: '', blocks: [{ type: 'rich_text', elements }] };
  const { part } = addressOf(readText(source, 'U0BATONBOT1'));
  expect({
    telegram: renderText(part).text.trim(),
    whatsapp: renderForWhatsapp(part).body.trim(),
    sms: renderForText(part).body.trim(),
  }).toEqual({ telegram, whatsapp, sms });
});
