import { act, say } from './act.js';
import { setAhead } from './dates.js';
import { ask } from './dialog.js';
import { byId, h, sync } from './dom.js';
import { data, onPresence } from './state.js';

const MOODS = {
  healthy: ['is healthy', ''],
  loses_answer: ['loses the next answer', 'The next message arrives there, but Baton never hears that it did.'],
  busy: ['is too busy for anything', 'What is waiting is kept, in order, and goes out once you switch this off.'],
  down: [
    'answers with errors',
    'Nobody can tell what was done: it is looked up or tried once more, then the team is asked.',
  ],
  repeats: ['delivers everything twice', 'As providers do after a hiccup. Nothing may happen twice because of it.'],
};
const BADGES = { loses_answer: 'answer lost next', busy: 'too busy', down: 'errors', repeats: 'delivers twice' };
const HOUR_MS = 3_600_000;

export function startHeader() {
  byId('later').addEventListener('click', async () => {
    if (await act('time/advance', { hours: 24 })) say('It is 24 hours later, for Baton and for the providers.');
  });
  byId('reset').addEventListener('click', async () => {
    const text = 'All conversations, threads and switches of the sandbox begin anew.';
    if (!(await ask({ title: 'Start afresh?', text, yes: 'Reset', danger: true }))) return;
    sessionStorage.clear();
    if (await act('world/reset', {})) say('Starting afresh.');
  });
  onPresence((isThere) => {
    byId('away').hidden = isThere;
  });
  document.addEventListener('click', closeMenus);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') closeMenus(event);
  });
}

/** Menus close when something else is clicked, and give the focus back on Escape. */
function closeMenus(event) {
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (event.type === 'click' && menu.contains(event.target)) continue;
    const hadFocus = menu.contains(document.activeElement);
    menu.open = false;
    if (hadFocus) menu.querySelector('summary').focus();
  }
}

export function drawHeader() {
  const { providers, aheadMs } = data.world;
  setAhead(aheadMs);
  drawMoods(providers);
  const clock = byId('clock');
  clock.hidden = aheadMs < HOUR_MS;
  clock.textContent = `${new Date(Date.now() + aheadMs).toLocaleDateString([], { weekday: 'short' })}, ${Math.round(aheadMs / HOUR_MS)} h later`;
}

function drawMoods(providers) {
  const unwell = providers.filter(({ mood }) => mood !== 'healthy');
  const badge = byId('mood-badge');
  badge.hidden = unwell.length === 0;
  badge.textContent = unwell.map(({ label, mood }) => `${label}: ${BADGES[mood]}`).join(', ');
  const items = [{ name: 'intro', intro: true }, ...providers];
  sync(byId('mood-sheet'), items, {
    key: ({ name }) => name,
    render: (item) => (item.intro ? intro() : moodField(item)),
    refresh: (element, item) => {
      if (!item.intro) drawMood(element, item);
    },
    same: ({ name, label }) => JSON.stringify([name, label]),
  });
}

const intro = () =>
  h(
    'div',
    {},
    h('h2', {}, 'Have a bad day'),
    h(
      'p',
      { class: 'explains' },
      'See that nothing gets lost when a provider fails, and that what may have happened twice says so.',
    ),
  );

const moodField = ({ name, label }) =>
  h(
    'label',
    { class: 'field' },
    h('span', {}, label),
    h(
      'select',
      { data: { provider: name }, on: { change: (event) => act('provider/mood', { name, mood: event.target.value }) } },
      Object.entries(MOODS).map(([mood, [text]]) => h('option', { value: mood }, text)),
    ),
    h('span', { class: 'said' }),
  );

function drawMood(element, { mood }) {
  element.querySelector('select').value = mood;
  element.querySelector('.said').textContent = MOODS[mood][1];
}
