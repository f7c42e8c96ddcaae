import { form, type Json, type Scene, SUPPORT, startScene } from './emulator-harness';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.stop());

const x = (length: number): string => 'x'.repeat(length);
const plain = (text = 'hi', more: Json = {}): Json => ({ type: 'plain_text', text, ...more });
const mrkdwn = (text = 'hi', more: Json = {}): Json => ({ type: 'mrkdwn', text, ...more });
const button = (more: Json = {}): Json => ({ type: 'button', action_id: 'a', text: plain('Go'), ...more });
const option = (value = 'v', more: Json = {}): Json => ({ text: plain(value), value, ...more });
const options = (count: number): Json[] => Array.from({ length: count }, (_, index) => option(`v${index}`));
const actions = (...elements: Json[]): Json => ({ type: 'actions', elements });
const section = (more: Json = {}): Json => ({ type: 'section', text: mrkdwn(), ...more });
const input = (element: Json, more: Json = {}): Json => ({ type: 'input', label: plain(), element, ...more });
const image = (more: Json = {}): Json => ({
  type: 'image',
  image_url: 'https://example.org/a.png',
  alt_text: 'a',
  ...more,
});
const rich = (...elements: Json[]): Json => ({ type: 'rich_text', elements });
const cell = (text = 'c'): Json => ({ type: 'raw_text', text });
const feedback = (text: string, value: string): Json => ({ text: plain(text), value });
const chart = (of: Json): Json => ({ type: 'data_visualization', title: 't', chart: of });
const select = (more: Json = {}): Json => ({ type: 'static_select', action_id: 's', options: options(2), ...more });

type Row = [name: string, blocks: unknown, message: string, pointer: string];

const TOO_LONG = (max: number): string => `must be less than ${max + 1} characters`;

