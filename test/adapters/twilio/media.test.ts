import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MediaPart } from '../../../src/ports';
import { fetched } from '../../support/files';
import { closeAll, failure, MARIA, settingsOf, startBaton, type World, world } from './harness';

afterEach(closeAll);

const BYTES = Buffer.from('the bytes of a picture');

async function received(one: World): Promise<MediaPart> {
  await one.twilio.whatsapp.sendMedia(MARIA, { name: 'a.png', mediaType: 'image/png', bytes: BYTES }, 'look');
  await one.twilio.idle();
  const [event] = one.baton.events;
  const part = event?.type === 'customer_message' ? event.parts[0] : undefined;
  if (part?.type !== 'media') throw new Error('No file came in.');
  return part;
}

const fetchWith = (one: World, part: MediaPart, maxBytes = 1000) => fetched(one.baton.whatsapp.media, part, maxBytes);

test('a file is fetched with the credentials, which its store never sees', async () => {
  const one = await world();
  const part = await received(one);
  expect(part.ref).toMatch(/^https:\/\/api\.twilio\.com\/2010-04-01\/Accounts\//);
  // The store of the emulator refuses whoever shows credentials.
  expect(await fetchWith(one, part)).toEqual({ bytes: BYTES, mediaType: 'image/png' });
  const { apiKeySid, apiKeySecret } = one.twilio.state.account;
  const byKey = await startBaton(settingsOf(one.twilio, { apiKeySid, apiKeySecret }));
  expect((await fetched(byKey.sms.media, part, 1000)).bytes).toEqual(BYTES);
});

test('a file that is too large is left where it is', async () => {
  const one = await world();
  const part = await received(one);
  expect(await failure(fetchWith(one, part, 10))).toMatchObject({ kind: 'rejected', details: { reason: 'too_large' } });
});

test('a file that was deleted since is missed, and the agent knows what to ask', async () => {
  const one = await world();
  const part = await received(one);
  one.twilio.state.media.clear();
  const error = await failure(fetchWith(one, part));
  expect(error).toMatchObject({ kind: 'rejected', details: { reason: 'content' } });
  expect(error.message).toMatch(/send it again/i);
});

test('wrong credentials are for the admin, a store that is away is for later', async () => {
  const one = await world();
  const part = await received(one);
  const wrong = await startBaton(settingsOf(one.twilio, { authToken: 'f'.repeat(32) }));
  expect((await failure(fetched(wrong.sms.media, part, 1000))).kind).toBe('misconfigured');
  const away = await startBaton(settingsOf(one.twilio, { apiUrl: 'http://127.0.0.1:1' }));
  expect((await failure(fetched(away.sms.media, part, 1000))).kind).toBe('unavailable');
});

describe('credentials go to Twilio only', () => {
  const asked: (string | undefined)[] = [];
  let stranger: Server;
  let url: string;
  let answer: { readonly status: number; readonly headers?: Record<string, string> } = { status: 200 };

  beforeAll(async () => {
    stranger = createServer((request, response) => {
      asked.push(request.headers.authorization);
      response.writeHead(answer.status, answer.headers).end('secret');
    });
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    stranger.closeAllConnections();
    stranger.close();
  });
  beforeEach(() => {
    asked.length = 0;
    answer = { status: 200 };
  });

  const part = (ref: string): MediaPart => ({
    type: 'media',
    kind: 'file',
    mediaType: null,
    name: null,
    bytes: null,
    ref,
  });

  test.each([
    ['another host', () => `${url}/file`],
    ['a name that begins like Twilio', () => 'https://api.twilio.com.evil.example/file'],
    ['a name that ends like Twilio', () => 'https://evilapi.twilio.com/file'],
    ['a user in the address', () => 'https://api.twilio.com@evil.example/file'],
    ['a port of its own', () => 'https://api.twilio.com:8443/file'],
    ['plain http', () => 'http://api.twilio.com/file'],
    ['a file of this machine', () => 'file:///etc/passwd'],
    ['no address at all', () => 'ME123'],
  ])('%s is not asked', async (_name, ref) => {
    const one = await world();
    expect(await failure(fetchWith(one, part(ref())))).toMatchObject({ kind: 'rejected' });
    expect(asked).toEqual([]);
  });

  test('a redirect of the real Twilio is not followed to this machine', async () => {
    const one = await world();
    answer = { status: 307, headers: { location: `${url}/again` } };
    // The stranger stands for Twilio behind an address that is not of this machine.
    const baton = await startBaton(
      settingsOf(one.twilio, { apiUrl: url.replace('127.0.0.1', '127.0.0.1.nip.invalid') }),
    );
    const away = await failure(fetched(baton.sms.media, part('https://api.twilio.com/file'), 1000));
    expect(away.kind).toBe('unavailable');
  });

  test('redirects end somewhere', async () => {
    const one = await world();
    answer = { status: 307, headers: { location: `${url}/again` } };
    const baton = await startBaton(settingsOf(one.twilio, { apiUrl: url }));
    const error = await failure(fetched(baton.sms.media, part('https://api.twilio.com/file'), 1000));
    expect(error.kind).toBe('rejected');
    expect(asked).toHaveLength(4);
    // Only the first call was to the API.
    expect(asked.filter((authorization) => authorization !== undefined)).toHaveLength(1);
  });
});
