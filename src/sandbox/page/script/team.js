import { act } from './act.js';
import { byId, composer, h, initials, isAtEnd, keepAtEnd, readFile, stickToEnd, sync, tint, withDays } from './dom.js';
import { drawModal } from './modal.js';
import { askForPerson } from './phone.js';
import { contextOf, drawPost } from './posts.js';
import { data, look, view } from './state.js';

const KINDS = { member: 'Agent', guest: 'Guest', external: 'Other company' };
const seen = new Map();
/** Threads that came while something else was read. */
const unread = new Set();

export function startTeam() {
  stickToEnd(byId('posts'));
  composer(byId('team-form'), byId('team-text'), write);
  byId('to-end').addEventListener('click', toEnd);
  byId('room-back').addEventListener('click', () => {
    look({ thread: '' });
    byId('posts').focus();
  });
  byId('posts').addEventListener('scroll', offerWays, { passive: true });
  byId('to-card').addEventListener('click', () => {
    byId('posts').scrollTop = 0;
    byId('posts').querySelector('.card button, .card summary')?.focus();
  });
  byId('team-file').addEventListener('change', async (event) => {
    const [file] = event.target.files;
    event.target.value = '';
    if (file) await act('agent/upload', { ...here(), root: rootId(), files: [await readFile(file)] });
  });
}

function toEnd() {
  const list = byId('posts');
  list.scrollTop = list.scrollHeight;
}

/** Who writes wants to see it. */
async function write(text) {
  toEnd();
  return act('agent/write', { ...here(), root: rootId(), text });
}

/** Long threads carry their card out of sight, and with it what can be done. */
function offerWays() {
  const list = byId('posts');
  const card = list.firstElementChild;
  byId('to-card').hidden = data.team?.root === null || !card || card.offsetHeight > list.scrollTop + 40;
  if (isAtEnd(list)) byId('to-end').hidden = true;
}

/** A thread begins with its card; from there on the reader decides. */
let shownRoom = '';
let shownPosts = 0;

function drawRoom(team) {
  const list = byId('posts');
  const room = `${team.place}/${team.root?.id ?? ''}`;
  const count = list.children.length;
  keepAtEnd(list, () => {
    drawPosts(team);
    drawSuggestions(team);
  });
  if (room !== shownRoom) list.scrollTop = team.root === null ? list.scrollHeight : 0;
  else if (list.children.length > Math.max(count, shownPosts) && !isAtEnd(list)) byId('to-end').hidden = false;
  if (room !== shownRoom) byId('to-end').hidden = true;
  shownRoom = room;
  shownPosts = list.children.length;
  offerWays();
}

const here = () => ({ agent: data.team.agent, place: data.team.place });
const rootId = () => data.team.root?.id ?? null;
const roots = () => data.team.posts.filter(({ isBot, ephemeral }) => isBot && !ephemeral);

export function drawTeam() {
  const { world, team } = data;
  if (!world || !team) return;
  openNewThread();
  drawPeople(world, team);
  drawPlaces(world, team);
  drawHead(world, team);
  drawRoom(team);
  drawModal(contextOf(null));
}

/** A thread that just appeared is what everybody wants to see, unless they read another or are writing. */
function openNewThread() {
  const { place, root } = data.team;
  const known = seen.get(place);
  const ids = roots().map(({ id }) => id);
  seen.set(place, new Set([...(known ?? []), ...ids]));
  const fresh = known === undefined ? ids.slice(-1) : ids.filter((id) => !known.has(id));
  for (const id of known === undefined ? [] : fresh) unread.add(id);
  if (root !== null) unread.delete(root.id);
  if (fresh.length === 0 || root !== null || view.thread === fresh.at(-1) || byId('team-text').value !== '') return;
  if (known === undefined && view.thread === '' && view.place !== '') return;
  look({ place, thread: fresh.at(-1) });
}

function drawPeople(world, team) {
  byId('workspace').replaceChildren(world.team.label, h('span', {}, 'as your team sees it'));
  const people = byId('people');
  sync(people, [{ id: 'people', agents: world.team.agents }], {
    key: ({ id }) => id,
    render: ({ agents }) => h('fieldset', {}, h('legend', {}, 'You are'), agents.map(person)),
    refresh: (element) => {
      for (const input of element.querySelectorAll('input')) input.checked = input.value === team.agent;
    },
  });
}

const person = ({ id, name, kind }) =>
  h(
    'label',
    {},
    h('input', { type: 'radio', name: 'agent', value: id, on: { change: () => look({ agent: id }) } }),
    h(
      'span',
      { class: 'person' },
      h('span', { class: `avatar ${tint(name)}`, 'aria-hidden': 'true' }, initials(name)),
      h('span', {}, name, ' ', kind === 'member' ? null : h('span', { class: 'kind' }, KINDS[kind])),
    ),
  );