const INVALID: Row[] = [
  ['51 blocks', Array(51).fill({ type: 'divider' }), 'no more than 50 items allowed', '/blocks'],
  ['a block that is no object', ['divider'], 'must provide an object', '/blocks/0'],
  ['a block without type', [{ text: plain() }], 'missing required field: type', '/blocks/0'],
  ['an unknown type', [{ type: 'banner' }], 'unsupported type: banner', '/blocks/0/type'],
  [
    'a remote file that is not there',
    [{ type: 'file', source: 'remote', external_id: 'x' }],
    'file not found',
    '/blocks/0/external_id',
  ],
  ['an unknown property', [{ type: 'divider', color: 'red' }], 'invalid additional property: color', '/blocks/0'],
  ['a long block_id', [{ type: 'divider', block_id: x(256) }], TOO_LONG(255), '/blocks/0/block_id'],
  [
    'a block_id twice',
    [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'a' },
    ],
    'block_id already exists',
    '/blocks/1/block_id',
  ],
  ['a long header', [{ type: 'header', text: plain(x(151)) }], TOO_LONG(150), '/blocks/0/text/text'],
  ['a header in mrkdwn', [{ type: 'header', text: mrkdwn() }], 'must be a valid enum value', '/blocks/0/text/type'],
  ['a header that is a string', [{ type: 'header', text: 'hi' }], 'must provide an object', '/blocks/0/text'],
  ['a section without text and fields', [{ type: 'section' }], 'must provide one of: text, fields', '/blocks/0'],
  ['a long section', [section({ text: mrkdwn(x(3001)) })], TOO_LONG(3000), '/blocks/0/text/text'],
  ['an empty section text', [section({ text: mrkdwn('') })], 'must be more than 0 characters', '/blocks/0/text/text'],
  [
    'text that is a number',
    [section({ text: { type: 'mrkdwn', text: 5 } })],
    'must provide a string',
    '/blocks/0/text/text',
  ],
  ['text without text', [section({ text: { type: 'mrkdwn' } })], 'missing required field: text', '/blocks/0/text'],
  ['text without type', [section({ text: { text: 'hi' } })], 'missing required field: type', '/blocks/0/text'],
  [
    'emoji in mrkdwn',
    [section({ text: mrkdwn('hi', { emoji: true }) })],
    'invalid additional property: emoji',
    '/blocks/0/text',
  ],
  [
    'verbatim in plain_text',
    [section({ text: plain('hi', { verbatim: true }) })],
    'invalid additional property: verbatim',
    '/blocks/0/text',
  ],
  [
    'eleven fields',
    [section({ fields: Array(11).fill(mrkdwn()) })],
    'no more than 10 items allowed',
    '/blocks/0/fields',
  ],
  ['a long field', [section({ fields: [mrkdwn(x(2001))] })], TOO_LONG(2000), '/blocks/0/fields/0/text'],
  [
    'an input as accessory',
    [section({ accessory: { type: 'plain_text_input', action_id: 'a' } })],
    'unsupported type: plain_text_input',
    '/blocks/0/accessory/type',
  ],
  ['an empty context', [{ type: 'context', elements: [] }], 'no less than 1 items allowed', '/blocks/0/elements'],
  [
    'eleven context elements',
    [{ type: 'context', elements: Array(11).fill(mrkdwn()) }],
    'no more than 10 items allowed',
    '/blocks/0/elements',
  ],
  [
    'a button in a context',
    [{ type: 'context', elements: [button()] }],
    'unsupported type: button',
    '/blocks/0/elements/0/type',
  ],
  [
    '26 buttons',
    [actions(...Array.from({ length: 26 }, (_, index) => button({ action_id: `a${index}` })))],
    'no more than 25 items allowed',
    '/blocks/0/elements',
  ],
  ['actions without elements', [{ type: 'actions' }], 'missing required field: elements', '/blocks/0'],
  [
    'an action_id twice in a block',
    [actions(button(), button())],
    'action_id already exists for another element',
    '/blocks/0/elements/1/action_id',
  ],
  ['a long action_id', [actions(button({ action_id: x(256) }))], TOO_LONG(255), '/blocks/0/elements/0/action_id'],
  ['long button text', [actions(button({ text: plain(x(76)) }))], TOO_LONG(75), '/blocks/0/elements/0/text/text'],
  [
    'mrkdwn on a button',
    [actions(button({ text: mrkdwn() }))],
    'must be a valid enum value',
    '/blocks/0/elements/0/text/type',
  ],
  ['a long button value', [actions(button({ value: x(2001) }))], TOO_LONG(2000), '/blocks/0/elements/0/value'],
  ['a long button url', [actions(button({ url: `https://${x(3000)}` }))], TOO_LONG(3000), '/blocks/0/elements/0/url'],
  [
    'a button url that is none',
    [actions(button({ url: 'here' }))],
    'failed to match the required pattern',
    '/blocks/0/elements/0/url',
  ],
  [
    'an unknown button style',
    [actions(button({ style: 'default' }))],
    'must be a valid enum value',
    '/blocks/0/elements/0/style',
  ],
  [
    'a long accessibility label',
    [actions(button({ accessibility_label: x(76) }))],
    TOO_LONG(75),
    '/blocks/0/elements/0/accessibility_label',
  ],
  [
    'a confirm without text',
    [actions(button({ confirm: { title: plain() } }))],
    'missing required field: text',
    '/blocks/0/elements/0/confirm',
  ],
  [
    'a long confirm title',
    [actions(button({ confirm: { title: plain(x(101)), text: mrkdwn() } }))],
    TOO_LONG(100),
    '/blocks/0/elements/0/confirm/title/text',
  ],
  [
    'a long confirm text',
    [actions(button({ confirm: { text: mrkdwn(x(301)) } }))],
    TOO_LONG(300),
    '/blocks/0/elements/0/confirm/text/text',
  ],
  [
    'a long deny label',
    [actions(button({ confirm: { text: mrkdwn(), deny: plain(x(31)) } }))],
    TOO_LONG(30),
    '/blocks/0/elements/0/confirm/deny/text',
  ],
  [
    'an overflow without options',
    [actions({ type: 'overflow', options: [] })],
    'no less than 1 items allowed',
    '/blocks/0/elements/0/options',
  ],
  [
    'six overflow options',
    [actions({ type: 'overflow', options: options(6) })],
    'no more than 5 items allowed',
    '/blocks/0/elements/0/options',
  ],
  [
    'a long option value',
    [actions({ type: 'overflow', options: [option('v', { value: x(151) })] })],
    TOO_LONG(150),
    '/blocks/0/elements/0/options/0/value',
  ],
  [
    'long option text',
    [actions({ type: 'overflow', options: [option('v', { text: plain(x(76)) })] })],
    TOO_LONG(75),
    '/blocks/0/elements/0/options/0/text/text',
  ],
  [
    'an option without value',
    [actions(select({ options: [{ text: plain() }] }))],
    'missing required field: value',
    '/blocks/0/elements/0/options/0',
  ],
  [
    'an url in a menu option',
    [actions(select({ options: [option('v', { url: 'https://x.io' })] }))],
    'invalid additional property: url',
    '/blocks/0/elements/0/options/0',
  ],
  [
    '101 menu options',
    [actions(select({ options: options(101) }))],
    'no more than 100 items allowed',
    '/blocks/0/elements/0/options',
  ],
  [
    'a menu without options',
    [actions({ type: 'static_select' })],
    'missing required field: options',
    '/blocks/0/elements/0',
  ],
  [
    'options and option groups',
    [actions(select({ option_groups: [{ label: plain(), options: options(1) }] }))],
    'only one of options, option_groups',
    '/blocks/0/elements/0',
  ],
  [
    'a choice that is not offered',
    [actions(select({ initial_option: option('other') }))],
    'must match one of the options',
    '/blocks/0/elements/0/initial_option',
  ],
  [
    'a long placeholder',
    [actions(select({ placeholder: plain(x(151)) }))],
    TOO_LONG(150),
    '/blocks/0/elements/0/placeholder/text',
  ],
  [
    'an empty conversation filter',
    [actions({ type: 'conversations_select', filter: {} })],
    'must provide at least one filter',
    '/blocks/0/elements/0/filter',
  ],
  [
    'eleven checkboxes',
    [actions({ type: 'checkboxes', options: options(11) })],
    'no more than 10 items allowed',
    '/blocks/0/elements/0/options',
  ],
  [
    'a date that is none',
    [actions({ type: 'datepicker', initial_date: '2026-13-01' })],
    'failed to match the required pattern',
    '/blocks/0/elements/0/initial_date',
  ],
  [
    'a time that is none',
    [actions({ type: 'timepicker', initial_time: '25:00' })],
    'failed to match the required pattern',
    '/blocks/0/elements/0/initial_time',
  ],
  [
    'a date and time in milliseconds',
    [actions({ type: 'datetimepicker', initial_date_time: 1_795_350_000_000 })],
    'must be less than 10000000000',
    '/blocks/0/elements/0/initial_date_time',
  ],
  [
    'an input without label',
    [{ type: 'input', element: { type: 'plain_text_input' } }],
    'missing required field: label',
    '/blocks/0',
  ],
  ['a button as input', [input(button())], 'unsupported type: button', '/blocks/0/element/type'],
  [
    'a text input longer than Slack takes',
    [input({ type: 'plain_text_input', max_length: 3001 })],
    'must be less than 3001',
    '/blocks/0/element/max_length',
  ],
  [
    'a minimum above the maximum',
    [input({ type: 'plain_text_input', min_length: 5, max_length: 4 })],
    'min_length must not be greater than max_length',
    '/blocks/0/element',
  ],
  [
    'a file input in a message',
    [input({ type: 'file_input', action_id: 'f' })],
    'unsupported type: file_input',
    '/blocks/0/element/type',
  ],
  [
    'focus on two inputs',
    [
      input({ type: 'plain_text_input', focus_on_load: true }),
      input({ type: 'plain_text_input', focus_on_load: true }),
    ],
    'only one element can have focus_on_load',
    '/blocks',
  ],
  [
    'an image without alt text',
    [{ type: 'image', image_url: 'https://example.org/a.png' }],
    'missing required field: alt_text',
    '/blocks/0',
  ],
  [
    'an image from nowhere',
    [{ type: 'image', alt_text: 'a' }],
    'must provide exactly one of image_url, slack_file',
    '/blocks/0',
  ],
  [
    'an image from two places',
    [image({ slack_file: { id: 'F0123ABCD' } })],
    'must provide exactly one of image_url, slack_file',
    '/blocks/0',
  ],
  [
    'an image that is no address',
    [image({ image_url: 'a.png' })],
    'failed to match the required pattern',
    '/blocks/0/image_url',
  ],
  ['an image title in mrkdwn', [image({ title: mrkdwn() })], 'must be a valid enum value', '/blocks/0/title/type'],
  ['long markdown', [{ type: 'markdown', text: x(12_001) }], TOO_LONG(12_000), '/blocks/0/text'],
  [
    'an unknown rich text element',
    [rich({ type: 'rich_text_poem', elements: [] })],
    'unsupported type: rich_text_poem',
    '/blocks/0/elements/0/type',
  ],
  [
    'an unknown rich text leaf',
    [rich({ type: 'rich_text_section', elements: [{ type: 'shout' }] })],
    'unsupported type: shout',
    '/blocks/0/elements/0/elements/0/type',
  ],
  [
    'an emoji inside preformatted text',
    [rich({ type: 'rich_text_preformatted', elements: [{ type: 'emoji', name: 'wave' }] })],
    'unsupported type: emoji',
    '/blocks/0/elements/0/elements/0/type',
  ],
  [
    'a list without style',
    [rich({ type: 'rich_text_list', elements: [] })],
    'missing required field: style',
    '/blocks/0/elements/0',
  ],
  [
    'an indent of nine',
    [rich({ type: 'rich_text_list', style: 'bullet', indent: 9, elements: [] })],
    'must be less than 9',
    '/blocks/0/elements/0/indent',
  ],
  [
    '21 columns',
    [{ type: 'table', rows: [Array(21).fill(cell())] }],
    'no more than 20 items allowed',
    '/blocks/0/rows/0',
  ],
  [
    '101 rows',
    [{ type: 'table', rows: Array(101).fill([cell()]) }],
    'no more than 100 items allowed',
    '/blocks/0/rows',
  ],
  [
    'two tables',
    [
      { type: 'table', rows: [[cell()]] },
      { type: 'table', rows: [[cell()]] },
    ],
    'only 1 table block(s) allowed',
    '/blocks',
  ],
  [
    'a data table without caption',
    [{ type: 'data_table', rows: [[cell()], [cell()]] }],
    'missing required field: caption',
    '/blocks/0',
  ],
  [
    'a data table with a number as header',
    [{ type: 'data_table', caption: 'c', rows: [[{ type: 'raw_number', value: 1, text: '1' }], [cell()]] }],
    'header cells must be raw_text',
    '/blocks/0/rows/0',
  ],
  [
    'six feedback elements',
    [
      {
        type: 'context_actions',
        elements: Array.from({ length: 6 }, (_, index) => ({
          type: 'icon_button',
          action_id: `i${index}`,
          icon: 'trash',
          text: plain(),
        })),
      },
    ],
    'no more than 5 items allowed',
    '/blocks/0/elements',
  ],
  [
    'an unknown icon',
    [{ type: 'context_actions', elements: [{ type: 'icon_button', icon: 'bin', text: plain() }] }],
    'must be a valid enum value',
    '/blocks/0/elements/0/icon',
  ],
  [
    'feedback with one side',
    [{ type: 'context_actions', elements: [{ type: 'feedback_buttons', positive_button: feedback('Good', '1') }] }],
    'missing required field: negative_button',
    '/blocks/0/elements/0',
  ],
  ['an alert, which is for modals', [{ type: 'alert', text: plain() }], 'unsupported type: alert', '/blocks/0/type'],
  [
    'a card with two icons',
    [{ type: 'card', body: mrkdwn(), icon: image(), slack_icon: { type: 'icon', name: 'bug' } }],
    'only one of icon, slack_icon',
    '/blocks/0',
  ],
  [
    'four buttons on a card',
    [{ type: 'card', actions: [1, 2, 3, 4].map((n) => button({ action_id: `a${n}` })) }],
    'no more than 3 items allowed',
    '/blocks/0/actions',
  ],
  [
    'a short id of a Slack file',
    [{ type: 'image', alt_text: 'a', slack_file: { id: 'F1' } }],
    'failed to match the required pattern',
    '/blocks/0/slack_file/id',
  ],
  [
    'a workflow button without action_id',
    [actions({ type: 'workflow_button', text: plain(), workflow: { trigger: {} } })],
    'missing required field: action_id',
    '/blocks/0/elements/0',
  ],
  [
    'rich text input without action_id',
    [input({ type: 'rich_text_input' })],
    'missing required field: action_id',
    '/blocks/0/element',
  ],
  [
    'a number input turned around',
    [input({ type: 'number_input', is_decimal_allowed: false, min_value: '5', max_value: '4' })],
    'min_value must not be greater than max_value',
    '/blocks/0/element',
  ],
  [
    'a number input that does not say whether decimals',
    [input({ type: 'number_input' })],
    'missing required field: is_decimal_allowed',
    '/blocks/0/element',
  ],
  [
    'a dispatch without triggers',
    [input({ type: 'plain_text_input', dispatch_action_config: {} })],
    'missing required field: trigger_actions_on',
    '/blocks/0/element/dispatch_action_config',
  ],
  [
    'a task alone that is pending',
    [{ type: 'task_card', task_id: 't', title: 't', status: 'pending' }],
    'must be a valid enum value',
    '/blocks/0/status',
  ],
  ['a plan without tasks', [{ type: 'plan', title: 'p' }], 'missing required field: tasks', '/blocks/0'],
  [
    'a task twice in a plan',
    [
      {
        type: 'plan',
        title: 'p',
        tasks: Array(2).fill({ task_id: 't', type: 'task_card', title: 't', status: 'pending' }),
      },
    ],
    'task_id already exists',
    '/blocks/0/tasks',
  ],
  [
    'long alt text of a video',
    [
      {
        type: 'video',
        video_url: 'https://x.io/v',
        thumbnail_url: 'https://x.io/t',
        title: plain(),
        alt_text: x(2001),
      },
    ],
    TOO_LONG(2000),
    '/blocks/0/alt_text',
  ],
  [
    'a chart with nothing in it',
    [chart({ type: 'pie', segments: [] })],
    'no less than 1 items allowed',
    '/blocks/0/chart/segments',
  ],
  [
    'a segment of nothing',
    [chart({ type: 'pie', segments: [{ label: 'a', value: 0 }] })],
    'must be greater than 0',
    '/blocks/0/chart/segments',
  ],
  [
    'a series that misses a category',
    [
      chart({
        type: 'bar',
        axis_config: { categories: ['a', 'b'] },
        series: [
          {
            name: 's',
            data: [
              { label: 'a', value: 1 },
              { label: 'a', value: 2 },
            ],
          },
        ],
      }),
    ],
    'must have one point for each category',
    '/blocks/0/chart/series/0/data',
  ],
  [
    'three charts',
    Array(3).fill(chart({ type: 'pie', segments: [{ label: 'a', value: 1 }] })),
    'only 2 data_visualization block(s) allowed',
    '/blocks',
  ],
  [
    '20,001 characters in data tables',
    Array(2).fill({ type: 'data_table', caption: 'c', rows: [[cell()], [cell(x(10_000))]] }),
    'must be less than 20001 characters in all tables',
    '/blocks',
  ],
  ['a header of 151 emoji', [{ type: 'header', text: plain('😀'.repeat(151)) }], TOO_LONG(150), '/blocks/0/text/text'],
  ['an empty card', [{ type: 'card' }], 'must provide one of: hero_image, title, actions, body', '/blocks/0'],
  ['a card of 201 characters', [{ type: 'card', body: mrkdwn(x(201)) }], TOO_LONG(200), '/blocks/0/body/text'],
  [
    'eleven cards',
    [{ type: 'carousel', elements: Array(11).fill({ type: 'card', body: mrkdwn() }) }],
    'no more than 10 items allowed',
    '/blocks/0/elements',
  ],
  [
    'a container without title',
    [{ type: 'container', child_blocks: [{ type: 'divider' }] }],
    'must provide one of: title, rich_text_title',
    '/blocks/0',
  ],
  [
    'a carousel in a container',
    [{ type: 'container', title: plain(), child_blocks: [{ type: 'carousel', elements: [] }] }],
    'unsupported type: carousel',
    '/blocks/0/child_blocks/0/type',
  ],
  [
    'a task of unknown state',
    [{ type: 'task_card', task_id: 't', title: 't', status: 'done' }],
    'must be a valid enum value',
    '/blocks/0/status',
  ],
];

