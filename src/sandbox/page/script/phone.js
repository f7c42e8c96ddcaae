import { act, say } from './act.js';
import { ask } from './dialog.js';
import { byId, composer, h, initials, keepAtEnd, readFile, stickToEnd, sync, time, withDays } from './dom.js';
import { reactMenu } from './react-menu.js';
import { safeNodes } from './safe-html.js';
import { data, look } from './state.js';

/** A suggestion that was sent makes room for the next. */
const SUGGESTED_AT_ONCE = 2;

const TICKS = {
  sent: ['✓', 'sent'],
  delivered: ['✓✓', 'delivered'],
  read: ['✓✓', 'read'],
  failed: ['!', 'not sent'],
};

const who = () => ({ channel: data.phone?.channel, customer: data.phone?.customer });
const channelNow = () => data.world?.channels.find(({ id }) => id === data.phone?.channel);

export function startPhone() {
  const input = byId('customer-text');
  stickToEnd(byId('screen'));
  composer(byId('customer-form'), input, (text) => act('customer/say', { ...who(), text }));
  byId('phone-customer').addEventListener('change', (event) =>
    look({ channel: data.phone.channel, customer: event.target.value }),
  );
  byId('customer-file').addEventListener('change', async (event) => {
    const [file] = event.target.files;
    event.target.value = '';
    if (file) await act('customer/file', { ...who(), file: await readFile(file) });
  });
}

export function drawPhone() {
  const { phone } = data;
  const channel = channelNow();
  if (!phone || !channel) return;
  drawChoosers(channel);
  drawHead(channel);
  // What suggestions take away from the screen must not hide the newest message.
  keepAtEnd(byId('screen'), () => {
    drawScreen(phone, channel);
    drawSuggestions(phone);
  });
}

function drawChoosers(channel) {
  const { channels } = data.world;
  const items = channels.length > 1 ? [{ id: 'channels', all: channels.map(({ id, label }) => ({ id, label })) }] : [];
  sync(byId('customer-choosers'), items, {
    key: ({ id }) => id,
    render: ({ all }) => channelChoice(all),
    refresh: (element) => {
      for (const input of element.querySelectorAll('input')) input.checked = input.value === channel.id;
    },
  });
  const select = byId('phone-customer');
  sync(select, channel.customers, {
    key: ({ id }) => id,
    render: ({ id, name }) => h('option', { value: id }, name),
  });
  select.value = data.phone.customer;
}

const channelChoice = (channels) =>
  h(
    'fieldset',
    { class: 'choice' },
    h('legend', { class: 'hidden' }, 'Channel'),
    channels.map(({ id, label }) =>
      h(
        'label',
        {},
        h('input', {
          type: 'radio',
          name: 'channel',
          value: id,
          on: { change: () => look({ channel: id, customer: '' }) },
        }),
        h('span', {}, label),
      ),
    ),
  );

function drawHead(channel) {
  byId('phone').dataset.channel = channel.id;
  byId('phone-avatar').textContent = initials(data.world.business.name);
  byId('phone-name').textContent = data.world.business.name;
  byId('phone-label').textContent = data.phone.blocked ? `${channel.label}, blocked` : channel.label;
  byId('customer-attach').hidden = !channel.canSendFiles;
  const gestures = byId('gestures');
  gestures.hidden = channel.gestures.length === 0;
  sync(byId('gesture-list'), channel.gestures, {
    key: ({ name }) => name,
    render: ({ name, label }) => h('button', { type: 'button', on: { click: () => gesture(name) } }, label),
  });
}

async function gesture(name) {
  byId('gestures').open = false;
  await act('customer/gesture', { ...who(), name });
}

function drawScreen(phone, channel) {
  const items = withDays(phone.messages);
  if (phone.messages.length === 0) items.push({ id: 'welcome', welcome: channel.label });
  if (phone.typing) items.push({ id: 'typing', typing: true });
  sync(byId('screen'), items, {
    key: ({ id }) => id,
    render: (item) => drawItem(item),
    refresh: (element, item) => drawTicks(element, item),
    // Ticks change in place: a screen reader should not hear the message again.
    same: ({ status, ...rest }) => JSON.stringify(rest),
  });
}

function drawItem(item) {
  if (item.day) return h('p', { class: 'day' }, item.day);
  if (item.welcome) return welcome(item.welcome);
  if (item.typing)
    return h('div', { class: 'typing' }, h('i'), h('i'), h('i'), h('span', { class: 'hidden' }, 'The shop is typing'));
  return bubble(item);
}

