import { boolean, list, number, object, oneOfValues, type Rule, type Shape, string, typed } from './rules';

const STYLE: Rule = object({
  bold: boolean,
  italic: boolean,
  strike: boolean,
  code: boolean,
  underline: boolean,
  highlight: boolean,
  client_highlight: boolean,
  unlink: boolean,
});
const leaf = (fields: Shape['fields']): Shape => ({ fields: { ...fields, style: STYLE } });

export const RICH_TEXT_LEAVES: Readonly<Record<string, Shape>> = {
  text: leaf({ 'text!': string() }),
  link: leaf({ 'url!': string(), text: string(), unsafe: boolean }),
  emoji: leaf({ 'name!': string(), unicode: string(), skin_tone: number(1, 6), url: string() }),
  user: leaf({ 'user_id!': string() }),
  usergroup: leaf({ 'usergroup_id!': string() }),
  channel: leaf({ 'channel_id!': string() }),
  team: leaf({ 'team_id!': string() }),
  broadcast: leaf({ 'range!': oneOfValues('here', 'channel', 'everyone') }),
  date: leaf({ 'timestamp!': number(), 'format!': string(), url: string(), fallback: string() }),
  color: leaf({ 'value!': string() }),
};

const ANY_LEAF = list(typed('richTextLeaves', ...Object.keys(RICH_TEXT_LEAVES)));
const BORDER = oneOfValues(0, 1);

export const RICH_TEXT_ELEMENTS: Readonly<Record<string, Shape>> = {
  rich_text_section: { fields: { 'elements!': ANY_LEAF } },
  rich_text_quote: { fields: { 'elements!': ANY_LEAF, border: BORDER } },
  rich_text_preformatted: {
    fields: { 'elements!': list(typed('richTextLeaves', 'text', 'link')), border: BORDER, language: string() },
  },
  rich_text_list: {
    fields: {
      'elements!': list(typed('richTextElements', 'rich_text_section')),
      'style!': oneOfValues('bullet', 'ordered'),
      indent: number(0, 8),
      offset: number(0),
      border: BORDER,
    },
  },
};
