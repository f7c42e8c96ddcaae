import { h } from './dom.js';

/**
 * Buttons and menus of a post, each really the one that was posted. `context` says who is there to choose from
 * (`people`) and what a press does (`press(actionId, value)`).
 */
export function control(element, context) {
  switch (element.type) {
    case 'button':
      return element.url ? linkButton(element, context) : button(element, context);
    case 'overflow':
      return menu('⋯', 'More', options(element), element, context);
    case 'static_select':
    case 'external_select':
      return menu(label(element), null, options(element), element, context);
    case 'users_select':
      return menu(label(element), null, people(context), element, context);
    default:
      return h('span', { class: 'undrawn' }, `[${element.type} is not drawn here]`);
  }
}

const plain = (text) => text?.text ?? '';
const STYLE = { primary: ' primary', danger: ' danger' };
const label = (element) => {
  const chosen = element.initial_option ? plain(element.initial_option.text) : '';
  return chosen || plain(element.placeholder) || 'Choose…';
};
const options = (element) =>
  [...(element.options ?? []), ...(element.option_groups ?? []).flatMap((group) => group.options)].map((option) => ({
    text: plain(option.text),
    value: option.value,
  }));
const people = ({ people: all }) => all.map(({ id, name }) => ({ text: name, value: id }));

const button = (element, context) =>
  h(
    'button',
    {
      type: 'button',
      class: `button${STYLE[element.style] ?? ''}`,
      'aria-label': element.accessibility_label ?? null,
      data: { focus: element.action_id },
      on: { click: (event) => press(event.currentTarget, element, element.value, context) },
    },
    plain(element.text),
  );

/** The link itself leads out of the sandbox and is only named; the press is reported as it would be. */
const linkButton = (element, context) => {
  const made = button(element, context);
  made.title = element.url;
  return made;
};

function menu(text, name, choices, element, context) {
  const details = h(
    'details',
    { class: 'menu pick', data: { focus: `menu ${element.action_id}` } },
    h('summary', { class: 'button', 'aria-label': name, data: { focus: element.action_id } }, text),
    h(
      'div',
      { class: 'sheet list' },
      choices.map((choice) =>
        h(
          'button',
          {
            type: 'button',
            on: {
              click: () => {
                details.open = false;
                details.querySelector('summary').focus();
                void press(details.querySelector('summary'), element, choice.value, context);
              },
            },
          },
          choice.text,
        ),
      ),
    ),
  );
  return details;
}

async function press(pressed, element, value, context) {
  if (pressed.getAttribute('aria-busy') === 'true') return;
  if (element.confirm && !(await context.confirm(element.confirm))) return;
  pressed.setAttribute('aria-busy', 'true');
  await context.press(element.action_id, value);
  pressed.removeAttribute('aria-busy');
}