const welcome = (label) =>
  h(
    'div',
    { class: 'welcome' },
    h('p', {}, h('b', {}, 'You are the customer.')),
    h(
      'p',
      {},
      `Write to ${data.world.business.name} on ${label}. An AI answers from its articles, and brings in the team when it should.`,
    ),
  );

function bubble(message) {
  const mine = message.from === 'customer';
  const words = message.deleted
    ? ['This message was deleted']
    : message.html === undefined
      ? [message.text]
      : safeNodes(message.html);
  return h(
    'div',
    { class: `bubble arrives${mine ? ' mine' : ''}${message.deleted ? ' gone' : ''}` },
    h('span', { class: 'hidden' }, mine ? 'The customer wrote: ' : 'The shop wrote: '),
    message.media && !message.deleted ? media(message.media) : null,
    h('div', { class: 'words' }, ...words),
    message.deleted ? null : taps(message),
    h(
      'div',
      { class: 'foot' },
      mine && !message.deleted && message.text ? editButton(message) : null,
      mine || message.deleted || !channelNow()?.canReact ? null : reactMenu((emoji) => react(message, emoji)),
      message.edited && !message.deleted ? h('span', {}, 'edited') : null,
      h('time', {}, time(message.at)),
    ),
    message.reactions && !message.deleted ? h('div', { class: 'reacted' }, message.reactions.join(' ')) : null,
  );
}

/** Answers to give with a tap, where the channel shows buttons. */
function taps({ id, buttons = [] }) {
  if (buttons.length === 0) return null;
  const tap = (label) => act('customer/tap', { ...who(), message: id, label });
  return h(
    'div',
    { class: 'taps' },
    buttons.map((label) => h('button', { type: 'button', class: 'chip', on: { click: () => tap(label) } }, label)),
  );
}

const react = ({ id }, emoji) => act('customer/react', { ...who(), message: id, emoji });

/** Customers change what they wrote, and the team must see that they did. */
function editButton({ id, text }) {
  if (!channelNow()?.canEdit) return null;
  const edit = async () => {
    const changed = await ask({ title: 'Edit the customer’s message', value: text, yes: 'Save' });
    if (changed && changed !== text) await act('customer/edit', { ...who(), message: id, text: changed });
  };
  return h('button', { type: 'button', class: 'edit', data: { focus: 'edit' }, on: { click: edit } }, 'Edit');
}

export function media({ name, mediaType, url }) {
  if (url === undefined) return h('p', {}, `📄 ${name}`);
  if (mediaType.startsWith('image/')) return h('img', { src: url, alt: name, loading: 'lazy' });
  if (mediaType.startsWith('audio/')) return h('audio', { src: url, controls: true, 'aria-label': name });
  return h('p', {}, '📄 ', h('a', { href: url, download: name }, name));
}

/** Customers see how far their own messages got; what they received has no ticks on their side. */
function drawTicks(element, { from, status }) {
  if (from !== 'customer') return;
  const foot = element.querySelector('.foot');
  if (foot === null || element.dataset.status === (status ?? '')) return;
  element.dataset.status = status ?? '';
  foot.querySelector('.ticks')?.remove();
  foot.querySelector('.tick-word')?.remove();
  if (status === undefined) return;
  const [sign, word] = TICKS[status] ?? ['', status];
  foot.append(
    h('span', { class: `ticks ${status}`, 'aria-hidden': 'true' }, sign),
    h('span', { class: 'hidden tick-word' }, word),
  );
}

function drawSuggestions(phone) {
  const said = new Set(phone.messages.map(({ text }) => text));
  const open = phone.blocked
    ? []
    : data.world.business.customerSuggestions
        .filter((text) => !said.has(text))
        .slice(0, said.size === 0 ? 3 : SUGGESTED_AT_ONCE);
  sync(byId('customer-suggestions'), open, {
    key: (text) => text,
    render: (text) =>
      h(
        'button',
        { type: 'button', class: 'chip', on: { click: () => act('customer/say', { ...who(), text }) } },
        text,
      ),
  });
}

/** For the empty room of the team: what makes something appear there. */
export async function askForPerson() {
  if (await act('customer/say', { ...who(), text: 'I want to talk to a person' }))
    say('Sent as the customer. The thread opens in a moment.');
}
