import { byId, h, sync, time } from './dom.js';
import { data } from './state.js';

/** A code is good for minutes: a mail that is older than that is only in the way. */
const SHOWN_MS = 15 * 60_000;
const CLOSED = 'baton-sandbox-mail';

/** The newest mail of the shop, as the notification of a mail program on the same phone. */
export function drawMail() {
  const now = Date.now() + (data.world?.aheadMs ?? 0);
  const [newest] = data.mail;
  const isWanted = newest && now - newest.at < SHOWN_MS && sessionStorage.getItem(CLOSED) !== newest.id;
  sync(byId('mail'), isWanted ? [newest] : [], { key: ({ id }) => id, render: notification });
}

const notification = ({ id, to, subject, text, at }) =>
  h(
    'article',
    { class: 'mail-note arrives' },
    h(
      'p',
      { class: 'mail-head' },
      h('span', { 'aria-hidden': 'true' }, '✉️'),
      h('span', { class: 'mail-to' }, h('span', { class: 'hidden' }, 'Mail to '), to),
      h('time', {}, time(at)),
      h(
        'button',
        { type: 'button', class: 'icon-button', 'aria-label': 'Close the mail', on: { click: () => close(id) } },
        '×',
      ),
    ),
    h('p', { class: 'mail-subject' }, subject),
    h('p', { class: 'mail-text' }, text),
  );

function close(id) {
  sessionStorage.setItem(CLOSED, id);
  drawMail();
  byId('customer-text').focus();
}
