import { LIMITS } from '../../../adapters/agent-inboxes/slack/emulator/blocks/limits';
import { form, type Json, type Scene, SUPPORT, startScene } from './emulator-harness';

/** Each limit is reached and then passed by one. The numbers stand here as Slack prints them. */

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.stop());

const x = (length: number): string => 'x'.repeat(length);
const plain = (text = 'hi'): Json => ({ type: 'plain_text', text });
const mrkdwn = (text = 'hi'): Json => ({ type: 'mrkdwn', text });
const option = (more: Json = {}): Json => ({ text: plain(), value: 'v', ...more });
const many = <T>(count: number, of: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => of(index));
const actions = (...elements: Json[]): Json[] => [{ type: 'actions', elements }];
const button = (more: Json): Json[] => actions({ type: 'button', action_id: 'a', text: plain(), ...more });
const select = (more: Json): Json[] => actions({ type: 'static_select', ...more });
const input = (element: Json, more: Json = {}): Json[] => [{ type: 'input', label: plain(), element, ...more }];
const image = (more: Json): Json[] => [{ type: 'image', image_url: 'https://x.io/a', alt_text: 'a', ...more }];
const card = (more: Json): Json[] => [{ type: 'card', body: mrkdwn(), ...more }];
const container = (more: Json): Json[] => [
  { type: 'container', title: plain(), child_blocks: [{ type: 'divider' }], ...more },
];
const video = (more: Json): Json[] => [
  {
    type: 'video',
    video_url: 'https://x.io/v',
    thumbnail_url: 'https://x.io/t',
    title: plain(),
    alt_text: 'a',
    ...more,
  },
];
const cell = (text = 'c'): Json => ({ type: 'raw_text', text });
const table = (rows: unknown, more: Json = {}): Json[] => [{ type: 'table', rows, ...more }];
const dataTable = (rows: unknown, more: Json = {}): Json[] => [{ type: 'data_table', caption: 'c', rows, ...more }];
const feedback = (more: Json): Json[] => {
  const side = { text: plain(), value: 'v' };
  const element = { type: 'feedback_buttons', positive_button: { ...side, ...more }, negative_button: side };
  return [{ type: 'context_actions', elements: [element] }];
};
const chart = (of: Json, more: Json = {}): Json[] => [{ type: 'data_visualization', title: 't', chart: of, ...more }];
const axes = (categories: string[], more: Json = {}, name = 's'): Json[] =>
  chart({
    type: 'bar',
    axis_config: { categories, ...more },
    series: [{ name, data: categories.map((label) => ({ label, value: 1 })) }],
  });
const divider = () => ({ type: 'divider' });
const url = (length: number): string => `https://x.io/${x(length - 13)}`;

type Row = [name: string, max: number, blocks: (size: number) => Json[], pointer: string];

