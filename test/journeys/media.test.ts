import { createHash, randomBytes } from 'node:crypto';
import type { EmulatedFile, EmulatedPost } from '../../src/ports/emulator';
import { jpeg, phonePhoto } from '../application/pictures';
import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';

const PHOTO: EmulatedFile = { name: 'photo.jpg', mediaType: 'image/jpeg', bytes: phonePhoto() };
const VOICE: EmulatedFile = {
  name: 'voice.oga',
  mediaType: 'audio/ogg',
  kind: 'voice',
  bytes: Buffer.concat([Buffer.from('OggS\0\x02'), Buffer.alloc(22), Buffer.from('OpusHead'), randomBytes(300)]),
};
const INVOICE: EmulatedFile = {
  name: 'Rechnung März.pdf',
  mediaType: 'application/pdf',
  bytes: Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(1_500_000)]),
};
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

let world: World;
let scene: Scene;
let customers = 0;

beforeAll(async () => {
  // More than two megabytes are too large here, so that no test has to move twenty-five.
  world = await startWorld({ env: { MEDIA_MAX_MB: '2' } });
});
afterAll(() => world?.close());
beforeEach(() => {
  world.telegram.faults.clear();
  world.slack.faults.clear();
  scene = new Scene(world);
  customers += 1;
  Object.assign(scene, { customer: String(700_000_300 + customers) });
});

async function handedOff(): Promise<string> {
  const before = scene.roots().length;
  await scene.say('I want to talk to a human');
  const root = await scene.root(before);
  await scene.shows(root.id, 'talk to a human');
  return root.id;
}

const send = async (file: EmulatedFile, caption?: string): Promise<void> => {
  await world.phone.sendMedia?.(scene.customer, file, caption);
};
const reply = async (root: string, file: EmulatedFile, text?: string): Promise<void> => {
  await world.team.upload?.(scene.ana, scene.channel, root, [file], text);
};

interface Shown {
  readonly name: string;
  readonly mediaType: string;
  readonly url?: string;
}
const filesIn = (root: string): readonly Shown[] =>
  scene.thread(root).flatMap(({ isBot, files }) => (isBot ? files : []));
const onPhone = () => scene.received().flatMap(({ media }) => (media === undefined ? [] : [media]));

const bytesOf = async ({ url = '' }: Shown): Promise<Buffer> => Buffer.from(await (await fetch(url)).arrayBuffer());
const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function appear(root: string, count: number): Promise<readonly Shown[]> {
  await eventually(() => filesIn(root).length >= count, `${count} files are in the thread`);
  await scene.settled();
  return filesIn(root);
}

/** The address behind the link of the newest line that has one. */
function linkIn(posts: readonly EmulatedPost[]): string {
  const urls = posts.flatMap(({ raw }) =>
    [...JSON.stringify(raw).matchAll(/"(https?:[^"]*\/media\/[^"]+)"/g)].map(([, url = '']) => url),
  );
  return urls.at(-1) ?? '';
}

