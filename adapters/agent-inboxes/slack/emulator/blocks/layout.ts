import type { Json } from '../wire';
import { ELEMENTS, imageFields, oneImageSource } from './elements';
import { LIMITS } from './limits';
import { RICH_TEXT_ELEMENTS, RICH_TEXT_LEAVES } from './rich-text-shapes';
import {
  boolean,
  list,
  mrkdwn,
  number,
  object,
  oneOfValues,
  plain,
  type Rule,
  type Shape,
  string,
  text,
  typed,
} from './rules';

export type Surface = 'message' | 'modal' | 'home';

const BLOCK_ID: Rule = string(LIMITS.id, 1);
const MENUS = ['static_select', 'external_select', 'users_select', 'channels_select', 'conversations_select'];
const MULTI_MENUS = MENUS.map((type) => `multi_${type}`);
const PICKERS = ['datepicker', 'timepicker', 'datetimepicker'];
const CHOICES = ['checkboxes', 'radio_buttons'];
const BUTTONS = ['button', 'overflow', 'workflow_button'];
const TEXT_INPUTS = ['plain_text_input', 'email_text_input', 'url_text_input', 'number_input', 'rich_text_input'];

const block = (fields: Shape['fields'], check?: NonNullable<Shape['check']>): Shape => {
  const all = { block_id: BLOCK_ID, ...fields };
  return check ? { fields: all, check } : { fields: all };
};
const image = typed('elements', 'image');
const richText = typed('blocks', 'rich_text');
const CELL: Rule = typed('cells', 'raw_text', 'raw_number', 'rich_text');
const CONTAINED = [
  'actions',
  'context',
  'divider',
  'header',
  'image',
  'input',
  'rich_text',
  'section',
  'table',
  'video',
];

const someOf =
  (...names: string[]): NonNullable<Shape['check']> =>
  (value) =>
    names.some((name) => value[name] !== undefined) ? [] : [{ message: `must provide one of: ${names.join(', ')}` }];

const sameWidth: NonNullable<Shape['check']> = (value) => {
  const widths = new Set((value.rows as unknown[][]).map((row) => row.length));
  return widths.size > 1 ? [{ message: 'all rows must have the same number of cells', at: 'rows' }] : [];
};