const LENGTHS: Row[] = [
  ['block_id', 255, (n) => [{ type: 'divider', block_id: x(n) }], '/0/block_id'],
  ['action_id', 255, (n) => button({ action_id: x(n) }), '/0/elements/0/action_id'],
  ['header', 150, (n) => [{ type: 'header', text: plain(x(n)) }], '/0/text/text'],
  ['section text', 3000, (n) => [{ type: 'section', text: mrkdwn(x(n)) }], '/0/text/text'],
  ['section field', 2000, (n) => [{ type: 'section', fields: [mrkdwn(x(n))] }], '/0/fields/0/text'],
  ['text in a context', 3000, (n) => [{ type: 'context', elements: [mrkdwn(x(n))] }], '/0/elements/0/text'],
  ['button text', 75, (n) => button({ text: plain(x(n)) }), '/0/elements/0/text/text'],
  ['button value', 2000, (n) => button({ value: x(n) }), '/0/elements/0/value'],
  ['button url', 3000, (n) => button({ url: url(n) }), '/0/elements/0/url'],
  ['button accessibility label', 75, (n) => button({ accessibility_label: x(n) }), '/0/elements/0/accessibility_label'],
  [
    'confirm title',
    100,
    (n) => button({ confirm: { text: mrkdwn(), title: plain(x(n)) } }),
    '/0/elements/0/confirm/title/text',
  ],
  ['confirm text', 300, (n) => button({ confirm: { text: mrkdwn(x(n)) } }), '/0/elements/0/confirm/text/text'],
  [
    'confirm label',
    30,
    (n) => button({ confirm: { text: mrkdwn(), confirm: plain(x(n)) } }),
    '/0/elements/0/confirm/confirm/text',
  ],
  [
    'deny label',
    30,
    (n) => button({ confirm: { text: mrkdwn(), deny: plain(x(n)) } }),
    '/0/elements/0/confirm/deny/text',
  ],
  ['option text', 75, (n) => select({ options: [option({ text: plain(x(n)) })] }), '/0/elements/0/options/0/text/text'],
  ['option value', 150, (n) => select({ options: [option({ value: x(n) })] }), '/0/elements/0/options/0/value'],
  [
    'option description',
    75,
    (n) => select({ options: [option({ description: plain(x(n)) })] }),
    '/0/elements/0/options/0/description/text',
  ],
  [
    'option url',
    3000,
    (n) => actions({ type: 'overflow', options: [option({ url: url(n) })] }),
    '/0/elements/0/options/0/url',
  ],
  [
    'group label',
    75,
    (n) => select({ option_groups: [{ label: plain(x(n)), options: [option()] }] }),
    '/0/elements/0/option_groups/0/label/text',
  ],
  [
    'menu placeholder',
    150,
    (n) => select({ options: [option()], placeholder: plain(x(n)) }),
    '/0/elements/0/placeholder/text',
  ],
  ['image url', 3000, (n) => image({ image_url: url(n) }), '/0/image_url'],
  ['image alt text', 2000, (n) => image({ alt_text: x(n) }), '/0/alt_text'],
  ['image title', 2000, (n) => image({ title: plain(x(n)) }), '/0/title/text'],
  ['input label', 2000, (n) => input({ type: 'plain_text_input' }, { label: plain(x(n)) }), '/0/label/text'],
  ['input hint', 2000, (n) => input({ type: 'plain_text_input' }, { hint: plain(x(n)) }), '/0/hint/text'],
  [
    'input placeholder',
    150,
    (n) => input({ type: 'plain_text_input', placeholder: plain(x(n)) }),
    '/0/element/placeholder/text',
  ],
  ['initial text', 3000, (n) => input({ type: 'plain_text_input', initial_value: x(n) }), '/0/element/initial_value'],
  ['markdown', 12_000, (n) => [{ type: 'markdown', text: x(n) }], '/0/text'],
  ['card title', 150, (n) => card({ title: mrkdwn(x(n)) }), '/0/title/text'],
  ['card subtitle', 150, (n) => card({ subtitle: mrkdwn(x(n)) }), '/0/subtitle/text'],
  ['card body', 200, (n) => card({ body: mrkdwn(x(n)) }), '/0/body/text'],
  ['card subtext', 200, (n) => card({ subtext: mrkdwn(x(n)) }), '/0/subtext/text'],
  ['container title', 150, (n) => container({ title: plain(x(n)) }), '/0/title/text'],
  ['container subtitle', 150, (n) => container({ subtitle: plain(x(n)) }), '/0/subtitle/text'],
  ['feedback text', 75, (n) => feedback({ text: plain(x(n)) }), '/0/elements/0/positive_button/text/text'],
  ['feedback value', 2000, (n) => feedback({ value: x(n) }), '/0/elements/0/positive_button/value'],
  [
    'feedback accessibility label',
    75,
    (n) => feedback({ accessibility_label: x(n) }),
    '/0/elements/0/positive_button/accessibility_label',
  ],
  ['video alt text', 2000, (n) => video({ alt_text: x(n) }), '/0/alt_text'],
  ['video title', 200, (n) => video({ title: plain(x(n)) }), '/0/title/text'],
  ['video author', 50, (n) => video({ author_name: x(n) }), '/0/author_name'],
  ['video provider', 50, (n) => video({ provider_name: x(n) }), '/0/provider_name'],
  ['video description', 200, (n) => video({ description: plain(x(n)) }), '/0/description/text'],
  ['video url', 3000, (n) => video({ video_url: url(n) }), '/0/video_url'],
  ['video thumbnail', 3000, (n) => video({ thumbnail_url: url(n) }), '/0/thumbnail_url'],
  ['video title url', 2000, (n) => video({ title_url: url(n) }), '/0/title_url'],
  ['video provider icon', 2000, (n) => video({ provider_icon_url: url(n) }), '/0/provider_icon_url'],
  ['chart title', 50, (n) => chart({ type: 'pie', segments: [{ label: 'a', value: 1 }] }, { title: x(n) }), '/0/title'],
  [
    'segment label',
    20,
    (n) => chart({ type: 'pie', segments: [{ label: x(n), value: 1 }] }),
    '/0/chart/segments/0/label',
  ],
  ['series name', 20, (n) => axes(['a'], {}, x(n)), '/0/chart/series/0/name'],
  ['axis label', 50, (n) => axes(['a'], { x_label: x(n) }), '/0/chart/axis_config/x_label'],
];

