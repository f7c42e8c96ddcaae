import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { telegramChannel } from '../../../adapters/customer-channels/telegram/channel';
import { createClient } from '../../../adapters/customer-channels/telegram/client';
import { contentOf, type ExternalId, type MediaContent, type MediaPart, type MessagePart } from '../../../src/ports';
import { fetched, measuredFile } from '../../support/files';
import { closeAll, failure, MARIA, sender, world } from './harness';

afterEach(closeAll);

const MEGABYTE = 1024 * 1024;

async function received(file: { mediaType: string; bytes: Buffer; kind?: 'voice' | 'sticker' }, caption?: string) {
  const made = await world();
  await made.telegram.customers.sendMedia(MARIA, { name: 'thing.bin', ...file }, caption);
  await made.telegram.idle();
  const [event] = made.baton.events;
  if (event?.type !== 'customer_message') throw new Error('no message');
  const part = event.parts[0] as MediaPart;
  const fetch = (maxBytes = 25 * MEGABYTE, changed: Partial<MediaPart> = {}) =>
    fetched(made.baton.channel.media, { ...part, ...changed }, maxBytes);
  made.telegram.clearCalls();
  return { ...made, part, fetch };
}

describe('what customers send', () => {
  const kinds: [string, string, 'voice' | 'sticker' | undefined, string][] = [
    ['a photo', 'image/jpeg', undefined, 'image'],
    ['a picture as file', 'image/png', undefined, 'image'],
    ['a document', 'application/pdf', undefined, 'file'],
    ['a voice note', 'audio/ogg', 'voice', 'voice'],
    ['a video', 'video/mp4', undefined, 'video'],
    ['a song', 'audio/mpeg', undefined, 'audio'],
    ['a sticker', 'image/webp', 'sticker', 'sticker'],
  ];

  test.each(kinds)('%s can be fetched', async (_what, mediaType, kind, expected) => {
    const bytes = Buffer.from(`bytes of ${mediaType}`);
    const { part, fetch } = await received({ mediaType, bytes, ...(kind && { kind }) });
    expect(part.kind).toBe(expected);
    expect(await fetch()).toEqual({ bytes, mediaType });
  });

  test('a file over 20 MB is refused without asking Telegram', async () => {
    const { telegram, fetch } = await received({ mediaType: 'video/quicktime', bytes: Buffer.alloc(21 * MEGABYTE) });
    const error = await failure(fetch(50 * MEGABYTE));
    expect(error).toMatchObject({ kind: 'rejected', details: { reason: 'too_large' } });
    expect(telegram.calls()).toEqual([]);
  });

  test('Telegram itself refuses such a file when its size was not known', async () => {
    const { fetch } = await received({ mediaType: 'video/quicktime', bytes: Buffer.alloc(21 * MEGABYTE) });
    expect(await failure(fetch(50 * MEGABYTE, { bytes: null }))).toMatchObject({ details: { reason: 'too_large' } });
  });

  test('the limit of the caller holds too, also when the size was not known', async () => {
    const { fetch } = await received({ mediaType: 'application/pdf', bytes: Buffer.alloc(2000) });
    expect(await failure(fetch(1999))).toMatchObject({ details: { reason: 'too_large' } });
    expect(await failure(fetch(1999, { bytes: null }))).toMatchObject({ details: { reason: 'too_large' } });
    expect((await fetch(2000)).bytes).toHaveLength(2000);
  });

  test('the address of a file, which has the token in it, is in no error', async () => {
    const { telegram, fetch } = await received({ mediaType: 'application/pdf', bytes: Buffer.alloc(20) });
    const stored = [...telegram.state.files.entries()][0];
    if (stored === undefined) throw new Error('no file');
    telegram.state.files.set(stored[0], { ...stored[1], path: '../gone' });
    const error = await failure(fetch());
    expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toContain(telegram.token.split(':')[1]);
    expect(error.cause).toBeUndefined();
  });
});