const BLOCKS: Readonly<Record<string, Shape>> = {
  divider: block({}),
  header: block({ 'text!': plain(LIMITS.header) }),
  section: block(
    {
      text: text(LIMITS.section.text),
      fields: list(text(LIMITS.section.field), LIMITS.section.fields, 1),
      accessory: typed('elements', ...BUTTONS, ...CHOICES, ...PICKERS, ...MENUS, ...MULTI_MENUS, 'image'),
      expand: boolean,
    },
    someOf('text', 'fields'),
  ),
  context: block({ 'elements!': list(typed('elements', 'image', 'plain_text', 'mrkdwn'), LIMITS.context.elements, 1) }),
  actions: block({
    'elements!': list(
      typed('elements', ...BUTTONS, ...CHOICES, ...PICKERS, ...MENUS, ...MULTI_MENUS, 'rich_text_input'),
      LIMITS.actions.elements,
      1,
    ),
  }),
  context_actions: block({
    'elements!': list(typed('elements', 'feedback_buttons', 'icon_button'), LIMITS.contextActions.elements, 1),
  }),
  image: block({ ...imageFields, title: plain(LIMITS.image.title) }, oneImageSource),
  input: block({
    'label!': plain(LIMITS.input.label),
    'element!': typed('elements', ...TEXT_INPUTS, ...CHOICES, ...PICKERS, ...MENUS, ...MULTI_MENUS, 'file_input'),
    hint: plain(LIMITS.input.hint),
    optional: boolean,
    dispatch_action: boolean,
  }),
  markdown: block({ 'text!': string(LIMITS.markdown, 1) }),
  rich_text: block({ 'elements!': list(typed('richTextElements', ...Object.keys(RICH_TEXT_ELEMENTS))) }),
  table: block(
    {
      'rows!': list(list(CELL, LIMITS.table.columns, 1), LIMITS.table.rows, 1),
      column_settings: list(
        object({ align: oneOfValues('left', 'center', 'right'), is_wrapped: boolean }),
        LIMITS.table.settings,
      ),
    },
    sameWidth,
  ),
  data_table: block(
    {
      'rows!': list(list(CELL, LIMITS.dataTable.columns, 1), LIMITS.dataTable.rows, 2),
      'caption!': string(Number.MAX_SAFE_INTEGER, 1),
      page_size: number(1, LIMITS.dataTable.pageSize),
      row_header_column_index: number(0),
    },
    (value) => [...sameWidth(value), ...plainHeader(value)],
  ),
  alert: block({
    'text!': text(LIMITS.alert),
    level: oneOfValues('default', 'info', 'warning', 'error', 'success'),
  }),
  card: block(
    {
      hero_image: image,
      icon: image,
      title: mrkdwn(LIMITS.card.title),
      subtitle: mrkdwn(LIMITS.card.subtitle),
      body: mrkdwn(LIMITS.card.body),
      subtext: mrkdwn(LIMITS.card.subtext),
      actions: list(typed('elements', 'button'), LIMITS.card.actions, 1),
    },
    someOf('hero_image', 'title', 'actions', 'body'),
  ),
  carousel: block({ 'elements!': list(typed('blocks', 'card'), LIMITS.carousel.elements, 1) }),
  container: block(
    {
      title: plain(LIMITS.container.title),
      rich_text_title: richText,
      subtitle: text(LIMITS.container.subtitle),
      'child_blocks!': list(typed('blocks', ...CONTAINED), LIMITS.container.blocks, 1),
      width: oneOfValues('narrow', 'standard', 'wide', 'full'),
      icon: image,
      is_collapsible: boolean,
      default_collapsed: boolean,
      has_header_divider: boolean,
    },
    someOf('title', 'rich_text_title'),
  ),
  task_card: block({
    'task_id!': string(),
    'title!': string(),
    details: richText,
    output: richText,
    sources: list(typed('sources', 'url')),
    'status!': oneOfValues('pending', 'in_progress', 'complete', 'error'),
  }),
  plan: block({ 'title!': string(), tasks: list(typed('blocks', 'task_card')) }),
  video: block({
    'video_url!': { kind: 'string', min: 1, max: 3_000, pattern: /^https:\/\// },
    'thumbnail_url!': string(3_000, 1),
    'alt_text!': string(LIMITS.video.altText, 1),
    'title!': plain(LIMITS.video.title),
    title_url: string(3_000),
    author_name: string(LIMITS.video.author),
    provider_name: string(LIMITS.video.provider),
    provider_icon_url: string(3_000),
    description: plain(LIMITS.video.description),
  }),
};

const plainHeader = (value: Json): { message: string; at: string }[] =>
  ((value.rows as Json[][])[0] ?? []).every((cell) => cell.type === 'raw_text')
    ? []
    : [{ message: 'header cells must be raw_text', at: 'rows/0' }];

export const CATALOGUES = {
  blocks: BLOCKS,
  elements: ELEMENTS,
  richTextElements: RICH_TEXT_ELEMENTS,
  richTextLeaves: RICH_TEXT_LEAVES,
  sources: { url: { fields: { 'url!': string(), 'text!': string() } } },
  cells: {
    raw_text: { fields: { 'text!': string(Number.MAX_SAFE_INTEGER, 1) } },
    raw_number: { fields: { 'value!': number(), 'text!': string(Number.MAX_SAFE_INTEGER, 1) } },
    rich_text: BLOCKS.rich_text as Shape,
  },
};

const MESSAGE_ONLY = ['markdown', 'table', 'data_table', 'context_actions', 'task_card', 'plan', 'card', 'carousel'];
/** No `file`: that block shows up in what Slack sends, and an app cannot put one there. */
const TYPES = Object.keys(BLOCKS);

export const blockTypes = (surface: Surface): readonly string[] =>
  surface === 'message' ? TYPES : TYPES.filter((type) => !MESSAGE_ONLY.includes(type));
