import { ANA, type AppAnswer, BOB, type Json, type Scene, SUPPORT, startScene } from './emulator-harness';

let scene: Scene;
let root: string;
beforeEach(async () => {
  scene = await startScene();
  const button = { type: 'button', action_id: 'open', text: plain('Open') };
  root = await scene.root({ blocks: [{ type: 'actions', elements: [button] }] });
});
afterEach(() => scene.stop());

const plain = (text: string): Json => ({ type: 'plain_text', text });
const option = (value: string): Json => ({ text: plain(value), value });
const input = (block_id: string, element: Json, more: Json = {}): Json => ({
  type: 'input',
  block_id,
  label: plain('L'),
  element,
  ...more,
});
const MODAL: Json = {
  type: 'modal',
  callback_id: 'transfer',
  title: plain('Transfer'),
  submit: plain('Go'),
  blocks: [
    input('to', { type: 'users_select', action_id: 'v' }),
    input('note', { type: 'plain_text_input', action_id: 'n', max_length: 10 }, { optional: true }),
  ],
};
const trigger = async (): Promise<string> => {
  await scene.slack.agentSide.press(ANA, SUPPORT, root, 'open');
  return String(scene.app.interactions().at(-1)?.trigger_id);
};
const open = async (view: Json = MODAL): Promise<Json> =>
  (await scene.call('views.open', { trigger_id: await trigger(), view })).view as Json;
const people = () => scene.slack.agentSide;
const last = (): Json => scene.app.interactions().at(-1) as Json;
const answerJson = (body: Json) => (): AppAnswer => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

