import type { IncomingEvent, Notice, ThreadRef } from '../../../src/ports';
import { ANA, type Live, SUPPORT, soon, startLive } from './live';

let live: Live;
let thread: ThreadRef;
beforeEach(async () => {
  live = await startLive();
  await live.inbox.prepare?.();
  thread = (await live.open()).thread;
});
afterEach(() => live.stop());

const TEXT = 'Refunds take "five" days.\n\nWrite again if it takes longer.';
const draft = (text = TEXT): Notice => ({
  text: 'Draft, from “Refunds”. Only you see it.',
  quote: text,
  tone: 'info',
  mention: null,
  actions: [
    { label: 'Send', action: { name: 'send_draft', draft: 'draft:1' } },
    { label: 'Edit…', action: { name: 'edit_draft', draft: 'draft:1', text } },
    { label: 'Discard', action: { name: 'dismiss' } },
  ],
});
const whisper = () => live.posts(thread, ANA).find(({ ephemeral }) => ephemeral);
const press = async (actionId: string) => {
  await live.slack.agentSide.press(ANA, SUPPORT, whisper()?.id ?? '', actionId);
  await live.slack.idle();
};
const modal = () => live.slack.agentSide.modal?.(ANA) ?? null;
const submit = (text: string) => live.slack.agentSide.submit?.(ANA, { reply: text });
const acted = (): readonly IncomingEvent[] => live.events('agent_action');

/** The draft is shown to Ana, and she has pressed Edit. */
async function editing(): Promise<void> {
  await live.inbox.tell(thread, ANA, draft());
  await press('baton:edit_draft:1');
  await soon(() => modal() !== null);
}

test('a draft is shown set apart, with its buttons', async () => {
  await live.inbox.tell(thread, ANA, draft());
  const raw = JSON.stringify(whisper()?.raw);
  expect(raw).toContain('rich_text_quote');
  expect(raw).toContain('Write again if it takes longer.');
  await press('baton:send_draft:0');
  expect(acted()).toMatchObject([{ thread, action: { name: 'send_draft', draft: 'draft:1' } }]);
});

test('a message that was held opens in the same form, which says the changed text of that message', async () => {
  const action = { name: 'edit_message', message: 'm1', text: 'Between us, it is lost.' } as const;
  await live.inbox.tell(thread, ANA, { ...draft(), actions: [{ label: 'Edit…', action }] });
  await press('baton:edit_message:0');
  await soon(() => modal() !== null);
  expect(JSON.stringify(modal()?.raw)).toContain('Between us, it is lost.');
  await submit('It is lost. We send a new one.');
  await live.slack.idle();
  expect(acted()).toMatchObject([
    { thread, action: { name: 'send_changed', message: 'm1', text: 'It is lost. We send a new one.' } },
  ]);
});

test('it opens in a form, which says the edited text, and puts the whisper away', async () => {
  await editing();
  expect(acted()).toEqual([]);
  expect(JSON.stringify(modal()?.raw)).toContain('Write again if it takes longer.');
  expect(await submit('  Five days. Promised!  ')).toEqual({ errors: {} });
  await live.slack.idle();
  expect(acted()).toMatchObject([
    {
      thread,
      source: thread,
      agent: { id: ANA },
      action: { name: 'send_text', draft: 'draft:1', text: 'Five days. Promised!' },
    },
  ]);
  expect(modal()).toBeNull();
  await soon(() => whisper() === undefined);
});

test('an empty text stays in the form, with a word why', async () => {
  await editing();
  expect(await submit('   ')).toEqual({ errors: { reply: 'Write what the customer is to read.' } });
  expect(modal()).not.toBeNull();
  expect(acted()).toEqual([]);
});

test('a form that is closed sends nothing and leaves the draft', async () => {
  await editing();
  await live.slack.agentSide.closeModal?.(ANA);
  await live.slack.idle();
  expect(acted()).toEqual([]);
  expect(whisper()).toBeDefined();
});

test('a form that Slack does not open leaves the draft, and nothing is lost', async () => {
  await live.inbox.tell(thread, ANA, draft());
  live.slack.faults.fail({ type: 'refuse', error: 'expired_trigger_id' }, 1, 'views.open');
  await press('baton:edit_draft:1');
  await soon(() => live.log.some(({ message }) => message === 'A form was not opened'));
  expect(whisper()).toBeDefined();
  await press('baton:edit_draft:1');
  await soon(() => modal() !== null);
});

test('a text that no button has room for has none to edit it with', async () => {
  await live.inbox.tell(thread, ANA, draft('"'.repeat(1_400)));
  const raw = JSON.stringify(whisper()?.raw);
  expect(raw).toContain('baton:send_draft:0');
  expect(raw).not.toContain('baton:edit_draft');
});

test('discarding puts it away and says nothing', async () => {
  await live.inbox.tell(thread, ANA, draft());
  await press('baton:dismiss:2');
  await soon(() => whisper() === undefined);
  expect(acted()).toMatchObject([{ action: { name: 'dismiss' } }]);
});