const COUNTS: Row[] = [
  ['blocks of a message', 50, (n) => many(n, divider), ''],
  ['fields', 10, (n) => [{ type: 'section', fields: many(n, () => mrkdwn()) }], '/0/fields'],
  ['context elements', 10, (n) => [{ type: 'context', elements: many(n, () => mrkdwn()) }], '/0/elements'],
  [
    'actions',
    25,
    (n) => actions(...many(n, (i) => ({ type: 'button', action_id: `${i}`, text: plain() }))),
    '/0/elements',
  ],
  [
    'context actions',
    5,
    (n) => [
      {
        type: 'context_actions',
        elements: many(n, (i) => ({ type: 'icon_button', action_id: `${i}`, icon: 'trash', text: plain() })),
      },
    ],
    '/0/elements',
  ],
  [
    'overflow options',
    5,
    (n) => actions({ type: 'overflow', options: many(n, () => option()) }),
    '/0/elements/0/options',
  ],
  ['menu options', 100, (n) => select({ options: many(n, () => option()) }), '/0/elements/0/options'],
  [
    'option groups',
    100,
    (n) => select({ option_groups: many(n, () => ({ label: plain(), options: [option()] })) }),
    '/0/elements/0/option_groups',
  ],
  [
    'options of a group',
    100,
    (n) => select({ option_groups: [{ label: plain(), options: many(n, () => option()) }] }),
    '/0/elements/0/option_groups/0/options',
  ],
  ['checkboxes', 10, (n) => actions({ type: 'checkboxes', options: many(n, () => option()) }), '/0/elements/0/options'],
  [
    'radio buttons',
    10,
    (n) => actions({ type: 'radio_buttons', options: many(n, () => option()) }),
    '/0/elements/0/options',
  ],
  ['table rows', 100, (n) => table(many(n, () => [cell()])), '/0/rows'],
  ['table columns', 20, (n) => table([many(n, () => cell())]), '/0/rows/0'],
  ['column settings', 20, (n) => table([[cell()]], { column_settings: many(n, () => ({})) }), '/0/column_settings'],
  ['data table rows', 201, (n) => dataTable(many(n, () => [cell()])), '/0/rows'],
  ['data table columns', 20, (n) => dataTable(many(2, () => many(n, () => cell()))), '/0/rows/0'],
  ['cards', 10, (n) => [{ type: 'carousel', elements: many(n, () => card({})[0]) }], '/0/elements'],
  [
    'card actions',
    3,
    (n) => card({ actions: many(n, (i) => ({ type: 'button', action_id: `${i}`, text: plain() })) }),
    '/0/actions',
  ],
  ['contained blocks', 10, (n) => container({ child_blocks: many(n, divider) }), '/0/child_blocks'],
  [
    'people who see an icon button',
    10,
    (n) => [
      {
        type: 'context_actions',
        elements: [{ type: 'icon_button', icon: 'trash', text: plain(), visible_to_user_ids: many(n, (i) => `U${i}`) }],
      },
    ],
    '/0/elements/0/visible_to_user_ids',
  ],
  [
    'tasks of a plan',
    50,
    (n) => [
      {
        type: 'plan',
        title: 'p',
        tasks: many(n, (i) => ({ type: 'task_card', task_id: `${i}`, title: 't', status: 'pending' })),
      },
    ],
    '/0/tasks',
  ],
  [
    'segments',
    12,
    (n) => chart({ type: 'pie', segments: many(n, () => ({ label: 'a', value: 1 })) }),
    '/0/chart/segments',
  ],
  [
    'series',
    12,
    (n) =>
      chart({
        type: 'line',
        axis_config: { categories: ['a'] },
        series: many(n, () => ({ name: 's', data: [{ label: 'a', value: 1 }] })),
      }),
    '/0/chart/series',
  ],
  ['categories', 20, (n) => axes(many(n, (i) => `${i}`)), '/0/chart/axis_config/categories'],
];