describe('opening', () => {
  it('shows the modal to who pressed, and to nobody else', async () => {
    const answer = await scene.web.views.open({ trigger_id: await trigger(), view: MODAL as never });
    expect(answer.view).toMatchObject({
      id: expect.stringMatching(/^V/),
      hash: expect.any(String),
      type: 'modal',
      callback_id: 'transfer',
      bot_id: 'B0BATONBOT1',
      previous_view_id: null,
    });
    expect(people().modal?.(ANA)).toMatchObject({ id: answer.view?.id, title: 'Transfer' });
    expect(people().modal?.(BOB)).toBeNull();
  });

  it('works once, within three seconds, with a real trigger', async () => {
    const id = await trigger();
    await scene.call('views.open', { trigger_id: id, view: MODAL });
    expect(await scene.call('views.open', { trigger_id: id, view: MODAL })).toMatchObject({
      error: 'exchanged_trigger_id',
    });
    const slow = await trigger();
    scene.slack.control.advanceClock(3_000);
    expect(await scene.call('views.open', { trigger_id: slow, view: MODAL })).toMatchObject({
      error: 'expired_trigger_id',
    });
    expect(await scene.call('views.open', { trigger_id: '1.2.abc', view: MODAL })).toMatchObject({
      error: 'invalid_trigger_id',
    });
  });

  it.each<[string, Json, string]>([
    ['no title', { title: undefined }, 'missing required field: title [json-pointer:/view]'],
    [
      'a long title',
      { title: plain('x'.repeat(25)) },
      'must be less than 25 characters [json-pointer:/view/title/text]',
    ],
    [
      'a long submit',
      { submit: plain('x'.repeat(25)) },
      'must be less than 25 characters [json-pointer:/view/submit/text]',
    ],
    [
      'a long close',
      { close: plain('x'.repeat(25)) },
      'must be less than 25 characters [json-pointer:/view/close/text]',
    ],
    ['no submit beside an input', { submit: undefined }, 'missing required field: submit'],
    ['no blocks', { blocks: [] }, 'no less than 1 items allowed [json-pointer:/view/blocks]'],
    [
      '101 blocks',
      { blocks: Array(101).fill({ type: 'divider' }) },
      'no more than 100 items allowed [json-pointer:/view/blocks]',
    ],
    [
      'markdown in a modal',
      { blocks: [{ type: 'markdown', text: 'x' }] },
      'unsupported type: markdown [json-pointer:/view/blocks/0/type]',
    ],
    [
      'long private metadata',
      { private_metadata: 'x'.repeat(3_001) },
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
    [
      'a long callback id',
      { callback_id: 'x'.repeat(256) },
      'must be less than 256 characters [json-pointer:/view/callback_id]',
    ],
    ['a home', { type: 'home' }, 'must be a valid enum value [json-pointer:/view/type]'],
    ['a field modals do not have', { hash: 'x' }, 'invalid additional property: hash [json-pointer:/view]'],
  ])('refuses %s, and leaves the trigger usable', async (_, change, message) => {
    const id = await trigger();
    const answer = await scene.call('views.open', { trigger_id: id, view: { ...MODAL, ...change } });
    expect(answer).toMatchObject({ ok: false, error: 'invalid_arguments' });
    expect(JSON.stringify((answer.response_metadata as Json).messages)).toContain(message);
    expect(await scene.call('views.open', { trigger_id: id, view: MODAL })).toMatchObject({ ok: true });
  });

  it('takes file inputs, which messages do not', async () => {
    const blocks = [input('f', { type: 'file_input', action_id: 'f', max_files: 10 })];
    expect(await open({ ...MODAL, blocks })).toMatchObject({ type: 'modal' });
  });

  it('refuses 250 kB and an external id twice', async () => {
    const text = { type: 'section', text: plain('x'.repeat(3_000)) };
    const huge = { ...MODAL, blocks: Array(90).fill(text) };
    expect(await scene.call('views.open', { trigger_id: await trigger(), view: huge })).toMatchObject({
      error: 'view_too_large',
    });
    await scene.call('views.publish', {
      user_id: BOB,
      view: { type: 'home', external_id: 'e', blocks: [{ type: 'divider' }] },
    });
    const twice = await scene.call('views.open', { trigger_id: await trigger(), view: { ...MODAL, external_id: 'e' } });
    expect(twice).toMatchObject({ error: 'duplicate_external_id' });
  });
});

describe('updating and stacking', () => {
  it('replaces by id while the hash is the newest', async () => {
    const view = await open();
    const update = (hash: unknown, title: string) =>
      scene.call('views.update', { view_id: view.id, hash, view: { ...MODAL, title: plain(title) } });
    expect(await update(view.hash, 'Two')).toMatchObject({ ok: true });
    expect(people().modal?.(ANA)?.title).toBe('Two');
    expect(await update(view.hash, 'Three')).toMatchObject({ error: 'hash_conflict' });
    expect(await scene.call('views.update', { view: MODAL })).toMatchObject({ error: 'invalid_arguments' });
    const home = { type: 'home', blocks: [{ type: 'divider' }] };
    expect(await scene.call('views.update', { view_id: view.id, view: home })).toMatchObject({ error: 'not_found' });
    await people().closeModal?.(ANA);
    expect(await update(undefined, 'Four')).toMatchObject({ error: 'not_found' });
  });

  it('stacks three, no more, and goes back one by one', async () => {
    const first = await open();
    const push = async (title: string) =>
      scene.call('views.push', { trigger_id: await trigger(), view: { ...MODAL, title: plain(title) } });
    expect(await push('Two')).toMatchObject({ view: { previous_view_id: first.id, root_view_id: first.id } });
    await push('Three');
    expect(await push('Four')).toMatchObject({ error: 'push_limit_reached' });
    await people().closeModal?.(ANA);
    expect(people().modal?.(ANA)?.title).toBe('Two');
  });

  it('pushes nothing on nothing', async () => {
    expect(await scene.call('views.push', { trigger_id: await trigger(), view: MODAL })).toMatchObject({
      error: 'not_found',
    });
  });
});

describe('submitting', () => {
  it('sends what is in the inputs and closes on an empty answer', async () => {
    await open({ ...MODAL, private_metadata: 'm' });
    expect(await people().submit?.(ANA, { to: BOB })).toEqual({ errors: {} });
    expect(last()).toMatchObject({
      type: 'view_submission',
      trigger_id: expect.any(String),
      response_urls: [],
      user: { id: ANA },
      view: {
        callback_id: 'transfer',
        private_metadata: 'm',
        state: {
          values: {
            to: { v: { type: 'users_select', selected_user: BOB } },
            note: { n: { type: 'plain_text_input', value: null } },
          },
        },
      },
    });
    expect(people().modal?.(ANA)).toBeNull();
  });

  it('checks in the client what the client checks', async () => {
    await open();
    expect(await people().submit?.(ANA, { note: 'x'.repeat(11) })).toEqual({
      errors: { to: 'Please complete this required field.', note: 'Must be at most 10 characters.' },
    });
    expect(last().type).toBe('block_actions');
    await expect(people().submit?.(ANA, { nope: 'x' })).rejects.toThrow('no input "nope"');
  });

  it('begins with initial values and knows every kind of input', async () => {
    const view = {
      ...MODAL,
      blocks: [
        input('menu', {
          type: 'static_select',
          action_id: 'a',
          options: [option('x'), option('y')],
          initial_option: option('y'),
        }),
        input('checks', { type: 'checkboxes', action_id: 'b', options: [option('1'), option('2')] }),
        input('day', { type: 'datepicker', action_id: 'c', initial_date: '2026-11-22' }),
        input('text', { type: 'plain_text_input', action_id: 'd', initial_value: 'hi' }),
      ],
    };
    await open(view);
    await people().submit?.(ANA, { checks: '1,2' });
    expect(((last().view as Json).state as Json).values).toMatchObject({
      menu: { a: { selected_option: { value: 'y' } } },
      checks: { b: { selected_options: [{ value: '1' }, { value: '2' }] } },
      day: { c: { selected_date: '2026-11-22' } },
      text: { d: { value: 'hi' } },
    });
    await open(view);
    await expect(people().submit?.(ANA, { menu: 'z', checks: '1' })).rejects.toThrow('does not offer "z"');
  });

  it('shows errors under inputs and keeps the modal', async () => {
    await open();
    scene.app.answer = answerJson({ response_action: 'errors', errors: { to: 'Not on shift' } });
    expect(await people().submit?.(ANA, { to: BOB })).toEqual({ errors: { to: 'Not on shift' } });
    expect(people().modal?.(ANA)?.title).toBe('Transfer');
  });

  it.each<[string, () => AppAnswer, string]>([
    [
      'errors for what is no input',
      answerJson({ response_action: 'errors', errors: { v: 'x' } }),
      'v is no input block; there are to, note',
    ],
    ['errors without any', answerJson({ response_action: 'errors', errors: {} }), 'no errors given'],
    ['an unknown action', answerJson({ response_action: 'close' }), 'no response_action "close"'],
    [
      'a wrong view',
      answerJson({ response_action: 'update', view: { ...MODAL, title: plain('x'.repeat(25)) } }),
      'must be less than 25 characters',
    ],
    ['what is no JSON', () => ({ body: 'ok' }), 'must be empty or a JSON object'],
    ['an error', () => ({ status: 500 }), 'the answer was 500'],
  ])('is in trouble with %s', async (_, answer, message) => {
    await open();
    scene.app.answer = answer;
    await expect(people().submit?.(ANA, { to: BOB })).rejects.toThrow(message);
    expect(people().modal?.(ANA)).not.toBeNull();
  });

  it('updates, pushes and clears', async () => {
    await open();
    const next = (response_action: string, title: string) =>
      answerJson({ response_action, view: { ...MODAL, title: plain(title) } });
    scene.app.answer = next('update', 'Updated');
    await people().submit?.(ANA, { to: BOB });
    expect(people().modal?.(ANA)?.title).toBe('Updated');
    scene.app.answer = next('push', 'Pushed');
    await people().submit?.(ANA, { to: BOB });
    expect(people().modal?.(ANA)?.title).toBe('Pushed');
    scene.app.answer = answerJson({ response_action: 'clear' });
    await people().submit?.(ANA, { to: BOB });
    expect(people().modal?.(ANA)).toBeNull();
  });
});

describe('closing', () => {
  it('tells the app only where it asked for it', async () => {
    await open();
    await people().closeModal?.(ANA);
    expect(last().type).toBe('block_actions');
    const view = await open({ ...MODAL, notify_on_close: true });
    await people().closeModal?.(ANA);
    expect(last()).toMatchObject({ type: 'view_closed', is_cleared: false, view: { id: view.id } });
  });
});

describe('inside views', () => {
  it('presses with the view as container, without response_url', async () => {
    const button = { type: 'button', action_id: 'b', text: plain('B') };
    const view = await open({ ...MODAL, blocks: [{ type: 'actions', block_id: 'x', elements: [button] }] });
    expect(await scene.slack.control.pressInView(ANA, String(view.id), 'b')).toMatchObject({ status: 200 });
    expect(last()).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: view.id },
      view: { id: view.id },
      actions: [{ action_id: 'b', block_id: 'x' }],
    });
    expect(last()).not.toHaveProperty('response_url');
    await expect(scene.slack.control.pressInView(BOB, String(view.id), 'b')).rejects.toThrow('does not see the view');
  });

  it('asks for options, at most 100', async () => {
    const view = await open({ ...MODAL, blocks: [input('c', { type: 'external_select', action_id: 'find' })] });
    const load = () => scene.slack.control.loadOptions(ANA, String(view.id), 'find', 'mar');
    scene.app.answer = answerJson({ options: [option('maria')] });
    expect(await load()).toMatchObject({ options: [{ value: 'maria' }] });
    expect(last()).toMatchObject({ type: 'block_suggestion', action_id: 'find', block_id: 'c', value: 'mar' });
    scene.app.answer = answerJson({ options: Array(101).fill(option('x')) });
    await expect(load()).rejects.toThrow('at most 100');
  });
});

