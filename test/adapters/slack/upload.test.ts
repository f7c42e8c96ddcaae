import { contentOf, type ExternalId, type ThreadFile, type ThreadRef } from '../../../src/ports';
import { ANA, context, type Live, rejection, SUPPORT, startLive } from './live';
import { startInbox } from './support';

const BYTES = Buffer.from('OggS a voice note \0\xff', 'latin1');
const VOICE: ThreadFile = { name: 'voice.ogg', ...contentOf(BYTES, 'audio/ogg') };
const SCOPES = ['chat:write', 'users:read', 'channels:read', 'channels:history', 'channels:join'];

let live: Live;
let thread: ThreadRef;

async function begin(options: Parameters<typeof startLive>[0] = {}): Promise<void> {
  live = await startLive(options);
  await live.inbox.prepare?.();
  thread = (await live.open()).thread;
}
afterEach(() => live.stop());

const upload = (key = 'file-1', file = VOICE, at = thread): Promise<{ sentId: ExternalId }> =>
  live.inbox.files?.upload(at, file, context(key)) ?? Promise.reject(new Error('There is no facet for files.'));
const find = (key = 'file-1') => live.inbox.files?.findUpload(thread, context(key));
const calls = (method: string): number => live.slack.control.calls(method).length;
const shown = () => live.posts(thread).flatMap(({ id, files }) => files.map((file) => ({ ...file, id })));

describe('a file', () => {
  beforeEach(() => begin());

  test('appears in the thread once, byte for byte, and is known where', async () => {
    const { sentId } = await upload();
    const [file, ...more] = shown();
    expect(more).toEqual([]);
    expect(file).toMatchObject({ name: 'voice.ogg', mediaType: 'audio/ogg' });
    expect(`${SUPPORT}:${file?.id}`).toBe(sentId);
    const bytes = Buffer.from(await (await fetch(file?.url ?? '')).arrayBuffer());
    expect(bytes.equals(BYTES)).toBe(true);
    expect(await find()).toEqual({ sentId });
  });

  test('of ours that comes back as an event is not taken for an agent’s', async () => {
    await upload();
    await live.slack.idle();
    expect(live.events('agent_message')).toEqual([]);
    expect(live.results.filter(({ quarantined }) => quarantined !== undefined)).toEqual([]);
  });

  test('that was never tried is not found, and Slack is not asked', async () => {
    expect(await find()).toBeNull();
    expect(calls('files.info')).toBe(0);
  });
});

describe('when the outcome is unknown', () => {
  beforeEach(() => begin());

  test.each(['cut', 'server_error'] as const)('and it was done (%s), it is found and not shown twice', async (type) => {
    live.slack.faults.fail({ type, done: true }, 1, 'files.completeUploadExternal');
    expect(await rejection(upload())).toMatchObject({ kind: 'unsure' });
    await live.slack.idle();
    expect(await find()).toEqual({ sentId: `${SUPPORT}:${shown()[0]?.id}` });
    expect(shown()).toHaveLength(1);
  });

  test('and it was not done, it is certain that a new try repeats nothing', async () => {
    live.slack.faults.fail({ type: 'cut', done: false }, 1, 'files.completeUploadExternal');
    expect(await rejection(upload())).toMatchObject({ kind: 'unsure' });
    expect(await find()).toBeNull();
    await upload();
    expect(shown()).toHaveLength(1);
  });

  test('before anything was asked to be shown, it is simply tried again', async () => {
    for (const step of ['files.getUploadURLExternal', 'upload']) {
      live.slack.faults.fail({ type: 'cut', done: true }, 1, step);
      expect(await rejection(upload())).toMatchObject({ kind: 'unavailable' });
    }
    expect(calls('files.completeUploadExternal')).toBe(0);
    await upload();
    expect(shown()).toHaveLength(1);
  });

  test('to the asking itself, it stays unknown', async () => {
    await upload();
    live.slack.faults.fail({ type: 'server_error', done: false }, 1, 'files.info');
    expect(await rejection(find() as Promise<unknown>)).toMatchObject({ kind: 'unavailable' });
  });
});

describe('Slack accepted it and', () => {
  test('shows it a moment later: waited for', async () => {
    await begin({ timeScale: 1, shareDelayMs: 500 });
    await upload();
    expect(shown()).toHaveLength(1);
  });

  test('shows it much later: unknown until then, and never twice', async () => {
    await begin();
    live.slack.control.set('sharesNeverLand', true);
    expect(await rejection(upload())).toMatchObject({ kind: 'unsure' });
    expect(await rejection(find() as Promise<unknown>)).toMatchObject({ kind: 'unavailable' });
    expect(calls('files.completeUploadExternal')).toBe(1);
  });

  test('never shows it: after a minute it is deleted and refused, so that a link takes its place', async () => {
    await begin();
    live.slack.control.set('sharesNeverLand', true);
    expect(await rejection(upload())).toMatchObject({ kind: 'unsure' });
    const { inbox } = await startInbox(live.slack.settings, { storage: live.storage, now: () => Date.now() + 61_000 });
    const later = inbox.files as NonNullable<typeof inbox.files>;
    expect(await later.findUpload(thread, context('file-1'))).toBeNull();
    expect(calls('files.delete')).toBe(1);
    expect(await rejection(later.upload(thread, VOICE, context('file-1')))).toMatchObject({
      kind: 'rejected',
      details: { code: 'never_shown' },
    });
    expect(calls('files.completeUploadExternal')).toBe(1);
  });
});

describe('what Slack does not take is refused, and holds nothing else', () => {
  test.each([
    ['files:write', [...SCOPES, 'files:read']],
    ['files:read', [...SCOPES, 'files:write']],
  ])('without %s', async (scope, scopes) => {
    await begin({ scopes });
    expect(await rejection(upload())).toMatchObject({ kind: 'rejected', message: expect.stringContaining(scope) });
    expect(calls('files.getUploadURLExternal')).toBe(0);
  });

  test('a scope that was taken away meanwhile', async () => {
    await begin();
    live.slack.control.removeScope('files:write');
    expect(await rejection(upload())).toMatchObject({
      kind: 'rejected',
      message: expect.stringContaining('files:write'),
    });
  });

  test.each([
    ['files.getUploadURLExternal', 'file_uploads_disabled', 'allows no uploads|not allow uploads'],
    ['files.getUploadURLExternal', 'storage_limit_reached', 'storage'],
    ['files.completeUploadExternal', 'file_type_not_allowed', 'type of file'],
  ])('%s: %s', async (method, error, words) => {
    await begin();
    live.slack.faults.fail({ type: 'refuse', error }, 1, method);
    expect(await rejection(upload())).toMatchObject({
      kind: 'rejected',
      message: expect.stringMatching(words),
      details: { code: error },
    });
  });

  test('a file that Slack lost on the way is sent again, and is no lost thread', async () => {
    await begin();
    live.slack.faults.fail({ type: 'refuse', error: 'file_not_found' }, 1, 'files.completeUploadExternal');
    expect(await rejection(upload())).toMatchObject({ kind: 'unavailable' });
    await upload();
    expect(shown()).toHaveLength(1);
  });
});

test('a file for a thread that was deleted is taken back from where it landed', async () => {
  await begin();
  await live.slack.agentSide.remove(ANA, SUPPORT, thread.split(':')[1] ?? '');
  expect(await rejection(upload())).toMatchObject({ kind: 'rejected', details: { reason: 'target_gone' } });
  expect(live.slack.agentSide.posts(SUPPORT, ANA).flatMap(({ files }) => files)).toEqual([]);
});
