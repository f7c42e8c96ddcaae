import { act } from './act.js';
import { drawBlocks } from './blocks.js';
import { ask } from './dialog.js';
import { h, initials, time, tint } from './dom.js';
import { emoji } from './emoji.js';
import { media } from './phone.js';
import { reactMenu } from './react-menu.js';
import { data } from './state.js';

/** How a post of each format is drawn; a format nobody knows is shown by its text. */
const DRAWN = {
  'slack-blocks': (raw, context) => (Array.isArray(raw) && raw.length > 0 ? drawBlocks(raw, context) : null),
};

/** What the controls of a post do, and who is there to choose from. `post` null: those of a modal. */
export const contextOf = (post) => ({
  names: data.world.team.names,
  people: data.world.team.agents.filter(({ kind }) => kind === 'member'),
  press: async (action, value) => {
    const { agent, place } = data.team;
    return act('agent/press', { agent, place, post: post.id, action, ...(value === undefined ? {} : { value }) });
  },
  confirm: (asked) =>
    ask({
      title: asked.title.text,
      text: asked.text.text,
      yes: asked.confirm?.text ?? 'Yes',
      no: asked.deny?.text ?? 'Cancel',
    }),
});

/** A post, with what its reader can do with it. `openThread` is left out where there is no thread to open. */
export function drawPost(post, { openThread } = {}) {
  const isCard = Array.isArray(post.raw) && post.raw.some(({ type }) => type === 'header');
  const name = post.authorName;
  return h(
    'article',
    {
      class: `post arrives${isCard ? ' card' : ''}${post.ephemeral ? ' alone' : ''}`,
      'aria-label': `${name}, ${time(post.at)}`,
    },
    post.ephemeral ? h('p', { class: 'seen' }, '👁 Only you can see this') : null,
    picture(post),
    h(
      'div',
      { class: 'body' },
      h(
        'div',
        { class: 'by' },
        h('b', {}, name),
        post.isBot ? h('span', { class: 'app' }, 'APP') : null,
        h('time', {}, time(post.at)),
        post.edited && !post.isBot ? h('span', { class: 'small' }, '(edited)') : null,
        ownMenu(post),
        post.isBot && !isCard && !post.ephemeral ? reactMenu((emoji) => react(post, emoji)) : null,
      ),
      DRAWN[data.world.team.format]?.(post.raw, contextOf(post)) ?? h('div', { class: 'words' }, post.text),
      post.files.map(drawFile),
      post.reactions.length > 0
        ? h(
            'div',
            { class: 'reactions' },
            post.reactions.map(({ emoji, count }) => h('span', { title: 'Reaction' }, `${emoji} ${count}`)),
          )
        : null,
      openThread ? threadButton(post, openThread) : null,
    ),
  );
}

const react = (post, emoji) =>
  act('agent/react', { agent: data.team.agent, place: data.team.place, post: post.id, emoji });

/** The picture that Baton serves, an emoji, or initials. */
function picture({ authorName: name, authorIcon: icon }) {
  const shown = { class: `avatar ${tint(name)}`, 'aria-hidden': 'true' };
  if (icon === undefined) return h('span', shown, initials(name));
  // The page asks nobody but Baton, whatever name it goes by.
  if (/^(https?:|\/)/.test(icon)) return h('img', { ...shown, src: new URL(icon, location.href).pathname, alt: '' });
  return h('span', shown, emoji(icon.replaceAll(':', '')));
}

function drawFile({ name, mediaType, url }) {
  if (url && mediaType.startsWith('image/')) return h('img', { class: 'preview', src: url, alt: name });
  return h('div', { class: 'file' }, media({ name, mediaType, url }));
}

const threadButton = (post, openThread) =>
  h(
    'div',
    {},
    h(
      'button',
      { type: 'button', class: 'replies', data: { focus: 'thread' }, on: { click: () => openThread(post.id) } },
      post.replyCount === 0 ? 'Open thread' : post.replyCount === 1 ? '1 reply' : `${post.replyCount} replies`,
    ),
  );

/** Agents change their own words, and what they change must reach the customer. */
function ownMenu(post) {
  if (post.authorId !== data.team.agent || post.isBot || post.ephemeral) return null;
  const at = () => ({ agent: data.team.agent, place: data.team.place, post: post.id });
  const edit = async () => {
    const text = await ask({ title: 'Edit your message', value: post.text, yes: 'Save' });
    if (text && text !== post.text) await act('agent/edit', { ...at(), text });
  };
  const remove = async () => {
    const text = 'If it was sent to the customer, it is deleted there too, where the channel allows it.';
    if (await ask({ title: 'Delete your message?', text, yes: 'Delete', danger: true }))
      await act('agent/remove', at());
  };
  return h(
    'details',
    { class: 'menu pick own', data: { focus: 'own menu' } },
    h('summary', { 'aria-label': 'Change this message', data: { focus: 'own' } }, '⋯'),
    h(
      'div',
      { class: 'sheet list' },
      h('button', { type: 'button', on: { click: edit } }, 'Edit'),
      h('button', { type: 'button', on: { click: remove } }, 'Delete'),
    ),
  );
}
