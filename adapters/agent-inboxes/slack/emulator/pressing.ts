import { elementsOf } from './blocks/validate';
import { type Block, isJson, type Json } from './wire';

/** A button or menu that is really in a message or view, with the block around it. */
interface Pressable {
  readonly block: Json;
  readonly element: Json;
}

/** Finds what a person sees: by action id, and by value where several share one. Throws with what is there instead. */
export const findPressable = (blocks: readonly Json[], person: string, actionId: string, value?: string): Pressable => {
  const visible = blocks
    .flatMap(hosts)
    .flatMap((block) => elementsOf(block).map((element) => ({ block, element })))
    .filter(({ element }) => isVisible(element, person) && element.action_id !== undefined);
  const named = visible.filter(({ element }) => element.action_id === actionId);
  const found = named.find(({ element }) => value === undefined || accepts(element, value));
  if (found) return found;
  const there = visible.map(({ element }) => element.action_id).join(', ') || 'nothing that can be pressed';
  throw new Error(
    named.length > 0
      ? `"${actionId}" does not offer that value.`
      : `There is no "${actionId}" here; there is: ${there}.`,
  );
};

/** Blocks that elements belong to, for `block_id`: cards and contained blocks are hosts of their own. */
const hosts = (block: Json): Json[] => {
  const children = [...list(block.child_blocks), ...(block.type === 'carousel' ? list(block.elements) : [])];
  return children.length > 0 ? children.flatMap(hosts) : [block];
};

const list = (value: unknown): Block[] => (Array.isArray(value) ? value.filter(isJson) : []) as Block[];

const isVisible = (element: Json, person: string): boolean =>
  !Array.isArray(element.visible_to_user_ids) || element.visible_to_user_ids.includes(person);

const optionsOf = (element: Json): Json[] => [
  ...list(element.options),
  ...list(element.option_groups).flatMap((group) => list(group.options)),
];

const feedbackSide = (element: Json, value: string): Json | undefined =>
  [element.positive_button, element.negative_button].filter(isJson).find((side) => side.value === value);

const accepts = (element: Json, value: string): boolean => {
  switch (element.type) {
    case 'button':
    case 'icon_button':
      return (element.value ?? '') === value;
    case 'overflow':
    case 'static_select':
    case 'radio_buttons':
    case 'checkboxes':
    case 'multi_static_select':
      return optionsOf(element).some((option) => option.value === value);
    case 'feedback_buttons':
      return feedbackSide(element, value) !== undefined;
    default:
      return true;
  }
};

/** The entry of `actions` for this press. */
export const actionOf = ({ block, element }: Pressable, value?: string): Json => {
  const { action_id, type, text, style } = element;
  const base = { action_id, block_id: block.block_id, type };
  const styled = style ? { style } : {};
  switch (type) {
    case 'button':
    case 'icon_button':
      return { ...base, text, ...(element.value === undefined ? {} : { value: element.value }), ...styled };
    case 'feedback_buttons':
      return { ...base, ...side(feedbackSide(element, value ?? '') ?? (element.positive_button as Json)) };
    default:
      return { ...base, ...chosen(element, value ?? '') };
  }
};

const side = (button: Json): Json => ({ text: button.text, value: button.value });

const chosen = (element: Json, value: string): Json => {
  const option = optionsOf(element).find((one) => one.value === value);
  switch (element.type) {
    case 'checkboxes':
    case 'multi_static_select':
      return { selected_options: option ? [option] : [] };
    case 'users_select':
      return { selected_user: value };
    case 'conversations_select':
      return { selected_conversation: value };
    case 'channels_select':
      return { selected_channel: value };
    case 'datepicker':
      return { selected_date: value };
    case 'timepicker':
      return { selected_time: value };
    case 'datetimepicker':
      return { selected_date_time: Number(value) };
    case 'external_select':
      return { selected_option: { text: { type: 'plain_text', text: value, emoji: true }, value } };
    case 'plain_text_input':
      return { value };
    default:
      return { selected_option: option ?? optionsOf(element)[0] ?? null };
  }
};
