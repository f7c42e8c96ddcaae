import type { Json } from '../wire';
import { CHARTS } from './charts';
import { ELEMENTS, imageFields, oneImageSource } from './elements';
import { LIMITS } from './limits';
import { RICH_TEXT_ELEMENTS, RICH_TEXT_LEAVES } from './rich-text-shapes';
import {
  boolean,
  decimal,
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

const plainHeader = (value: Json): { message: string; at: string }[] =>
  ((value.rows as Json[][])[0] ?? []).every((cell) => cell.type === 'raw_text')
    ? []
    : [{ message: 'header cells must be raw_text', at: 'rows/0' }];

const TASK: Shape['fields'] = {
  'task_id!': string(),
  'title!': string(),
  details: richText,
  output: richText,
  sources: list(typed('sources', 'url')),
  'status!': oneOfValues('pending', 'in_progress', 'complete', 'error'),
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
  markdown: block({ 'text!': string(LIMITS.markdown) }),
  // Remote files exist in no workspace of the emulator, so there is none to show.
  file: block({ 'source!': oneOfValues('remote'), 'external_id!': string() }, () => [
    { message: 'file not found', at: 'external_id' },
  ]),
  rich_text: block({ 'elements!': list(typed('richTextElements', ...Object.keys(RICH_TEXT_ELEMENTS))) }),
  table: block({
    'rows!': list(list(CELL, LIMITS.table.columns), LIMITS.table.rows, 1),
    column_settings: list(
      object({ align: oneOfValues('left', 'center', 'right'), is_wrapped: boolean }),
      LIMITS.table.settings,
    ),
  }),
  data_table: block(
    {
      'rows!': list(list(CELL, LIMITS.dataTable.columns, 1), LIMITS.dataTable.rows, 2),
      'caption!': string(Number.MAX_SAFE_INTEGER, 1),
      page_size: number(1, LIMITS.dataTable.pageSize),
      row_header_column_index: number(0),
    },
    plainHeader,
  ),
  alert: block({
    'text!': text(LIMITS.alert),
    level: oneOfValues('default', 'info', 'warning', 'error', 'success'),
  }),
  card: block(
    {
      hero_image: image,
      icon: image,
      slack_icon: object({ 'name!': string() }),
      title: mrkdwn(LIMITS.card.title),
      subtitle: mrkdwn(LIMITS.card.subtitle),
      body: mrkdwn(LIMITS.card.body),
      subtext: mrkdwn(LIMITS.card.subtext),
      actions: list(typed('elements', 'button'), LIMITS.card.actions, 1),
    },
    (card) => [
      ...someOf('hero_image', 'title', 'actions', 'body')(card),
      ...(card.icon && card.slack_icon ? [{ message: 'only one of icon, slack_icon' }] : []),
    ],
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
  task_card: block(TASK, ({ status }) =>
    status === 'pending' ? [{ message: 'must be a valid enum value', at: 'status' }] : [],
  ),
  plan: block({ 'title!': string(), 'tasks!': list(typed('tasks', 'task_card'), LIMITS.plan.tasks) }, ({ tasks }) => {
    const ids = (tasks as Json[]).map(({ task_id }) => task_id);
    return new Set(ids).size < ids.length ? [{ message: 'task_id already exists', at: 'tasks' }] : [];
  }),
  data_visualization: block({
    'title!': string(LIMITS.chart.title),
    'chart!': typed('charts', 'pie', 'bar', 'line', 'area'),
  }),
  video: block({
    'video_url!': { kind: 'string', min: 1, max: LIMITS.video.url, pattern: /^https:\/\// },
    'thumbnail_url!': string(LIMITS.video.url, 1),
    'alt_text!': string(LIMITS.video.altText),
    'title!': plain(LIMITS.video.title),
    title_url: string(LIMITS.video.link),
    author_name: string(LIMITS.video.author),
    provider_name: string(LIMITS.video.provider),
    provider_icon_url: string(LIMITS.video.link),
    description: plain(LIMITS.video.description),
  }),
};

export const CATALOGUES = {
  blocks: BLOCKS,
  elements: ELEMENTS,
  richTextElements: RICH_TEXT_ELEMENTS,
  richTextLeaves: RICH_TEXT_LEAVES,
  tasks: { task_card: block(TASK) },
  charts: CHARTS,
  sources: { url: { fields: { 'url!': string(), 'text!': string() } } },
  cells: {
    raw_text: { fields: { 'text!': string(Number.MAX_SAFE_INTEGER, 1) } },
    raw_number: { fields: { 'value!': decimal, 'text!': string(Number.MAX_SAFE_INTEGER, 1) } },
    rich_text: BLOCKS.rich_text as Shape,
  },
};

/** Where a block may stand; everywhere if it is not listed. */
const SURFACES: Readonly<Record<string, readonly Surface[]>> = {
  alert: ['modal'],
  carousel: ['message', 'home'],
  container: ['message', 'home'],
  context_actions: ['message'],
  data_table: ['message', 'home'],
  data_visualization: ['message', 'home'],
  file: ['message'],
  markdown: ['message'],
  plan: ['message'],
  table: ['message', 'home'],
  task_card: ['message'],
};

export const blockTypes = (surface: Surface): readonly string[] =>
  Object.keys(BLOCKS).filter((type) => SURFACES[type]?.includes(surface) ?? true);
