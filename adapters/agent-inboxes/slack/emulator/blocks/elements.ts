import { isJson, type Json } from '../wire';
import { LIMITS } from './limits';
import {
  ACTION_ID,
  CHOICE_OPTION,
  CONFIRM,
  DISPATCH,
  FILTER,
  HTTP_URL,
  MENU_OPTION,
  OPTION_GROUPS,
  OPTIONS,
  option,
  PLACEHOLDER,
  STYLE,
} from './objects';
import {
  anything,
  boolean,
  list,
  matching,
  number,
  object,
  oneOfValues,
  plain,
  type Rule,
  type Shape,
  string,
  typed,
} from './rules';

/** Optional on most elements: Slack makes one up. */
const actionable = { action_id: ACTION_ID };
const menu = { ...actionable, placeholder: PLACEHOLDER, confirm: CONFIRM, focus_on_load: boolean };
const multi = { ...menu, max_selected_items: number(1, 100) };
const typedInput = {
  ...actionable,
  placeholder: plain(LIMITS.textInput.placeholder),
  focus_on_load: boolean,
  dispatch_action_config: DISPATCH,
};

const optionsOf = (element: Json): Json[] =>
  (element.options ?? ((element.option_groups ?? []) as Json[]).flatMap((group) => group.options as Json[])) as Json[];

const sameOption = (a: Json, b: Json): boolean =>
  a.value === b.value && (a.text as Json).text === (b.text as Json).text;

const eitherOptions: NonNullable<Shape['check']> = (element) => {
  const given = ['options', 'option_groups'].filter((name) => element[name] !== undefined);
  if (given.length === 1) return initialOptions(element);
  return [{ message: given.length === 0 ? 'missing required field: options' : 'only one of options, option_groups' }];
};

/** What is chosen at first must be one of the choices, letter for letter. */
const initialOptions = (element: Json): { message: string; at: string }[] => {
  const at = element.initial_options ? 'initial_options' : 'initial_option';
  const chosen = (element.initial_options ?? (element.initial_option ? [element.initial_option] : [])) as Json[];
  const known = optionsOf(element);
  return chosen.every((one) => known.some((other) => sameOption(one, other)))
    ? []
    : [{ message: 'must match one of the options', at }];
};

const lengths: NonNullable<Shape['check']> = (element) => {
  const { min_length: min = 0, max_length: max = LIMITS.textInput.length } = element as Record<string, number>;
  if (min > max) return [{ message: 'min_length must not be greater than max_length' }];
  const initial = element.initial_value;
  return typeof initial === 'string' && initial.length > max
    ? [{ message: `must be less than ${max + 1} characters`, at: 'initial_value' }]
    : [];
};

export const imageFields = {
  'alt_text!': string(LIMITS.image.altText, 1),
  image_url: { kind: 'string', min: 1, max: LIMITS.image.url, pattern: HTTP_URL } as Rule,
  slack_file: object({ id: matching(/^F[A-Z0-9]{8,}$/), url: string() }),
};
export const oneImageSource: NonNullable<Shape['check']> = (image) => {
  if ((image.image_url === undefined) === (image.slack_file === undefined)) {
    return [{ message: 'must provide exactly one of image_url, slack_file' }];
  }
  const file = image.slack_file;
  if (!isJson(file) || (file.id === undefined) !== (file.url === undefined)) return [];
  return [{ message: 'must provide exactly one of id, url', at: 'slack_file' }];
};

const BUTTON: Shape = {
  fields: {
    ...actionable,
    'text!': plain(LIMITS.button.text),
    value: string(LIMITS.button.value),
    url: { kind: 'string', min: 1, max: LIMITS.button.url, pattern: /^[a-z][a-z0-9+.-]*:\S+$/i },
    style: STYLE,
    confirm: CONFIRM,
    accessibility_label: string(LIMITS.button.accessibilityLabel),
  },
};
const FEEDBACK_BUTTON: Rule = object({
  'text!': plain(LIMITS.feedback.text),
  'value!': string(LIMITS.feedback.value),
  accessibility_label: string(LIMITS.feedback.accessibilityLabel),
});
const LINES = number(1, LIMITS.richTextInput.lines);

