import { ANA, BOT_USER, form, type Json, type Scene, SUPPORT, startScene } from './emulator-harness';

let scene: Scene;
beforeEach(async () => {
  scene = await startScene();
});
afterEach(() => scene.stop());

const bearer = () => ({ authorization: `Bearer ${scene.slack.settings.SLACK_BOT_TOKEN}` });
const start = (filename: string, length: number, more: Record<string, string> = {}) =>
  form(scene.slack, 'files.getUploadURLExternal', { filename, length: String(length), ...more });
const send = async (url: unknown, body: string | FormData): Promise<[number, string]> => {
  const response = await fetch(String(url), {
    method: 'POST',
    body: typeof body === 'string' ? Buffer.from(body) : body,
  });
  return [response.status, await response.text()];
};
const complete = (files: Json[], more: Json = {}) => scene.call('files.completeUploadExternal', { files, ...more });
const uploaded = async (name = 'a.txt', text = 'hello'): Promise<string> => {
  const { upload_url, file_id } = await start(name, Buffer.byteLength(text));
  await send(upload_url, text);
  return String(file_id);
};
const events = async (): Promise<Json[]> => {
  await scene.slack.idle();
  return scene.app.events('message').filter(({ subtype }) => subtype === 'file_share');
};

describe('uploading in three steps', () => {
  it('works with the real client’s helper, into a thread', async () => {
    const root = await scene.root();
    const answer = await scene.web.filesUploadV2({
      channel_id: SUPPORT,
      thread_ts: root,
      initial_comment: 'sent a photo',
      file_uploads: [
        { file: Buffer.from('one'), filename: 'one.jpg', title: 'First' },
        { file: Buffer.from('second'), filename: 'two.pdf' },
      ],
    });
    expect(JSON.stringify(answer)).not.toContain('"ts"');
    const [share, ...rest] = await events();
    expect(rest).toEqual([]);
    expect(share).toMatchObject({
      subtype: 'file_share',
      user: BOT_USER,
      bot_id: 'B0BATONBOT1',
      text: 'sent a photo',
      thread_ts: root,
      files: [
        {
          name: 'one.jpg',
          title: 'First',
          mimetype: 'image/jpeg',
          filetype: 'jpg',
          size: 3,
          mode: 'hosted',
          user: BOT_USER,
        },
        { name: 'two.pdf', title: 'two.pdf', mimetype: 'application/pdf', size: 6 },
      ],
    });
  });

  it('answers an upload in plain words, raw and multipart alike', async () => {
    const raw = await start('a.txt', 5);
    expect(await send(raw.upload_url, 'hello')).toEqual([200, 'OK - 5']);
    const { upload_url, file_id } = await start('b.txt', 5);
    const data = new FormData();
    data.set('anything', new Blob(['h\r\nlo']), 'Untitled');
    expect(await send(upload_url, data)).toEqual([200, 'OK - 5']);
    await complete([{ id: file_id }]);
    const { file } = await form(scene.slack, 'files.info', { file: String(file_id) });
    const download = await fetch(String((file as Json).url_private), { headers: bearer() });
    expect(await download.text()).toBe('h\r\nlo');
    expect((await send(`${upload_url}x`, 'hello'))[0]).toBe(404);
  });

  it('leaves a file unusable whose length was announced wrongly', async () => {
    const { upload_url, file_id } = await start('a.txt', 4);
    expect(await send(upload_url, 'hello')).toEqual([200, 'OK - 5']);
    expect(await complete([{ id: file_id }], { channel_id: SUPPORT })).toMatchObject({ error: 'file_not_found' });
  });

  it.each<[string, Record<string, string>, string]>([
    ['no length', { filename: 'a' }, 'invalid_arguments'],
    ['nothing in it', { filename: 'a', length: '0' }, 'invalid_arguments'],
    ['a length in words', { filename: 'a', length: 'ten' }, 'invalid_arguments'],
    ['more than a gigabyte', { filename: 'a', length: '1073741825' }, 'file_upload_size_restricted'],
    ['a long alt text', { filename: 'a', length: '1', alt_txt: 'x'.repeat(1_001) }, 'alt_txt_too_large'],
  ])('refuses %s', async (_, args, error) => {
    expect(await form(scene.slack, 'files.getUploadURLExternal', args)).toMatchObject({ ok: false, error });
  });

  it('refuses to complete what is not there, not uploaded, or for channels it is not in', async () => {
    const { file_id } = await start('a.txt', 5);
    const id = await uploaded();
    expect(await complete([{ id: 'F0NOTHING01' }])).toMatchObject({ error: 'file_not_found' });
    expect(await complete([{ id: file_id }])).toMatchObject({ error: 'file_not_found' });
    expect(await complete([])).toMatchObject({ error: 'invalid_arguments' });
    expect(await complete([{ id }], { channel_id: 'C0GENERAL01' })).toMatchObject({ error: 'not_in_channel' });
    expect(await complete([{ id }], { channel_id: 'C0NOWHERE01' })).toMatchObject({ error: 'channel_not_found' });
    expect(await complete([{ id }], { channel_id: SUPPORT, thread_ts: 'x' })).toMatchObject({
      error: 'invalid_thread_ts',
    });
    expect(await complete([{ id }], { channel_id: SUPPORT, blocks: [{ type: 'nope' }] })).toMatchObject({
      error: 'invalid_blocks',
    });
  });

  it('answers before the share lands', async () => {
    const slow = await startScene({ timeScale: 1, shareDelayMs: 600_000 });
    const ask = async (method: string, args: Record<string, string>) => form(slow.slack, method, args);
    const { upload_url, file_id } = await ask('files.getUploadURLExternal', { filename: 'a.txt', length: '5' });
    await send(upload_url, 'hello');
    const files = [{ id: file_id, title: 'T' }];
    const answer = await slow.call('files.completeUploadExternal', { files, channel_id: SUPPORT });
    expect(answer).toEqual({ ok: true, files });
    expect((await ask('files.info', { file: String(file_id) })).file).toMatchObject({ shares: {} });
    await slow.stop();
  });

  it('says in files.info where it landed', async () => {
    const id = await uploaded();
    await complete([{ id }], { channel_id: SUPPORT });
    const [event] = await events();
    const { file } = await form(scene.slack, 'files.info', { file: id });
    expect(file).toMatchObject({ shares: { public: { [SUPPORT]: [{ ts: event?.ts }] } }, channels: [SUPPORT] });
  });

  it('never lands when Slack has that kind of day', async () => {
    scene.slack.control.set('sharesNeverLand', true);
    const id = await uploaded();
    expect(await complete([{ id }], { channel_id: SUPPORT })).toMatchObject({ ok: true });
    expect(await events()).toEqual([]);
    expect((await form(scene.slack, 'files.info', { file: id })).file).toMatchObject({ shares: {} });
  });

  it('takes a borrowed name, posts twice when completed twice, and un-threads under a root that is gone', async () => {
    const id = await uploaded();
    const args = { channel_id: SUPPORT, username: 'Maria G.', thread_ts: '1700000000.000001' };
    await complete([{ id }], args);
    await complete([{ id }], args);
    const shares = await events();
    expect(shares).toHaveLength(2);
    expect(shares[0]).toMatchObject({ username: 'Maria G.', bot_id: 'B0BATONBOT1', files: [{ id }] });
    expect(shares[0]).not.toHaveProperty('thread_ts');
  });

  it('wants files:write', async () => {
    scene.slack.control.removeScope('files:write');
    expect(await start('a', 1)).toMatchObject({ error: 'missing_scope', needed: 'files:write' });
  });
});