function drawPlaces(world, team) {
  const items = world.team.places.map((place) => ({
    ...place,
    threads: place.id === team.place ? threadsOf(team) : [],
    current: place.id === team.place && team.root === null,
  }));
  sync(byId('places'), [{ id: 'places', items }], {
    key: ({ id }) => id,
    render: ({ items: all }) => h('ul', {}, all.map(placeItem)),
  });
}

const threadsOf = (team) =>
  team.posts
    .filter((post) => !post.ephemeral && (post.isBot || post.replyCount > 0))
    .map((post) => ({
      id: post.id,
      title: titleOf(post),
      current: post.id === team.root?.id,
      fresh: unread.has(post.id),
    }));

const placeItem = ({ id, name, threads, current }) =>
  h(
    'li',
    {},
    h(
      'button',
      {
        type: 'button',
        'aria-current': current ? 'true' : null,
        data: { focus: `place ${id}` },
        on: { click: () => look({ place: id, thread: '' }) },
      },
      `# ${name}`,
    ),
    threads.length === 0
      ? null
      : h(
          'ul',
          {},
          threads.map((thread) =>
            h(
              'li',
              {},
              h(
                'button',
                {
                  type: 'button',
                  title: thread.title,
                  class: thread.fresh ? 'fresh' : null,
                  'aria-current': thread.current ? 'true' : null,
                  data: { focus: `thread ${thread.id}` },
                  on: { click: () => look({ place: id, thread: thread.id }) },
                },
                thread.title,
                thread.fresh ? h('span', { class: 'hidden' }, ' (new)') : null,
              ),
            ),
          ),
        ),
  );

/** The header of a card says what a thread is about; other posts say it themselves. */
const titleOf = ({ raw, text }) => {
  const header = Array.isArray(raw) ? raw.find(({ type }) => type === 'header') : undefined;
  return (header?.text.text ?? text).slice(0, 80);
};

const placeName = () => data.world.team.places.find(({ id }) => id === data.team.place)?.name ?? '';
const agentName = () => data.world.team.agents.find(({ id }) => id === data.team.agent)?.name ?? 'the agent';

function drawHead(world, team) {
  const inThread = team.root !== null;
  byId('room-back').hidden = !inThread;
  byId('room-title').textContent = inThread ? titleOf(team.root) : `# ${placeName()}`;
  byId('room-sub').textContent = inThread ? `Thread in # ${placeName()}` : '';
  const name = agentName().split(' ')[0];
  byId('team-text').placeholder = inThread
    ? `Reply as ${name}, or begin with // to keep it internal`
    : `Write to # ${placeName()} as ${name}`;
  byId('team-text-label').textContent = inThread
    ? `Reply in the thread as ${agentName()}`
    : `Message as ${agentName()}`;
  byId('team-attach').hidden = !inThread || !world.team.canUpload;
}

function drawPosts(team) {
  const list = byId('posts');
  const items = team.root === null ? channelItems(team) : threadItems(team);
  sync(list, items, {
    key: ({ id, place }) => `${place}/${id}`,
    render: (item) => drawItem(item),
    same: (item) => JSON.stringify([item, data.team.agent, data.world.aheadMs]),
  });
}

const channelItems = (team) =>
  team.posts.length === 0
    ? [{ id: 'empty', empty: true, place: team.place }]
    : withDays(team.posts).map((item) => ({ ...item, place: team.place }));

const threadItems = (team) => [
  { ...team.root, isRoot: true, place: team.place },
  { id: 'divider', divider: team.replies.length, place: team.place },
  ...team.replies.map((post) => ({ ...post, isReply: true, place: team.place })),
];

function drawItem(item) {
  if (item.day) return h('p', { class: 'divider' }, item.day);
  if (item.divider !== undefined)
    return h('p', { class: 'divider' }, item.divider === 1 ? '1 reply' : `${item.divider} replies`);
  if (item.empty) return emptyRoom();
  if (item.isRoot || item.isReply || item.ephemeral) return drawPost(item);
  return drawPost(item, { openThread: (thread) => look({ place: item.place, thread }) });
}

const emptyRoom = () =>
  h(
    'div',
    { class: 'empty' },
    h('h4', {}, 'Nobody needs a person right now'),
    h('p', {}, 'When the AI hands over, a thread opens here with everything the team has to know.'),
    h(
      'button',
      { type: 'button', class: 'button primary', on: { click: askForPerson } },
      'Ask for a person as the customer',
    ),
  );

function drawSuggestions({ root, replies }) {
  const said = new Set(replies.map(({ text }) => text));
  const open = root === null ? [] : data.world.business.agentSuggestions.filter((text) => !said.has(text)).slice(0, 2);
  sync(byId('team-suggestions'), open, {
    key: (text) => text,
    render: (text) => h('button', { type: 'button', class: 'chip', on: { click: () => write(text) } }, text),
  });
}
