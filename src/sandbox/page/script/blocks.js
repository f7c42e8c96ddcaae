import { control } from './controls.js';
import { h } from './dom.js';
import { mrkdwn } from './mrkdwn.js';
import { richText } from './rich-text.js';

/** Blocks as they were posted, drawn as people see them. See `control` for `context`; `names`: people behind ids. */
export const drawBlocks = (blocks, context) =>
  h(
    'div',
    { class: 'blocks' },
    blocks.map((block) => draw(block, context)),
  );

export const textNodes = (object, { names }) => (object.type === 'mrkdwn' ? mrkdwn(object.text, names) : [object.text]);

function draw(block, context) {
  switch (block.type) {
    case 'header':
      return h('h4', {}, block.text.text);
    case 'section':
      return section(block, context);
    case 'context':
      return h(
        'div',
        { class: 'context' },
        block.elements.map((element) => small(element, context)),
      );
    case 'actions':
      return h(
        'div',
        { class: 'actions' },
        block.elements.map((element) => control(element, context)),
      );
    case 'context_actions':
      return h(
        'div',
        { class: 'actions' },
        block.elements.map((element) => control(element, context)),
      );
    case 'divider':
      return h('hr');
    case 'rich_text':
      return richText(block, context.names);
    case 'markdown':
      return h('div', { class: 'text' }, mrkdwn(fromMarkdown(block.text), context.names));
    case 'image':
      return image(block);
    case 'alert':
      return h('div', { class: 'text' }, textNodes(block.text, context));
    default:
      return h('p', { class: 'undrawn' }, `[A ${block.type} block, which the sandbox does not draw]`);
  }
}

function section(block, context) {
  const body = h(
    'div',
    {},
    block.text ? h('div', { class: 'text' }, textNodes(block.text, context)) : null,
    block.fields
      ? h(
          'div',
          { class: 'fields' },
          block.fields.map((field) => h('div', { class: 'text' }, textNodes(field, context))),
        )
      : null,
  );
  if (!block.accessory) return body;
  const side = block.accessory.type === 'image' ? picture(block.accessory) : control(block.accessory, context);
  return h('div', { class: 'with-side' }, body, side);
}

const small = (element, context) =>
  element.type === 'image' ? picture(element) : h('span', {}, textNodes(element, context));

const image = (block) =>
  h('figure', { class: 'image' }, block.title ? h('figcaption', {}, block.title.text) : null, picture(block));

/** The page asks nobody but Baton: a picture from elsewhere is named and not fetched. */
const picture = ({ image_url: url, alt_text: alt }) =>
  url?.startsWith('data:image/') ? h('img', { src: url, alt }) : h('span', { class: 'undrawn' }, `[picture: ${alt}]`);

/** Enough of Markdown for what is written in it: bold and headings, the rest reads well as it is. */
const fromMarkdown = (text) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/\*\*(.+?)\*\*/g, '*$1*')
    .replace(/^#+ (.+)$/gm, '*$1*')
    .replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, '<$2|$1>');