describe('downloading', () => {
  const share = async (): Promise<Json> => {
    const root = await scene.root();
    const files = [{ name: 'invoice.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-') }];
    await scene.slack.agentSide.upload?.(ANA, SUPPORT, root, files, 'here is *it*');
    return (await events())[0] as Json;
  };
  const get = async (url: unknown, headers: Record<string, string>) => {
    const response = await fetch(String(url), { headers, redirect: 'manual' });
    return [response.status, response.headers.get('content-type'), (await response.text()).slice(0, 15)];
  };
  const LOGIN = [200, 'text/html; charset=utf-8', '<!DOCTYPE html>'];

  it('of what a person uploaded, as one message with words and files', async () => {
    const event = await share();
    expect(event).toMatchObject({
      user: ANA,
      text: 'here is *it*',
      client_msg_id: expect.any(String),
      upload: false,
      display_as_bot: false,
      parent_user_id: BOT_USER,
    });
    const [file] = event.files as Json[];
    expect(file).toMatchObject({
      name: 'invoice.pdf',
      mimetype: 'application/pdf',
      size: 5,
      user: ANA,
      file_access: 'visible',
    });
    for (const url of [file?.url_private, file?.url_private_download]) {
      expect(await get(url, bearer())).toEqual([200, 'application/pdf', '%PDF-']);
    }
  });

  it('gives a login page, with 200, to whoever may not', async () => {
    const [file] = (await share()).files as Json[];
    expect(await get(file?.url_private, {})).toEqual(LOGIN);
    expect(await get(file?.url_private, { authorization: 'Bearer xoxb-nobody' })).toEqual(LOGIN);
    scene.slack.control.removeScope('files:read');
    expect(await get(file?.url_private, bearer())).toEqual(LOGIN);
  });

  it('may be sent on to another address that wants the token again', async () => {
    const [file] = (await share()).files as Json[];
    scene.slack.control.set('redirectDownloads', true);
    const first = await fetch(String(file?.url_private), { headers: bearer(), redirect: 'manual' });
    expect(first.status).toBe(302);
    const next = first.headers.get('location');
    expect(await get(next, bearer())).toEqual([200, 'application/pdf', '%PDF-']);
    expect(await get(next, {})).toEqual(LOGIN);
  });

  it('ends with the file: tombstones in messages, and an event', async () => {
    const id = await uploaded();
    await complete([{ id }], { channel_id: SUPPORT });
    await scene.slack.idle();
    expect(await scene.call('files.delete', { file: id })).toEqual({ ok: true });
    expect(await scene.call('files.delete', { file: id })).toMatchObject({ error: 'file_deleted' });
    await scene.slack.idle();
    expect(scene.app.events('file_deleted')).toMatchObject([{ file_id: id }]);
    const [message] = (await scene.call('conversations.history', { channel: SUPPORT })).messages as Json[];
    expect(message?.files).toMatchObject([{ id, mode: 'tombstone' }]);
    expect(await form(scene.slack, 'files.info', { file: id })).toMatchObject({ error: 'file_deleted' });
  });

  it('refuses to delete what others uploaded', async () => {
    const [file] = (await share()).files as Json[];
    expect(await scene.call('files.delete', { file: file?.id })).toMatchObject({ error: 'cant_delete_file' });
  });

  it('shows people what they see, without the app’s token', async () => {
    const { thread_ts: root } = await share();
    const [post] = scene.slack.agentSide.thread(SUPPORT, String(root), ANA);
    expect(post).toMatchObject({ files: [{ name: 'invoice.pdf', mediaType: 'application/pdf' }] });
    expect(await (await fetch(String(post?.files[0]?.url))).text()).toBe('%PDF-');
  });

  it('of another company’s file only by way of files.info', async () => {
    scene.slack.control.shareChannel(SUPPORT);
    const files = [{ name: 'a.png', mediaType: 'image/png', bytes: Buffer.from('png') }];
    await scene.slack.agentSide.upload?.('U0EXTERNEVE', SUPPORT, await scene.root(), files);
    const [event] = await events();
    const [stub] = (event?.files ?? []) as Json[];
    expect(stub).toEqual({
      id: expect.any(String),
      mode: 'file_access',
      file_access: 'check_file_info',
      created: 0,
      timestamp: 0,
      user: '',
    });
    const { file } = await form(scene.slack, 'files.info', { file: String(stub?.id) });
    expect(await get((file as Json).url_private, bearer())).toEqual([200, 'image/png', 'png']);
  });
});