describe('what a customer sends is in the thread as files', () => {
  it('photo, voice note and document: in order, byte for byte, and playable', async () => {
    const root = await handedOff();
    await send(PHOTO, 'It arrived broken');
    await send(VOICE);
    await send(INVOICE);
    const files = await appear(root, 3);
    expect(files.map(({ name, mediaType }) => [name, mediaType])).toEqual([
      ['image.jpg', 'image/jpeg'],
      ['voice.ogg', 'audio/ogg'],
      ['Rechnung März.pdf', 'application/pdf'],
    ]);
    const sent = [PHOTO, VOICE, INVOICE].map(({ bytes }) => digest(bytes));
    expect((await Promise.all(files.map(bytesOf))).map(digest)).toEqual(sent);
    const posts = scene.thread(root);
    const words = posts.findIndex(({ text }) => text.includes('It arrived broken'));
    expect(posts.findIndex((post) => post.files.length > 0)).toBeGreaterThan(words);
  });

  it('what was sent to the AI before comes along when the thread opens', async () => {
    const before = scene.roots().length;
    await send(PHOTO, 'What is this?');
    await scene.settled();
    const kept = await scene.query(`select 1 from media where message_id like $1`, [`telegram:${scene.customer}:%`]);
    expect(kept).toHaveLength(1);
    if (scene.roots().length === before) await scene.say('I want to talk to a human');
    const root = await scene.root(before);
    const [file] = await appear(root.id, 1);
    expect(digest(await bytesOf(file as Shown))).toBe(digest(PHOTO.bytes));
  });

  it('too large to take over: a line says so, and the conversation goes on', async () => {
    const root = await handedOff();
    await send({ ...INVOICE, bytes: Buffer.concat([INVOICE.bytes, INVOICE.bytes]) });
    await scene.say('did you get it?');
    await scene.shows(root, 'larger than the 2 MB that Baton takes');
    await scene.shows(root, 'did you get it?');
    expect(filesIn(root)).toEqual([]);
  });

  it('a page that is called picture arrives as what it is', async () => {
    const root = await handedOff();
    const bytes = Buffer.from('<!DOCTYPE html><script>alert(1)</script>');
    await send({ name: 'photo.png', mediaType: 'image/png', bytes });
    expect(await appear(root, 1)).toMatchObject([{ name: 'photo.png.html' }]);
  });

  it('a thread that was deleted is opened again with its files', async () => {
    const root = await handedOff();
    await send(VOICE);
    await appear(root, 1);
    const count = scene.roots().length;
    await world.team.remove(scene.ana, scene.channel, root);
    await scene.say('after the deletion');
    const fresh = (): string | undefined =>
      scene.roots().find(({ id }) => id !== root && scene.threadText(id).includes('after the deletion'))?.id;
    await eventually(() => fresh() !== undefined, 'the thread is opened again');
    expect(scene.roots().length).toBeGreaterThanOrEqual(count);
    await appear(fresh() ?? '', 1);
  });
});

describe('what Slack does not take becomes a link', () => {
  it('without files:write: an honest line with a link that works, and ends after a week', async () => {
    world.slack.control.removeScope('files:write');
    try {
      const root = await handedOff();
      await send(INVOICE);
      await scene.say('and?');
      await scene.shows(root, 'Add files:write');
      await scene.shows(root, 'and?');
      await scene.settled();
      expect(filesIn(root)).toEqual([]);
      const url = linkIn(scene.thread(root));
      expect(url.startsWith(`${world.publicUrl}/media/`)).toBe(true);
      const response = await fetch(url);
      expect(response.headers.get('content-type')).toBe('application/pdf');
      expect(digest(Buffer.from(await response.arrayBuffer()))).toBe(digest(INVOICE.bytes));
      const later = Date.now() + WEEK_MS + 60_000;
      const clock = jest.spyOn(Date, 'now').mockReturnValue(later);
      const afterwards = await fetch(url).finally(() => clock.mockRestore());
      expect(afterwards.status).toBe(404);
    } finally {
      world.slack.control.addScope('files:write');
    }
  });

  it.each(['file_type_not_allowed', 'storage_limit_reached'])('refused with %s', async (error) => {
    const root = await handedOff();
    world.slack.faults.fail({ type: 'refuse', error }, 1, 'files.completeUploadExternal');
    await send(VOICE);
    await scene.shows(root, 'could not be put here');
    await scene.settled();
    expect((await fetch(linkIn(scene.thread(root)))).status).toBe(200);
    expect(filesIn(root)).toEqual([]);
  });
});

describe('a file is in the thread once', () => {
  it.each(['cut', 'server_error'] as const)('though Slack’s answer was lost (%s)', async (type) => {
    const root = await handedOff();
    world.slack.faults.fail({ type, done: true }, 1, 'files.completeUploadExternal');
    await send(VOICE);
    await scene.say('the next');
    await scene.shows(root, 'the next');
    expect(await appear(root, 1)).toHaveLength(1);
  });

  it('though nothing of it had reached Slack', async () => {
    const root = await handedOff();
    for (const step of ['files.getUploadURLExternal', 'upload', 'files.completeUploadExternal']) {
      world.slack.faults.fail({ type: 'cut', done: false }, 1, step);
    }
    await send(VOICE);
    expect(await appear(root, 1)).toHaveLength(1);
  });

  it('though Telegram could not be reached at first', async () => {
    const root = await handedOff();
    world.telegram.faults.fail({ type: 'server_error', done: false }, 2, 'getFile');
    await send(VOICE);
    expect(await appear(root, 1)).toHaveLength(1);
  });
});

