import { isJson, type Json } from './wire';

interface Input {
  readonly blockId: string;
  readonly element: Json;
  readonly optional: boolean;
}

export const inputsOf = (body: Json): Input[] =>
  ((body.blocks ?? []) as Json[])
    .filter((block) => block.type === 'input' && isJson(block.element))
    .map((block) => ({
      blockId: String(block.block_id),
      element: block.element as Json,
      optional: block.optional === true,
    }));

const fieldOf = (input: Input, fields: Readonly<Record<string, string>>): string | undefined =>
  fields[input.blockId] ?? fields[String(input.element.action_id)];

const list = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isJson) : []);

const optionsOf = (element: Json): Json[] => [
  ...list(element.options),
  ...list(element.option_groups).flatMap((group) => list(group.options)),
];

/** What the element holds before anybody touched it. */
const initialValue = (element: Json): string | undefined => {
  const option = element.initial_option;
  if (isJson(option)) return String(option.value);
  const names = [
    'initial_value',
    'initial_user',
    'initial_conversation',
    'initial_channel',
    'initial_date',
    'initial_time',
  ];
  const name = names.find((one) => typeof element[one] === 'string');
  if (name) return String(element[name]);
  const options = list(element.initial_options).map(({ value }) => value);
  return options.length > 0 ? options.join(',') : undefined;
};

const heldValue = (input: Input, fields: Readonly<Record<string, string>>): string =>
  fieldOf(input, fields) ?? initialValue(input.element) ?? '';

/** The client's own checks; the app hears nothing while they fail. Throws for a choice that is not offered. */
export const clientErrors = (body: Json, fields: Readonly<Record<string, string>>): Record<string, string> => {
  const inputs = inputsOf(body);
  const known = inputs.flatMap(({ blockId, element }) => [blockId, String(element.action_id)]);
  const unknown = Object.keys(fields).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`This modal has no input "${unknown.join('", "')}".`);
  const errors: Record<string, string> = {};
  for (const input of inputs) {
    const error = errorOf(input, heldValue(input, fields));
    if (error) errors[input.blockId] = error;
  }
  return errors;
};

const errorOf = ({ element, optional, blockId }: Input, value: string): string | null => {
  if (value === '') return optional ? null : 'Please complete this required field.';
  const options = optionsOf(element);
  const chosen = value.split(',');
  if (options.length > 0 && !chosen.every((one) => options.some((option) => option.value === one))) {
    throw new Error(`"${blockId}" does not offer "${value}".`);
  }
  if (element.type !== 'plain_text_input') return null;
  const { min_length: min = 0, max_length: max = 3000 } = element as Record<string, number>;
  if (value.length < min) return `Must be at least ${min} characters.`;
  return value.length > max ? `Must be at most ${max} characters.` : null;
};

/** `state.values` of a view: block id, action id, then what is in the element. */
export const formState = (body: Json, fields: Readonly<Record<string, string>>): Json =>
  Object.fromEntries(
    inputsOf(body).map((input) => {
      const { type, action_id: actionId } = input.element;
      const value = heldValue(input, fields);
      return [input.blockId, { [String(actionId)]: { type, ...stateOf(input.element, value) } }];
    }),
  );

const stateOf = (element: Json, value: string): Json => {
  const orNull = value === '' ? null : value;
  const option = optionsOf(element).find((one) => one.value === value) ?? null;
  switch (element.type) {
    case 'users_select':
      return { selected_user: orNull };
    case 'conversations_select':
      return { selected_conversation: orNull };
    case 'channels_select':
      return { selected_channel: orNull };
    case 'datepicker':
      return { selected_date: orNull };
    case 'timepicker':
      return { selected_time: orNull };
    case 'datetimepicker':
      return { selected_date_time: orNull === null ? null : Number(value) };
    case 'static_select':
    case 'radio_buttons':
      return { selected_option: option };
    case 'external_select':
      return { selected_option: orNull && { text: { type: 'plain_text', text: value, emoji: true }, value } };
    case 'checkboxes':
    case 'multi_static_select':
      return { selected_options: optionsOf(element).filter((one) => value.split(',').includes(String(one.value))) };
    case 'multi_users_select':
      return { selected_users: value === '' ? [] : value.split(',') };
    default:
      return { value: orNull };
  }
};
