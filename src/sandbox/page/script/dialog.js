import { byId, h } from './dom.js';

/** A question with two answers, or with a text to change. Resolves with true, the text, or null. */
export function ask({ title, text, yes, no = 'Cancel', value, danger = false }) {
  const dialog = byId('dialog');
  const input = value === undefined ? null : h('textarea', { rows: 3, 'aria-label': title, autofocus: true }, value);
  return new Promise((resolve) => {
    const end = (answer) => {
      dialog.close();
      resolve(answer);
    };
    const form = h(
      'form',
      {
        on: {
          submit: (event) => {
            event.preventDefault();
            end(input === null ? true : input.value);
          },
        },
      },
      h('h2', { id: 'dialog-title' }, title),
      text ? h('p', {}, text) : null,
      input === null ? null : h('div', { class: 'field' }, input),
      h(
        'div',
        { class: 'ends' },
        h('button', { type: 'button', class: 'button', on: { click: () => end(null) } }, no),
        h('button', { type: 'submit', class: `button ${danger ? 'danger' : 'primary'}` }, yes),
      ),
    );
    dialog.replaceChildren(form);
    dialog.setAttribute('aria-labelledby', 'dialog-title');
    dialog.oncancel = () => resolve(null);
    dialog.showModal();
  });
}