describe('what Baton sends', () => {
  const media = (kind: MediaPart['kind'], name: string | null, caption?: string): MediaPart => ({
    type: 'media',
    kind,
    mediaType: null,
    name,
    bytes: null,
    ref: '',
    ...(caption !== undefined && { caption: { type: 'text', text: caption } }),
  });
  const table: [string, MessagePart, MediaContent | undefined, string][] = [
    ['photo', media('image', 'a.jpg', 'look'), contentOf(Buffer.from('a'), 'image/jpeg'), 'sendPhoto'],
    ['gif', media('image', 'a.gif'), contentOf(Buffer.from('a'), 'image/gif'), 'sendAnimation'],
    ['document', media('file', 'a.pdf', 'bill'), contentOf(Buffer.from('a'), 'application/pdf'), 'sendDocument'],
    ['video', media('video', 'a.mp4'), contentOf(Buffer.from('a'), 'video/mp4'), 'sendVideo'],
    ['audio', media('audio', 'a.mp3'), contentOf(Buffer.from('a'), 'audio/mpeg'), 'sendAudio'],
    ['voice', { ...media('voice', null), durationSeconds: 4.2 }, contentOf(Buffer.from('a'), 'audio/ogg'), 'sendVoice'],
    ['sticker', media('sticker', null), contentOf(Buffer.from('a'), 'image/webp'), 'sendSticker'],
    ['location', { type: 'location', latitude: 1.5, longitude: -2 }, undefined, 'sendLocation'],
    ['named place', { type: 'location', latitude: 1.5, longitude: -2, name: 'Shop' }, undefined, 'sendVenue'],
    ['contact', { type: 'contact', name: 'Bob', phones: ['+1', '+2'] }, undefined, 'sendContact'],
    ['contact without a number', { type: 'contact', name: 'Bob', phones: [] }, undefined, 'sendMessage'],
    ['placeholder', { type: 'unsupported', what: 'a poll' }, undefined, 'sendMessage'],
  ];

  test.each(table)('a %s arrives', async (_what, part, content, method) => {
    const { telegram, send } = await world();
    await telegram.customers.say(MARIA, 'hi');
    await telegram.idle();
    telegram.clearCalls();
    const sent = await send(part, MARIA, content);
    const [message] = telegram.customers.screen(MARIA).messages.slice(-1);
    expect(telegram.calls().map((call) => call.method)).toEqual([method]);
    expect(sent).toBe(`${MARIA}:${message?.id}`);
    if (part.type === 'media' && part.caption) expect(message?.text).toBe(part.caption.text);
    if (content !== undefined) expect([...telegram.state.files.values()].at(-1)?.bytes).toEqual(Buffer.from('a'));
  });

  describe('is read while it is sent', () => {
    const film = media('video', 'film.mp4');
    /** Two pieces of a file of which there is more, and then what `rest` does. */
    const broken = (rest: () => Promise<unknown>): MediaContent => ({
      mediaType: 'video/mp4',
      bytes: 3_000_000,
      async *read() {
        yield Buffer.alloc(1_000_000);
        yield Buffer.alloc(1_000_000);
        await rest();
      },
    });

    async function begun(deadlineMs = 10_000) {
      const made = await world({ deadlineMs });
      await made.telegram.customers.say(MARIA, 'hi');
      await made.telegram.idle();
      const received = () => made.telegram.customers.screen(MARIA).messages.filter(({ from }) => from === 'business');
      return { ...made, received };
    }

    test('where it cannot be read to its end nothing is sent, for certain, and it is tried again', async () => {
      const { send, received } = await begun();
      const content = broken(() => Promise.reject(new Error('The database is away.')));
      expect(await failure(send(film, MARIA, content))).toMatchObject({ kind: 'unavailable' });
      expect(received()).toEqual([]);
    });

    test('where it does not get through in time nothing is sent, for certain, and a link takes its place', async () => {
      const { send, received } = await begun(1_000);
      const content = broken(() => new Promise(() => undefined));
      expect(await failure(send(film, MARIA, content))).toMatchObject({
        kind: 'rejected',
        details: { reason: 'media' },
      });
      expect(received()).toEqual([]);
    });

    test('what Telegram did not answer to is unsure only once its last byte was written', async () => {
      const { telegram, send } = await begun(1_000);
      telegram.faults.fail({ type: 'hang', done: true }, 1, 'sendVideo');
      const content = contentOf(Buffer.from('a film'), 'video/mp4');
      expect(await failure(send(film, MARIA, content))).toMatchObject({ kind: 'unsure' });
    });

    test('only as fast as Telegram takes it', async () => {
      let received = 0;
      const server = createServer((request, response) => {
        request.on('data', (data: Buffer) => {
          received += data.length;
        });
        request.on('end', () => response.end('{"ok":true,"result":{"message_id":5,"chat":{"id":7}}}'));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const client = await createClient({ token: '1:secret', apiUrl: `http://127.0.0.1:${port}`, deadlineMs: 20_000 });
      const { content, aheadMegabytes } = measuredFile(48, 'video/mp4', () => received);
      expect(await sender(telegramChannel(client))(film, MARIA, content)).toBe('7:5');
      expect(received).toBeGreaterThan(content.bytes);
      // What the kernel and both ends of a connection hold on its way.
      expect(aheadMegabytes()).toBeLessThan(16);
      server.closeAllConnections();
      server.close();
    });

    test('and again where it has to be sent in another way', async () => {
      const { telegram, send } = await begun();
      telegram.faults.fail({ type: 'refuse', error: 'Bad Request: PHOTO_INVALID_DIMENSIONS' }, 1, 'sendPhoto');
      const bytes = Buffer.from('a wide picture');
      await send(media('image', 'wide.png'), MARIA, contentOf(bytes, 'image/png'));
      expect([...telegram.state.files.values()].at(-1)?.bytes).toEqual(bytes);
    });
  });

  test('the caption of a file can be corrected', async () => {
    const { telegram, baton, send } = await world();
    await telegram.customers.say(MARIA, 'hi');
    const content = contentOf(Buffer.from('a'), 'application/pdf');
    const sent = (await send(media('file', 'a.pdf', 'bil'), MARIA, content)) as ExternalId;
    await baton.channel.edits?.edit(MARIA, sent, {
      type: 'text',
      text: 'bill',
      entities: [{ type: 'bold', offset: 0, length: 4 }],
    });
    expect(telegram.customers.screen(MARIA).messages.at(-1)).toMatchObject({ html: '<b>bill</b>', edited: true });
    await baton.channel.edits?.edit(MARIA, sent, media('file', 'a.pdf', 'the bill'));
    expect(telegram.customers.screen(MARIA).messages.at(-1)?.text).toBe('the bill');
  });
});
