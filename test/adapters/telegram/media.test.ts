import type { ExternalId, MediaContent, MediaPart, MessagePart } from '../../../src/ports';
import { closeAll, failure, MARIA, world } from './harness';

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
    made.baton.channel.media?.fetch({ ...part, ...changed }, maxBytes) ?? Promise.reject(new Error('no media'));
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
    ['photo', media('image', 'a.jpg', 'look'), { bytes: Buffer.from('a'), mediaType: 'image/jpeg' }, 'sendPhoto'],
    ['gif', media('image', 'a.gif'), { bytes: Buffer.from('a'), mediaType: 'image/gif' }, 'sendAnimation'],
    [
      'document',
      media('file', 'a.pdf', 'bill'),
      { bytes: Buffer.from('a'), mediaType: 'application/pdf' },
      'sendDocument',
    ],
    ['video', media('video', 'a.mp4'), { bytes: Buffer.from('a'), mediaType: 'video/mp4' }, 'sendVideo'],
    ['audio', media('audio', 'a.mp3'), { bytes: Buffer.from('a'), mediaType: 'audio/mpeg' }, 'sendAudio'],
    [
      'voice',
      { ...media('voice', null), durationSeconds: 4.2 },
      { bytes: Buffer.from('a'), mediaType: 'audio/ogg' },
      'sendVoice',
    ],
    ['sticker', media('sticker', null), { bytes: Buffer.from('a'), mediaType: 'image/webp' }, 'sendSticker'],
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
    if (content !== undefined) expect([...telegram.state.files.values()].at(-1)?.bytes).toEqual(content.bytes);
  });

  test('the caption of a file can be corrected', async () => {
    const { telegram, baton, send } = await world();
    await telegram.customers.say(MARIA, 'hi');
    const content = { bytes: Buffer.from('a'), mediaType: 'application/pdf' };
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