it.each(INVALID)('chat.postMessage refuses %s', async (_, blocks, message, pointer) => {
  const said = `${message} [json-pointer:${pointer}]`;
  expect(await scene.call('chat.postMessage', { channel: SUPPORT, text: 'x', blocks })).toEqual({
    ok: false,
    error: 'invalid_blocks',
    errors: [said],
    response_metadata: { messages: [`[ERROR] ${said}`] },
  });
});

it('lists every problem, and refuses the same blocks in updates and ephemeral messages', async () => {
  const blocks = [
    { type: 'divider', a: 1 },
    { type: 'header', text: plain(x(151)) },
  ];
  const ts = await scene.root();
  for (const [method, args] of [
    ['chat.update', { ts }],
    ['chat.postEphemeral', { user: 'U0AGENTANA1' }],
  ] as const) {
    const answer = await scene.call(method, { channel: SUPPORT, text: 'x', blocks, ...args });
    expect(answer).toMatchObject({ ok: false, error: 'invalid_blocks' });
    expect(answer.errors).toHaveLength(2);
  }
});

const VALID: [name: string, blocks: Json[]][] = [
  [
    'the longest of everything',
    [
      { type: 'header', block_id: x(255), text: plain(x(150), { emoji: true }) },
      section({ text: mrkdwn(x(3000)), fields: [mrkdwn(x(2000)), plain('y')] }),
      { type: 'context', elements: [mrkdwn(), plain(), image()] },
      actions(
        button({
          text: plain(x(75)),
          value: x(2000),
          style: 'danger',
          confirm: { title: plain(x(100)), text: mrkdwn(x(300)), confirm: plain(x(30)), deny: plain(x(30)) },
        }),
      ),
      actions({ type: 'overflow', action_id: 'o', options: options(5) }, select({ options: options(100) })),
    ],
  ],
  ['the same action_id in two blocks', [actions(button()), actions(button())]],
  ['fields without text', [{ type: 'section', fields: [mrkdwn()] }]],
  [
    'every kind of menu',
    [
      actions(
        { type: 'users_select', action_id: '1', placeholder: plain() },
        { type: 'conversations_select', action_id: '2', filter: { include: ['im'] } },
        { type: 'channels_select', action_id: '3' },
        { type: 'external_select', action_id: '4', min_query_length: 0 },
        { type: 'multi_users_select', action_id: '5', max_selected_items: 2 },
        select({
          action_id: '6',
          options: undefined,
          option_groups: [{ label: plain(), options: options(2) }],
          initial_option: option('v1'),
        }),
        { type: 'radio_buttons', action_id: '7', options: [option('v', { description: mrkdwn() })] },
        { type: 'datepicker', action_id: '8', initial_date: '2026-11-22' },
        { type: 'timepicker', action_id: '9', initial_time: '23:59' },
      ),
    ],
  ],
  [
    'an input in a message',
    [
      input(
        {
          type: 'plain_text_input',
          action_id: 'i',
          multiline: true,
          max_length: 3000,
          dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
        },
        { dispatch_action: true, hint: plain(), optional: true },
      ),
    ],
  ],
  ['what a model wrote', [{ type: 'markdown', text: '# hi\n\n| a | b |\n' }]],
  [
    'feedback under a draft',
    [
      {
        type: 'context_actions',
        elements: [
          {
            type: 'feedback_buttons',
            action_id: 'f',
            positive_button: feedback('Good', '1'),
            negative_button: feedback('Bad', '0'),
          },
        ],
      },
    ],
  ],
  [
    'rich text of all kinds',
    [
      rich(
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'a', style: { bold: true, italic: true, strike: true, code: true } },
            { type: 'link', url: 'https://x.io', text: 'x' },
            { type: 'emoji', name: 'wave', unicode: '1f44b' },
            { type: 'user', user_id: 'U1' },
            { type: 'channel', channel_id: 'C1' },
            { type: 'usergroup', usergroup_id: 'S1' },
            { type: 'broadcast', range: 'here' },
            { type: 'date', timestamp: 1, format: '{date}', fallback: 'x' },
            { type: 'color', value: '#fff' },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'ordered',
          indent: 8,
          offset: 3,
          border: 1,
          elements: [{ type: 'rich_text_section', elements: [] }],
        },
        { type: 'rich_text_quote', elements: [{ type: 'text', text: 'q' }] },
        { type: 'rich_text_preformatted', language: 'ts', elements: [{ type: 'text', text: 'p' }] },
      ),
    ],
  ],
  [
    'a table',
    [
      {
        type: 'table',
        column_settings: [{ align: 'right', is_wrapped: true }],
        rows: [
          [cell(), rich({ type: 'rich_text_section', elements: [] })],
          [cell(), { type: 'raw_number', value: 3, text: '3' }],
        ],
      },
    ],
  ],
  [
    'newer blocks',
    [
      { type: 'card', title: mrkdwn(), body: mrkdwn(), actions: [button()] },
      { type: 'container', title: plain(), is_collapsible: true, child_blocks: [section(), actions(button())] },
      { type: 'plan', title: 'p', tasks: [{ type: 'task_card', task_id: 't', title: 't', status: 'pending' }] },
    ],
  ],
  ['an image of Slack’s own', [{ type: 'image', alt_text: 'a', slack_file: { id: 'F0123ABCD' }, title: plain() }]],
  [
    '150 emoji in a header: code points are counted, not halves of them',
    [{ type: 'header', text: plain('😀'.repeat(150)) }],
  ],
  ['markdown with nothing in it', [{ type: 'markdown', text: '' }]],
  ['rows of different length', [{ type: 'table', rows: [[cell(), cell()], [cell()]] }]],
  [
    'charts',
    [
      chart({
        type: 'line',
        axis_config: { categories: ['a', 'b'] },
        series: [
          {
            name: 's',
            data: [
              { label: 'b', value: 1.5 },
              { label: 'a', value: -2 },
            ],
          },
        ],
      }),
    ],
  ],
];

