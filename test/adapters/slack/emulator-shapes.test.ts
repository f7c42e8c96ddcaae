import shapes from '../../../adapters/agent-inboxes/slack/emulator/fixtures/payload-shapes.json';
import { ANA, BOB, type Json, type Scene, SUPPORT, startScene } from './emulator-harness';

/** What the emulator sends has the fields of Slack's real payloads: none missing, none invented. */

const SHAPES = shapes as unknown as Record<string, Json>;
/** Fields that real payloads of the same kind have too, though the example at hand does not show them. */
const ALSO: Record<string, readonly string[]> = {
  message_own_customized_name: ['blocks'],
  message_file_share_from_agent: ['team'],
  message_thread_broadcast: ['team', 'parent_user_id'],
  message_file_share_slack_connect_stub: [
    'blocks',
    'client_msg_id',
    'team',
    'parent_user_id',
    'source_team',
    'user_team',
    'upload',
    'display_as_bot',
  ],
  app_mention_in_thread: ['parent_user_id'],
};

let scene: Scene;
let root: string;
const BUTTON = {
  type: 'button',
  action_id: 'a',
  text: { type: 'plain_text', text: 'A' },
  value: 'v',
  style: 'primary',
};
const OVERFLOW = {
  type: 'overflow',
  action_id: 'o',
  options: [{ text: { type: 'plain_text', text: 'T' }, value: 't' }],
};
const FEEDBACK = {
  type: 'feedback_buttons',
  action_id: 'f',
  positive_button: { text: { type: 'plain_text', text: 'Good' }, value: 'g' },
  negative_button: { text: { type: 'plain_text', text: 'Bad' }, value: 'b' },
};
const CARD = [
  { type: 'actions', elements: [BUTTON, OVERFLOW] },
  { type: 'context_actions', elements: [FEEDBACK] },
];

beforeEach(async () => {
  scene = await startScene();
  root = await scene.root({ blocks: CARD });
});
afterEach(() => scene.stop());

const people = () => scene.slack.agentSide;
const inThread = (args: Json) => scene.call('chat.postMessage', { channel: SUPPORT, thread_ts: root, ...args });
const file = { name: 'invoice.pdf', mediaType: 'application/pdf', bytes: Buffer.from('x') };
const openModal = async (): Promise<string> => {
  await people().press(ANA, SUPPORT, root, 'a');
  const view = {
    type: 'modal',
    callback_id: 'c',
    private_metadata: 'p',
    notify_on_close: true,
    title: { type: 'plain_text', text: 'T' },
    submit: { type: 'plain_text', text: 'S' },
    close: { type: 'plain_text', text: 'C' },
    blocks: [
      {
        type: 'input',
        block_id: 'b',
        label: { type: 'plain_text', text: 'L' },
        element: { type: 'external_select', action_id: 'u' },
      },
    ],
  };
  const trigger_id = scene.app.interactions().at(-1)?.trigger_id;
  return String(((await scene.call('views.open', { trigger_id, view })).view as Json).id);
};

/** Kind of payload, by the example's name, and what brings it about. */
const EVENTS: Record<string, () => Promise<unknown>> = {
  message_agent_thread_reply: () => people().write(ANA, SUPPORT, root, 'Hi *Maria*, see https://x.io :wave:'),
  message_agent_top_level_not_thread: () => people().write(ANA, SUPPORT, null, 'anyone on shift?'),
  message_own_plain_bot_post: () => inThread({ text: 'Case claimed' }),
  message_own_customized_name: () => inThread({ text: 'hi', username: 'Maria', icon_url: 'https://example.org/1.png' }),
  message_changed_by_agent: async () => {
    const { id } = await people().write(ANA, SUPPORT, root, 'one');
    await people().edit(ANA, SUPPORT, id, 'two');
  },
  message_changed_unfurl_only_no_text_change: async () => {
    const { id } = await people().write(ANA, SUPPORT, root, 'see https://x.io');
    scene.slack.control.unfurl(SUPPORT, id);
  },
  message_changed_own_root_card: () => scene.call('chat.update', { channel: SUPPORT, ts: root, text: 'Case 42' }),
  message_deleted_by_agent: async () => {
    const { id } = await people().write(ANA, SUPPORT, root, 'oops');
    await people().remove(ANA, SUPPORT, id);
  },
  message_root_with_replies_deleted_tombstone: async () => {
    await people().write(ANA, SUPPORT, root, 'reply');
    await people().remove(ANA, SUPPORT, root);
  },
  message_file_share_from_agent: async () => people().upload?.(ANA, SUPPORT, root, [file], 'here it is'),
  message_file_share_slack_connect_stub: async () => {
    scene.slack.control.shareChannel(SUPPORT);
    await people().upload?.('U0EXTERNEVE', SUPPORT, root, [file]);
  },
  message_thread_broadcast: () => scene.slack.control.broadcastReply(ANA, SUPPORT, root, 'also here'),
  message_huddle_or_system_ignored: async () => {
    scene.slack.control.removeMember(SUPPORT, BOB);
    scene.slack.control.invite(SUPPORT, BOB);
  },
  app_mention_in_thread: () => people().write(ANA, SUPPORT, root, '@baton summarise'),
  reaction_added: () => people().react(ANA, SUPPORT, root, 'eyes'),
  member_joined_channel_bot_added: async () => {
    scene.slack.control.removeBot(SUPPORT);
    scene.slack.control.invite(SUPPORT, 'U0BATONBOT1');
  },
  app_home_opened: async () => scene.slack.control.openHome(ANA),
  app_uninstalled: async () => scene.slack.control.uninstall(),
  tokens_revoked: async () => scene.slack.control.revokeToken(),
};