export const ELEMENTS: Readonly<Record<string, Shape>> = {
  button: BUTTON,
  workflow_button: {
    fields: { ...BUTTON.fields, 'action_id!': ACTION_ID, 'workflow!': object({ 'trigger!': anything }) },
  },
  overflow: {
    fields: {
      ...actionable,
      'options!': list(
        option(plain(LIMITS.option.text), { url: string(LIMITS.option.url) }),
        LIMITS.overflow.options,
        1,
      ),
      confirm: CONFIRM,
    },
  },
  checkboxes: {
    fields: {
      ...actionable,
      'options!': list(CHOICE_OPTION, LIMITS.choices.options, 1),
      initial_options: list(CHOICE_OPTION, LIMITS.choices.options, 1),
      confirm: CONFIRM,
      focus_on_load: boolean,
    },
    check: initialOptions,
  },
  radio_buttons: {
    fields: {
      ...actionable,
      'options!': list(CHOICE_OPTION, LIMITS.choices.options, 1),
      initial_option: CHOICE_OPTION,
      confirm: CONFIRM,
      focus_on_load: boolean,
    },
    check: initialOptions,
  },
  static_select: {
    fields: { ...menu, options: OPTIONS, option_groups: OPTION_GROUPS, initial_option: MENU_OPTION },
    check: eitherOptions,
  },
  multi_static_select: {
    fields: { ...multi, options: OPTIONS, option_groups: OPTION_GROUPS, initial_options: OPTIONS },
    check: eitherOptions,
  },
  external_select: { fields: { ...menu, min_query_length: number(0), initial_option: MENU_OPTION } },
  multi_external_select: { fields: { ...multi, min_query_length: number(0), initial_options: OPTIONS } },
  users_select: { fields: { ...menu, initial_user: string() } },
  multi_users_select: { fields: { ...multi, initial_users: list(string()) } },
  channels_select: { fields: { ...menu, initial_channel: string(), response_url_enabled: boolean } },
  multi_channels_select: { fields: { ...multi, initial_channels: list(string()) } },
  conversations_select: {
    fields: {
      ...menu,
      initial_conversation: string(),
      default_to_current_conversation: boolean,
      response_url_enabled: boolean,
      filter: FILTER,
    },
  },
  multi_conversations_select: {
    fields: {
      ...multi,
      initial_conversations: list(string()),
      default_to_current_conversation: boolean,
      filter: FILTER,
    },
  },
  datepicker: { fields: { ...menu, initial_date: matching(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/) } },
  timepicker: { fields: { ...menu, initial_time: matching(/^([01]\d|2[0-3]):[0-5]\d$/), timezone: string() } },
  datetimepicker: {
    fields: {
      ...actionable,
      initial_date_time: number(1_000_000_000, 9_999_999_999),
      confirm: CONFIRM,
      focus_on_load: boolean,
    },
  },
  plain_text_input: {
    fields: {
      ...typedInput,
      initial_value: string(LIMITS.textInput.length),
      multiline: boolean,
      min_length: number(0, LIMITS.textInput.length),
      max_length: number(1, LIMITS.textInput.length),
    },
    check: lengths,
  },
  email_text_input: { fields: { ...typedInput, initial_value: string() } },
  url_text_input: { fields: { ...typedInput, initial_value: string() } },
  number_input: {
    check: ({ min_value: min, max_value: max }) =>
      min !== undefined && max !== undefined && Number(min) > Number(max)
        ? [{ message: 'min_value must not be greater than max_value' }]
        : [],
    fields: {
      ...typedInput,
      'is_decimal_allowed!': boolean,
      initial_value: string(),
      min_value: string(),
      max_value: string(),
    },
  },
  rich_text_input: {
    fields: {
      ...typedInput,
      'action_id!': ACTION_ID,
      initial_value: typed('blocks', 'rich_text'),
      min_lines: LINES,
      max_lines: LINES,
    },
  },
  file_input: {
    fields: {
      ...actionable,
      filetypes: list(string(), Number.MAX_SAFE_INTEGER, 1),
      max_files: number(1, LIMITS.fileInput.files),
    },
  },
  feedback_buttons: {
    fields: { ...actionable, 'positive_button!': FEEDBACK_BUTTON, 'negative_button!': FEEDBACK_BUTTON },
  },
  icon_button: {
    fields: {
      ...actionable,
      'icon!': oneOfValues('trash'),
      'text!': plain(LIMITS.button.text),
      value: string(LIMITS.button.value),
      confirm: CONFIRM,
      accessibility_label: string(LIMITS.button.accessibilityLabel),
      visible_to_user_ids: list(string(), LIMITS.iconButton.visibleTo),
    },
  },
  image: { fields: imageFields, check: oneImageSource },
  plain_text: { fields: { 'text!': string(LIMITS.text, 1), emoji: boolean } },
  mrkdwn: { fields: { 'text!': string(LIMITS.text, 1), verbatim: boolean } },
};