it.each(VALID)('chat.postMessage takes %s', async (_, blocks) => {
  expect(await scene.call('chat.postMessage', { channel: SUPPORT, text: 'x', blocks })).toMatchObject({ ok: true });
});

describe('blocks.validate', () => {
  it('needs no token and says where and what', async () => {
    const ask = async (body: Json) =>
      (await (
        await fetch(`${scene.slack.settings.SLACK_API_URL}blocks.validate`, {
          method: 'POST',
          headers: { 'content-type': 'application/json; charset=utf-8' },
          body: JSON.stringify(body),
        })
      ).json()) as Json;
    expect(await ask({ blocks: [{ type: 'divider' }] })).toEqual({ ok: true });
    expect(await ask({ blocks: [{ type: 'nope' }] })).toMatchObject({
      ok: false,
      error: 'invalid_blocks',
      errors: [{ pointer: '/blocks/0/type', message: 'unsupported type: nope' }],
    });
    expect(await ask({ message: { blocks: [{ type: 'nope' }] } })).toMatchObject({ error: 'invalid_message' });
    expect(await ask({ view: { type: 'modal', blocks: [] } })).toMatchObject({ error: 'invalid_view' });
    expect(await ask({})).toMatchObject({ error: 'invalid_arguments' });
    const both = { blocks: [], message: { blocks: [] } };
    expect(await ask(both)).toMatchObject({ error: 'invalid_arguments' });
    const alert = (length: number) => [{ type: 'alert', level: 'warning', text: plain(x(length)) }];
    const modal = (length: number) => ask({ view: { type: 'modal', title: plain(), blocks: alert(length) } });
    expect(await modal(200)).toEqual({ ok: true });
    expect(await modal(201)).toMatchObject({ error: 'invalid_view' });
    expect(await form(scene.slack, 'blocks.validate', { blocks: x(100_001) })).toMatchObject({
      error: 'invalid_arguments',
    });
  });
});
