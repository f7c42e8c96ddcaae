import { LIMITS } from './limits';
import { boolean, list, object, oneOfValues, plain, type Rule, type Shape, string, text } from './rules';

/** Composition objects: the pieces that elements share. */

export const ACTION_ID: Rule = string(LIMITS.id, 1);
export const STYLE = oneOfValues('primary', 'danger');
export const PLACEHOLDER = plain(LIMITS.select.placeholder);
export const HTTP_URL = /^https?:\/\/\S+$/;

export const CONFIRM: Rule = object({
  title: plain(LIMITS.confirm.title),
  'text!': text(LIMITS.confirm.text),
  confirm: plain(LIMITS.confirm.confirm),
  deny: plain(LIMITS.confirm.deny),
  style: STYLE,
});

export const option = (label: Rule, more: Shape['fields'] = {}): Rule =>
  object({
    'text!': label,
    'value!': string(LIMITS.option.value, 1),
    description: label.kind === 'text' ? { ...label, max: LIMITS.option.description } : label,
    ...more,
  });
export const MENU_OPTION = option(plain(LIMITS.option.text));
export const CHOICE_OPTION = option(text(LIMITS.option.text));
export const OPTIONS = list(MENU_OPTION, LIMITS.select.options, 1);
export const OPTION_GROUPS = list(
  object({ 'label!': plain(LIMITS.select.groupLabel), 'options!': OPTIONS }),
  LIMITS.select.groups,
  1,
);
export const FILTER: Rule = object(
  {
    include: list(oneOfValues('im', 'mpim', 'private', 'public'), 4, 1),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
  (filter) => (Object.keys(filter).length === 0 ? [{ message: 'must provide at least one filter' }] : []),
);
export const DISPATCH: Rule = object({
  'trigger_actions_on!': list(oneOfValues('on_enter_pressed', 'on_character_entered'), 2, 1),
});
