import { showDate } from './dates.js';
import { h } from './dom.js';
import { emoji } from './emoji.js';
import { mention } from './mrkdwn.js';
import { webLink } from './safe-html.js';

const STYLES = [
  ['code', 'code'],
  ['strike', 's'],
  ['italic', 'i'],
  ['bold', 'b'],
];

/** The nodes of a `rich_text` block: its leaves are literal, nothing in them is markup. */
export const richText = (block, names) =>
  h(
    'div',
    { class: 'rich' },
    block.elements.map((one) => group(one, names)),
  );

function group(element, names) {
  const inside = () => leaves(element.elements, names);
  switch (element.type) {
    case 'rich_text_section':
      return h('div', {}, inside());
    case 'rich_text_preformatted':
      return h('pre', {}, inside());
    case 'rich_text_quote':
      return h('blockquote', {}, inside());
    case 'rich_text_list':
      return h(
        element.style === 'ordered' ? 'ol' : 'ul',
        {},
        element.elements.map((item) => h('li', {}, leaves(item.elements, names))),
      );
    default:
      return null;
  }
}

const leaves = (elements = [], names = {}) => elements.map((leaf) => styled(leafNode(leaf, names), leaf.style));

function leafNode(leaf, names) {
  switch (leaf.type) {
    case 'text':
      return leaf.text;
    case 'link':
      return webLink(leaf.url, [leaf.text ?? leaf.url]);
    case 'emoji':
      return leaf.unicode ? fromCodePoints(leaf.unicode) : emoji(leaf.name);
    case 'user':
      return mention(`@${names[leaf.user_id] ?? leaf.user_id}`);
    case 'channel':
      return mention(`#${leaf.channel_id}`);
    case 'usergroup':
      return mention(`@${leaf.usergroup_id}`);
    case 'broadcast':
      return mention(`@${leaf.range}`);
    case 'date':
      return showDate(leaf.timestamp, leaf.format);
    default:
      return '';
  }
}

const fromCodePoints = (codes) =>
  codes
    .split('-')
    .map((code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .join('');

const styled = (node, style = {}) =>
  STYLES.reduce((inside, [name, tag]) => (style[name] ? h(tag, {}, inside) : inside), node);