describe('Home', () => {
  const publish = (args: Json = {}) =>
    scene.call('views.publish', { user_id: ANA, view: { type: 'home', blocks: [{ type: 'divider' }] }, ...args });

  it('is published per person, only as home, and guarded by its hash', async () => {
    expect(scene.slack.control.openHome(ANA)).toBeNull();
    const { view } = await publish();
    expect(scene.slack.control.openHome(ANA)).toMatchObject({ type: 'home' });
    expect(scene.slack.control.openHome(BOB)).toBeNull();
    expect(await publish({ view: MODAL })).toMatchObject({ error: 'invalid_arguments' });
    expect(await publish({ user_id: 'U0NOBODY001' })).toMatchObject({ error: 'invalid_arguments' });
    const again = await publish({ hash: (view as Json).hash });
    expect((again.view as Json).id).toBe((view as Json).id);
    expect(await publish({ hash: (view as Json).hash })).toMatchObject({ error: 'hash_conflict' });
  });

  it('tells the app when it is opened, with what is published', async () => {
    scene.slack.control.openHome(ANA);
    await publish();
    scene.slack.control.openHome(ANA);
    scene.slack.control.openHome(ANA, 'messages');
    await scene.slack.idle();
    const [first, second, third] = scene.app.events('app_home_opened');
    expect(first).toMatchObject({ user: ANA, tab: 'home', channel: expect.stringMatching(/^D/) });
    expect(first).not.toHaveProperty('view');
    expect(second).toMatchObject({ view: { type: 'home' } });
    expect(third).toMatchObject({ tab: 'messages' });
  });
});