const SIZES: Row[] = [
  ['length of an input', 3000, (n) => input({ type: 'plain_text_input', max_length: n }), '/0/element/max_length'],
  [
    'lines of a rich text input',
    100,
    (n) => input({ type: 'rich_text_input', action_id: 'a', max_lines: n }),
    '/0/element/max_lines',
  ],
  ['rows on a page', 100, (n) => dataTable([[cell()], [cell()]], { page_size: n }), '/0/page_size'],
  [
    'selected items',
    100,
    (n) => actions({ type: 'multi_users_select', max_selected_items: n }),
    '/0/elements/0/max_selected_items',
  ],
  [
    'indent',
    8,
    (n) => [{ type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', indent: n, elements: [] }] }],
    '/0/elements/0/indent',
  ],
];

const problems = async (blocks: Json[]): Promise<Json[]> => {
  const answer = await scene.call('blocks.validate', { blocks });
  return answer.ok ? [] : (answer.errors as Json[]);
};

const WORDS: [string, Row[], (max: number) => string][] = [
  ['characters', LENGTHS, (max) => `must be less than ${max + 1} characters`],
  ['items', COUNTS, (max) => `no more than ${max} items allowed`],
  ['and no more', SIZES, (max) => `must be less than ${max + 1}`],
];

describe.each(WORDS)('%s', (_, rows, message) => {
  it.each(rows)('%s: %d', async (_name, max, blocks, pointer) => {
    expect(await problems(blocks(max))).toEqual([]);
    expect(await problems(blocks(max + 1))).toContainEqual(
      expect.objectContaining({ pointer: `/blocks${pointer}`, message: message(max) }),
    );
  });
});

describe('beyond single blocks', () => {
  const view = async (change: Json): Promise<string> => {
    const modal = { type: 'modal', title: plain(), submit: plain(), blocks: [{ type: 'divider' }], ...change };
    const answer = await scene.call('blocks.validate', { view: modal });
    return String(answer.ok ? '' : (answer.errors as Json[])[0]?.pointer);
  };

  it.each<[string, number, (n: number) => Json, string]>([
    ['title', 24, (n) => ({ title: plain(x(n)) }), '/view/title/text'],
    ['submit', 24, (n) => ({ submit: plain(x(n)) }), '/view/submit/text'],
    ['close', 24, (n) => ({ close: plain(x(n)) }), '/view/close/text'],
    ['private_metadata', 3000, (n) => ({ private_metadata: x(n) }), '/view/private_metadata'],
    ['callback_id', 255, (n) => ({ callback_id: x(n) }), '/view/callback_id'],
    ['external_id', 255, (n) => ({ external_id: x(n) }), '/view/external_id'],
    ['blocks', 100, (n) => ({ blocks: many(n, divider) }), '/view/blocks'],
    [
      'files of an input',
      10,
      (n) => ({ blocks: input({ type: 'file_input', max_files: n }) }),
      '/view/blocks/0/element/max_files',
    ],
    ['alert', 200, (n) => ({ blocks: [{ type: 'alert', text: plain(x(n)) }] }), '/view/blocks/0/text/text'],
  ])('of a view: %s %d', async (_, max, change, pointer) => {
    expect([await view(change(max)), await view(change(max + 1))]).toEqual(['', pointer]);
  });

  const errorOf = async (args: Json): Promise<unknown> =>
    (await scene.call('chat.postMessage', { channel: SUPPORT, ...args })).error;
  const metadata = (size: number): Json => {
    const empty = JSON.stringify({ event_type: 'a', event_payload: { b: '' } }).length;
    return { text: 'x', metadata: { event_type: 'a', event_payload: { b: x(size - empty) } } };
  };

  it.each<[string, number, (n: number) => Json, string]>([
    [
      'text of all blocks',
      13_200,
      (n) => ({
        text: 'x',
        blocks: [
          ...many(4, () => ({ type: 'section', text: mrkdwn(x(3000)) })),
          { type: 'section', text: mrkdwn(x(n - 12_000)) },
        ],
      }),
      'msg_blocks_too_long',
    ],
    [
      'markdown of all blocks',
      12_000,
      (n) => ({
        text: 'x',
        blocks: [
          { type: 'markdown', text: x(6_000) },
          { type: 'markdown', text: x(n - 6_000) },
        ],
      }),
      'msg_blocks_too_long',
    ],
    ['markdown_text', 12_000, (n) => ({ markdown_text: x(n) }), 'msg_too_long'],
    ['metadata', 16_000, metadata, 'metadata_too_large'],
    ['attachments', 100, (n) => ({ attachments: many(n, () => ({ text: 'a' })) }), 'too_many_attachments'],
    [
      'charts',
      2,
      (n) => ({ text: 'x', blocks: many(n, () => chart({ type: 'pie', segments: [{ label: 'a', value: 1 }] })[0]) }),
      'invalid_blocks',
    ],
    ['tables', 1, (n) => ({ text: 'x', blocks: many(n, () => table([[cell()]])[0]) }), 'invalid_blocks'],
  ])('of a message: %s %d', async (_, max, args, error) => {
    expect([await errorOf(args(max)), await errorOf(args(max + 1))]).toEqual([undefined, error]);
  });

  it('of all data tables: 20000', async () => {
    const tables = (n: number) => [
      ...dataTable([[cell('a')], [cell(x(9_999))]]),
      ...dataTable([[cell('a')], [cell(x(n - 10_001))]]),
    ];
    expect([(await problems(tables(20_000))).length, (await problems(tables(20_001))).length]).toEqual([0, 1]);
  });

  it('of what blocks.validate reads: 100000', async () => {
    const padded = (length: number) =>
      form(scene.slack, 'blocks.validate', { blocks: '[{"type":"divider"}]'.padEnd(length) });
    expect([(await padded(100_000)).ok, (await padded(100_001)).error]).toEqual([true, 'invalid_arguments']);
  });

  it('of a view: 250000 bytes', async () => {
    const bytes = (view: Json): number => Buffer.byteLength(JSON.stringify(view));
    const home = (extra: number): Json => ({
      type: 'home',
      blocks: [
        ...many(84, () => ({ type: 'section', text: plain(x(2_900)) })),
        { type: 'section', text: plain(x(1 + extra)) },
      ],
    });
    const room = LIMITS.view.bytes - bytes(home(0));
    const publish = (view: Json) => scene.call('views.publish', { user_id: 'U0AGENTANA1', view });
    expect([room > 0 && room < 3_000, bytes(home(room))]).toEqual([true, 250_000]);
    expect([(await publish(home(room))).ok, (await publish(home(room + 1))).error]).toEqual([true, 'view_too_large']);
  });
});
