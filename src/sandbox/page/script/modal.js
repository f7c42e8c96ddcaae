import { act } from './act.js';
import { drawBlocks } from './blocks.js';
import { byId, h } from './dom.js';
import { data } from './state.js';

let shown = '';

/** The modal that Baton really opened for this agent, or none. What was typed stays while it is the same one. */
export function drawModal(context) {
  const dialog = byId('dialog');
  const { modal } = data;
  const now = modal === null ? '' : JSON.stringify(modal);
  if (now === shown) return;
  shown = now;
  if (modal === null) {
    if (dialog.dataset.is === 'modal') dialog.close();
    delete dialog.dataset.is;
    return;
  }
  dialog.dataset.is = 'modal';
  dialog.replaceChildren(form(modal, context));
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  dialog.oncancel = () => close();
  if (!dialog.open) dialog.showModal();
}

const agent = () => data.team.agent;
const close = () => act('agent/close', { agent: agent() });

function form(modal, context) {
  const blocks = modal.raw.blocks ?? [];
  const made = h(
    'form',
    {
      on: {
        submit: async (event) => {
          event.preventDefault();
          const answer = await act('agent/submit', { agent: agent(), values: valuesOf(made) });
          if (answer?.errors) showErrors(made, answer.errors);
        },
      },
    },
    h('h2', { id: 'dialog-title' }, modal.title),
    blocks.map((block) => (block.type === 'input' ? input(block, context) : drawBlocks([block], context))),
    h(
      'div',
      { class: 'ends' },
      h('button', { type: 'button', class: 'button', on: { click: close } }, modal.raw.close?.text ?? 'Cancel'),
      modal.raw.submit ? h('button', { type: 'submit', class: 'button primary' }, modal.raw.submit.text) : null,
    ),
  );
  return made;
}

function input(block, context) {
  const { element } = block;
  return h(
    'label',
    { class: 'field', data: { block: block.block_id } },
    h('span', {}, block.label.text, block.optional ? h('span', { class: 'said' }, ' (optional)') : null),
    field(element, context),
    block.hint ? h('span', { class: 'said' }, block.hint.text) : null,
    h('span', { class: 'wrong', role: 'alert' }),
  );
}

function field(element, { people }) {
  const chosen = element.initial_option?.value ?? element.initial_user ?? '';
  switch (element.type) {
    case 'plain_text_input':
      return element.multiline
        ? h('textarea', { rows: 4, placeholder: element.placeholder?.text }, element.initial_value ?? '')
        : h('input', { type: 'text', placeholder: element.placeholder?.text, value: element.initial_value });
    case 'users_select':
      return choice(
        people.map(({ id, name }) => ({ value: id, text: name })),
        chosen,
      );
    case 'datepicker':
      return h('input', { type: 'date', value: element.initial_date });
    case 'timepicker':
      return h('input', { type: 'time', value: element.initial_time });
    default:
      return choice(
        [...(element.options ?? []), ...(element.option_groups ?? []).flatMap(({ options }) => options)].map(
          ({ value, text }) => ({ value, text: text.text }),
        ),
        chosen,
      );
  }
}

const choice = (options, chosen) =>
  h(
    'select',
    {},
    h('option', { value: '' }, 'Choose…'),
    options.map(({ value, text }) => h('option', { value, selected: value === chosen }, text)),
  );

const valuesOf = (made) =>
  Object.fromEntries(
    [...made.querySelectorAll('[data-block]')].map((label) => [
      label.dataset.block,
      label.querySelector('input, textarea, select').value,
    ]),
  );

function showErrors(made, errors) {
  for (const label of made.querySelectorAll('[data-block]'))
    label.querySelector('.wrong').textContent = errors[label.dataset.block] ?? '';
}
