import { byId, h, seconds, sync } from './dom.js';
import { data } from './state.js';

const open = new Set();

export function drawStory() {
  const items = [...data.story].reverse().map((story) => ({ ...story, unfolded: open.has(story.id) }));
  const list = byId('stories');
  if (items.length === 0) items.push({ id: 'nothing', nothing: true });
  sync(list, items, { key: ({ id }) => id, render: (item) => (item.nothing ? nothing() : tale(item)) });
}

const nothing = () =>
  h('li', { class: 'nothing' }, 'Nothing yet. Write as the customer, and follow your message from here.');

function tale(story) {
  const short = story.steps.filter(({ isDetail }) => !isDetail);
  return h(
    'li',
    { class: `tale ${story.tone}` },
    h('time', {}, seconds(story.at), story.isOpen ? h('span', { class: 'going' }, ' going on') : null),
    h('ol', { class: 'flow' }, short.map(step)),
    h(
      'button',
      {
        type: 'button',
        class: 'more',
        'aria-expanded': String(story.unfolded),
        'aria-label': `Details of: ${short[0]?.text ?? 'this'}`,
        data: { focus: 'more' },
        on: { click: () => unfold(story.id) },
      },
      story.unfolded ? 'Less' : 'Details',
    ),
    story.unfolded ? details(story) : null,
  );
}

const step = ({ kind, text, tone, ms }) =>
  h('li', { class: `step ${kind} ${tone}` }, text, ms === null ? null : h('span', { class: 'ms' }, `${ms} ms`));

function unfold(id) {
  if (!open.delete(id)) open.add(id);
  // What is read needs room; it gives it back when nobody reads.
  document.body.classList.toggle('reads', open.size > 0);
  drawStory();
}

function details(story) {
  const [first] = story.steps;
  return h(
    'table',
    { class: 'fine' },
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col', class: 'number' }, 'After'),
        h('th', { scope: 'col' }, 'What'),
        h('th', { scope: 'col', class: 'number' }, 'Took'),
      ),
    ),
    h(
      'tbody',
      {},
      story.steps.map(({ text, tone, at, ms }) =>
        h(
          'tr',
          {},
          h('td', { class: 'number' }, `+${duration(at - first.at)}`),
          h('td', { class: tone }, text),
          h('td', { class: 'number' }, ms === null ? '' : `${ms} ms`),
        ),
      ),
    ),
  );
}

const duration = (ms) => (ms < 10_000 ? `${Math.max(0, Math.round(ms))} ms` : `${Math.round(ms / 1000)} s`);