const INTERACTIONS: Record<string, () => Promise<unknown>> = {
  block_actions_button: () => people().press(ANA, SUPPORT, root, 'a'),
  block_actions_overflow: () => people().press(ANA, SUPPORT, root, 'o', 't'),
  block_actions_feedback: () => people().press(ANA, SUPPORT, root, 'f', 'g'),
  view_submission: async () => {
    await openModal();
    await people().submit?.(ANA, { b: BOB });
  },
  view_closed: async () => {
    await openModal();
    await people().closeModal?.(ANA);
  },
  block_suggestion: async () => {
    const id = await openModal();
    scene.app.answer = () => ({ body: '{"options":[]}' });
    await scene.slack.control.loadOptions(ANA, id, 'u', 'mar');
  },
  message_shortcut: () => scene.slack.control.messageShortcut(ANA, SUPPORT, root, 'c'),
  global_shortcut: () => scene.slack.control.globalShortcut(ANA, 'c'),
  slash_command_form_fields: () => people().write(ANA, SUPPORT, null, '/baton find @bob'),
};

const keys = (value: unknown): string[] => Object.keys(value as Json).sort();
const sent = async (wanted: (body: Json) => boolean): Promise<Json> => {
  await scene.slack.idle();
  return scene.app.received.map(({ body }) => body).findLast(wanted) as Json;
};

it.each(Object.entries(EVENTS))('event: %s', async (name, act) => {
  const shape = SHAPES[name] as Json;
  const example = shape.event as Json;
  await act();
  const body = await sent(
    ({ event }) => (event as Json).type === example.type && (event as Json).subtype === example.subtype,
  );
  expect(keys(body)).toEqual(keys(shape));
  const event = body.event as Json;
  const known = [...keys(example), ...(ALSO[name] ?? [])];
  expect(keys(event).filter((key) => !known.includes(key))).toEqual([]);
  expect(keys(example).filter((key) => !keys(event).includes(key))).toEqual([]);
  for (const key of ['message', 'previous_message', 'root'].filter((one) => example[one] !== undefined)) {
    expect(keys(event[key])).toEqual(expect.arrayContaining(keys(example[key])));
  }
  const files = (example.files as Json[] | undefined)?.[0];
  if (files) expect(keys((event.files as Json[])[0])).toEqual(keys(files));
});

it.each(Object.entries(INTERACTIONS))('interaction: %s', async (name, act) => {
  const example = SHAPES[name] as Json;
  await act();
  const body = await sent(({ type }) => type === example.type);
  expect(keys(body)).toEqual(keys(example));
  for (const key of ['user', 'container', 'view'].filter((one) => example[one] !== undefined)) {
    const extra = name === 'block_actions_feedback' ? ['thread_ts'] : [];
    expect(keys(body[key])).toEqual(expect.arrayContaining(keys(example[key]).filter((one) => !extra.includes(one))));
  }
  const [action] = (example.actions ?? []) as Json[];
  if (action) {
    const [own] = body.actions as Json[];
    expect(keys(own)).toEqual(keys(action));
  }
});

it('app_rate_limited has no inner event', async () => {
  scene.slack.control.announceRateLimit();
  const body = await sent(({ type }) => type === 'app_rate_limited');
  expect(keys(body)).toEqual(keys(SHAPES.app_rate_limited_no_inner_event));
});