describe('what an agent sends reaches the customer', () => {
  it('a photo as a photo, with the words under it, and without what the phone hid in it', async () => {
    const root = await handedOff();
    await reply(root, PHOTO, 'Is it *this* one?');
    await eventually(() => onPhone().length > 0, 'the photo is on the phone');
    const message = scene.received().find(({ media }) => media !== undefined);
    expect(message?.text).toBe('Is it this one?');
    const got = await bytesOf(message?.media as Shown);
    for (const hidden of ['Phn', 'xmpmeta', 'taken at home', 'motion photo']) {
      expect(PHOTO.bytes.includes(hidden)).toBe(true);
      expect(got.includes(hidden)).toBe(false);
    }
    expect(got.includes('Exif')).toBe(true);
    expect(got.length).toBe(jpeg().length + 36);
  });

  it('anything else byte for byte', async () => {
    const root = await handedOff();
    const clip = Buffer.concat([Buffer.from('ID3\x04'), randomBytes(20_000)]);
    await reply(root, { name: 'jingle.mp3', mediaType: 'audio/mpeg', bytes: clip });
    await eventually(() => onPhone().length > 0, 'the sound is on the phone');
    expect(onPhone()).toMatchObject([{ name: 'jingle.mp3', mediaType: 'audio/mpeg' }]);
    expect(digest(await bytesOf(onPhone()[0] as Shown))).toBe(digest(clip));
  });

  it('a page is no picture, whatever it is called', async () => {
    const root = await handedOff();
    const bytes = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
    await reply(root, { name: 'logo.png', mediaType: 'image/png', bytes });
    await eventually(() => onPhone().length > 0, 'the file is on the phone');
    expect(onPhone()).toMatchObject([{ name: 'logo.png.svg' }]);
    const sentBy = (method: string) => world.telegram.calls(method).map(({ params }) => params.chat_id);
    expect(sentBy('sendPhoto')).not.toContain(scene.customer);
    expect(sentBy('sendDocument')).toContain(scene.customer);
  });

  it('not what is larger than Baton takes: the agent is told, and the words did not go alone', async () => {
    const root = await handedOff();
    const bytes = Buffer.concat([INVOICE.bytes, INVOICE.bytes]);
    await reply(root, { name: 'film.mp4', mediaType: 'video/mp4', bytes }, 'Watch this');
    await scene.shows(root, 'larger than the 2 MB that Baton takes');
    await scene.settled();
    expect(scene.received().some(({ text }) => text.includes('Watch this'))).toBe(false);
  });

  it('not without files:read: the line names the scope, and nothing else is held up', async () => {
    world.slack.control.removeScope('files:read');
    try {
      const root = await handedOff();
      await reply(root, PHOTO);
      await scene.shows(root, 'files:read');
      await scene.reply(root, 'words go on');
      await scene.receives('words go on');
    } finally {
      world.slack.control.addScope('files:read');
    }
  });

  it('a note with a file stays inside, and its bytes are not even fetched', async () => {
    const root = await handedOff();
    const fetched = () => scene.query(`select 1 from media where account_id = 'slack'`);
    const before = (await fetched()).length;
    await reply(root, PHOTO, '// compare with this');
    await scene.reply(root, 'done');
    await scene.receives('done');
    await scene.settled();
    expect(onPhone()).toEqual([]);
    expect(await fetched()).toHaveLength(before);
    await reply(root, PHOTO, 'this one is for you');
    await eventually(() => onPhone().length > 0, 'the photo is on the phone');
    expect(await fetched()).toHaveLength(before + 1);
  });
});
