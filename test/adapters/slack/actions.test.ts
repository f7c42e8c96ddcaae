import fc from 'fast-check';
import {
  assignMenu,
  button,
  decodePressed,
  FOREIGN_ACTION,
  moreMenu,
  OUR_ACTION,
  whisperBlockId,
} from '../../../adapters/agent-inboxes/slack/actions';
import type { AgentAction, ThreadRef } from '../../../src/ports';

const ACTIONS: readonly AgentAction[] = [
  { name: 'claim' },
  { name: 'take_over' },
  { name: 'return_to_bot' },
  { name: 'resolve' },
  { name: 'snooze', forMs: 3_600_000 },
  { name: 'assign', to: { id: 'U0BOB', name: 'Bob' } },
  { name: 'send_message', message: 'm1', takeOver: true },
  { name: 'send_message', message: 'm1', takeOver: false },
  { name: 'keep_internal', message: 'm1' },
  { name: 'make_note', message: 'm1' },
  { name: 'explain_handoff' },
  { name: 'show_transcript' },
  { name: 'choose_assignee' },
  { name: 'block_sender', sure: true },
  { name: 'block_sender', sure: false },
  { name: 'unblock_sender' },
  { name: 'dismiss' },
  { name: 'draft_reply' },
  { name: 'send_draft', draft: 'draft:1' },
  { name: 'edit_draft', draft: 'draft:1', text: 'It takes "five" days.\nReally.' },
  { name: 'send_again', message: 'm1' },
  { name: 'send_correction', message: 'm1' },
  { name: 'send_template' },
  { name: 'edit_message', message: 'm1', text: 'Between us.' },
];

test.each(ACTIONS)('$name comes back from its button as it was', (action) => {
  const made = button({ label: 'x', action, index: 3, handoffId: 'h1' });
  expect(made.action_id).toMatch(OUR_ACTION);
  expect(decodePressed(made as unknown as Record<string, unknown>)).toEqual({ action, thread: null });
});

interface Menu {
  readonly action_id: string;
  readonly option_groups: readonly { readonly options: readonly { readonly text: object; readonly value: string }[] }[];
}

test('each choice of the menu comes back as it was, within Slack’s 150 characters', () => {
  const actions = ['explain_handoff', 'show_transcript', 'snooze', 'take_over', 'block_sender'] as const;
  const menu = moreMenu(actions) as unknown as Menu;
  const options = menu.option_groups.flatMap((group) => group.options);
  expect(options.every(({ value }) => value.length <= 150)).toBe(true);
  const chosen = options.map((option) => decodePressed({ action_id: menu.action_id, selected_option: option })?.action);
  expect(chosen).toEqual([
    { name: 'explain_handoff' },
    { name: 'show_transcript' },
    ...[1, 2, 8, 48].map((halfHours) => ({ name: 'snooze', forMs: halfHours * 1_800_000 })),
    { name: 'take_over' },
    { name: 'block_sender', sure: false },
  ]);
});

test('there is no menu where nothing stands in it', () => {
  expect(moreMenu(['claim', 'resolve'])).toBeNull();
});

test('the picker of people knows its thread where Slack may not say it', () => {
  const thread = 'C0SUPPORT01:1795350000.000100' as ThreadRef;
  const pressed = { ...assignMenu(), block_id: whisperBlockId(thread), selected_user: 'U0BOB' };
  expect(decodePressed(pressed)).toEqual({ action: { name: 'assign', to: { id: 'U0BOB', name: 'U0BOB' } }, thread });
});

test('every action id is ours or foreign, never both: nothing is acknowledged twice', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((rest) => `baton:${rest}`),
      ),
      (id) => {
        expect(OUR_ACTION.test(id)).not.toBe(FOREIGN_ACTION.test(id));
      },
    ),
  );
});

test.each<readonly [string, Record<string, unknown>]>([
  ['no value', { action_id: 'baton:claim:0' }],
  ['an empty value', { action_id: 'baton:claim:0', value: '' }],
  ['a value that is no JSON', { action_id: 'baton:claim:0', value: '{"v":1' }],
  ['a value that is no object', { action_id: 'baton:claim:0', value: '[1]' }],
  ['another version', { action_id: 'baton:claim:0', value: '{"v":2,"a":{"name":"claim"}}' }],
  ['no version', { action_id: 'baton:claim:0', value: '{"a":{"name":"claim"}}' }],
  ['an action that is new', { action_id: 'baton:erase:0', value: '{"v":1,"a":{"name":"erase"}}' }],
  ['a snooze of text', { action_id: 'baton:snooze', value: '{"v":1,"a":{"name":"snooze","forMs":"60000"}}' }],
  ['a snooze without end', { action_id: 'baton:snooze', value: '{"v":1,"a":{"name":"snooze","forMs":1e15}}' }],
  ['a snooze into the past', { action_id: 'baton:snooze', value: '{"v":1,"a":{"name":"snooze","forMs":-1}}' }],
  [
    'a message that is none',
    { action_id: 'baton:send_again:0', value: '{"v":1,"a":{"name":"send_again","message":7}}' },
  ],
  [
    'sending without saying who takes over',
    { action_id: 'baton:send_message:0', value: '{"v":1,"a":{"name":"send_message","message":"m1"}}' },
  ],
  ['assigning to nobody', { action_id: 'baton:assign', selected_user: null }],
  ['assigning to something else', { action_id: 'baton:assign', selected_user: '<!channel>' }],
  [
    'a value longer than Slack allows',
    { action_id: 'baton:claim:0', value: `{"v":1,"a":{"name":"claim"},"x":"${'x'.repeat(2_000)}"}` },
  ],
])('%s does nothing', (_name, pressed) => {
  expect(decodePressed(pressed)).toBeNull();
});

test('whatever a payload holds, it never throws', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom('action_id', 'value', 'selected_option', 'selected_user'),
        fc.oneof(fc.anything(), fc.json()),
      ),
      (pressed) => {
        expect(() => decodePressed(pressed)).not.toThrow();
      },
    ),
  );
});
