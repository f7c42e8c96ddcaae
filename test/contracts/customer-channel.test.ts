import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adapterNames, loadAdapter, loadEmulator } from '../../src/adapter-loader';
import type {
  ChannelAdapter,
  ChannelCapabilities,
  ChannelProvider,
  ContactAddress,
  CustomerChannel,
  EmulatedChannel,
  Emulator,
  ExternalId,
  IncomingEvent,
  Instant,
  LookupContext,
  MediaContent,
  MediaKind,
  MessagePart,
  WebhookRequest,
} from '../../src/ports';
import { contentOf, plainText } from '../../src/ports';
import { type Connected, connect, create, expectNothing, forgeries } from './connected';

const FOLDER = join(__dirname, '../../adapters/customer-channels');

/** A webhook as the provider sends it, and what follows from it. */
interface Fixture {
  readonly settings: Readonly<Record<string, string>>;
  readonly now: number;
  readonly request: {
    readonly method: 'GET' | 'POST';
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  readonly expect: {
    readonly status: number;
    readonly events: readonly IncomingEvent[];
    readonly quarantined?: object;
  };
}

const PUBLIC_URL = 'https://baton.example';

function fixturesOf(name: string): readonly (readonly [string, Fixture])[] {
  const folder = join(FOLDER, name, 'fixtures');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((file) => [file, JSON.parse(readFileSync(join(folder, file), 'utf8'))] as const);
}

function requestOf({ request }: Fixture): WebhookRequest {
  const url = new URL(request.path, PUBLIC_URL);
  const path = url.pathname.split('/').slice(3).filter(Boolean);
  return { method: request.method, url, path, headers: request.headers, rawBody: Buffer.from(request.body) };
}

/** Nobody listens there: a webhook that asked its provider before it is stored would fail. */
const nowhere = (adapter: ChannelAdapter): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.values(adapter.settings)
      .filter(({ env }) => env.endsWith('_API_URL'))
      .map(({ env }) => [env, 'http://127.0.0.1:9']),
  );

const FILES: Readonly<Record<MediaKind, MediaContent & { readonly name: string }>> = {
  image: file(
    'photo.png',
    'image/png',
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  ),
  audio: file('song.mp3', 'audio/mpeg', 'SUQzBAAAAAAAAA=='),
  voice: file('voice.ogg', 'audio/ogg', 'T2dnUwACAAAAAAAA'),
  video: file('film.mp4', 'video/mp4', 'AAAAGGZ0eXBtcDQyAAAAAG1wNDJpc29t'),
  file: file('bill.pdf', 'application/pdf', 'JVBERi0xLjQK'),
  sticker: file('sticker.webp', 'image/webp', 'UklGRgAAAABXRUJQVlA4IA=='),
};

function file(name: string, mediaType: string, base64: string) {
  return { name, ...contentOf(Buffer.from(base64, 'base64'), mediaType) };
}

let sent = 0;
const context = (rest: Partial<LookupContext> = {}): LookupContext => ({
  othersOf: async () => new Set(),
  key: `00000000-0000-4000-8000-${String(++sent).padStart(12, '0')}`,
  author: { role: 'bot' },
  lastCustomerMessageAt: Date.now() as Instant,
  firstTriedAt: Date.now() as Instant,
  ...rest,
});

const text = (value: string): MessagePart => ({ type: 'text', text: value });

/** Every part that these capabilities promise to carry, and the bytes it needs. */
function promised(can: ChannelCapabilities): readonly (readonly [string, MessagePart, MediaContent?])[] {
  const media = (Object.keys(can.media) as MediaKind[]).map((kind) => {
    const { name, ...content } = FILES[kind];
    const { mediaType, bytes } = content;
    const part: MessagePart = { type: 'media', kind, mediaType, name, bytes, ref: 'ours' };
    return [kind, part, content] as const;
  });
  const bold: MessagePart = { ...text('bold'), entities: [{ type: 'bold', offset: 0, length: 4 }] } as MessagePart;
  const asked = { ...text('Sure?'), choices: [{ id: 'yes', label: 'Yes' }] } as MessagePart;
  return [
    ['a text', text('Hello <3 & "you"')],
    ['a formatted text', bold],
    ['the longest text', text('x'.repeat(can.text.max))],
    ...media,
    ...(can.location
      ? [['a place', { type: 'location', latitude: 52.5, longitude: 13.4 } as MessagePart] as const]
      : []),
    ...(can.quickReplies ? [['a question', asked] as const] : []),
  ];
}

describe.each(adapterNames('customer-channels'))('the customer channel %s', (name) => {
  let adapter: ChannelAdapter;
  let emulator: Emulator | null;
  const fixtures = fixturesOf(name);
  const channelIds: string[] = require(join(FOLDER, name)).adapter.channels.map(({ id }: { id: string }) => id);

  beforeAll(async () => {
    adapter = await loadAdapter('customer-channels', name);
    emulator = await loadEmulator('customer-channels', name);
  });

  test('has a page, webhooks written down, and an emulator', () => {
    expect(existsSync(join(FOLDER, name, 'README.md'))).toBe(true);
    expect(fixtures.length).toBeGreaterThan(0);
    expect(emulator).not.toBeNull();
  });

  describe('a webhook', () => {
    const arrived = async ({ settings, now }: Fixture, request: WebhookRequest) =>
      (
        await create(adapter, { ...settings, ...nowhere(adapter) }, { publicUrl: PUBLIC_URL, now: () => now })
      ).webhook?.handle(request);

    test.each(fixtures)(
      '%s gives the events written down beside it, and nobody else can send it',
      async (_file, fixture) => {
        const request = requestOf(fixture);
        const result = await arrived(fixture, request);
        const { status, events, quarantined } = fixture.expect;
        expect(result).toMatchObject({ reply: { status }, events });
        expect(result?.quarantined).toEqual(quarantined);
        for (const [, forged] of forgeries(request)) expectNothing(await arrived(fixture, forged));
      },
    );

    test('has keys and a source that any database keeps as they are', () => {
      for (const event of fixtures.flatMap(([, fixture]) => fixture.expect.events)) {
        expect(event.keys.length).toBeGreaterThan(0);
        for (const id of [...event.keys, event.source]) expect(id).toMatch(/^[\x20-\x7e]{1,300}$/);
      }
    });
  });

  describe.each(channelIds)('%s, with its provider', (channelId) => {
    let world: Connected<ChannelProvider>;
    let channel: CustomerChannel;
    let phone: EmulatedChannel;
    let customer: { readonly id: string; readonly name: string };

    const incoming = () => world.stored('customer_message').filter((event) => event.channelId === channelId);
    const answers = () => phone.screen(customer.id).messages.filter(({ from }) => from === 'business');
    const contact = (): ContactAddress => {
      const last = incoming().at(-1);
      if (last === undefined) throw new Error('No message of the customer arrived.');
      return last.contact;
    };
    const send = async (part: MessagePart, media?: MediaContent) => {
      const accepted = await channel.send(contact(), part, context(media && { media, mediaUrl: world.host(media) }));
      await world.provider.idle();
      return accepted;
    };

    beforeEach(async () => {
      if (emulator === null) throw new Error(`${name} has no emulator.`);
      world = await connect(adapter, await emulator.start({ timeScale: 0 }));
      const own = world.port.channels.find(({ id }) => id === channelId);
      const shown = world.provider.customerSide?.channels.find(({ id }) => id === channelId);
      if (own === undefined || shown === undefined) throw new Error(`The emulator does not switch ${channelId} on.`);
      [channel, phone] = [own, shown];
      customer = phone.customers[0] ?? { id: '', name: '' };
      await phone.say(customer.id, 'Where is my order?');
      await world.provider.idle();
    });
    afterEach(() => world.close());

    test('is what the docs say it is', () => {
      const described = adapter.channels.find(({ id }) => id === channelId);
      expect(channel.capabilities).toEqual(described?.capabilities);
    });

    test('has a facet exactly where it promises one', () => {
      const { capabilities: can } = channel;
      expect({
        edits: channel.edits !== undefined,
        deletes: channel.deletes !== undefined,
        reactions: channel.reactions !== undefined,
        lookup: channel.lookup !== undefined,
      }).toEqual({
        edits: can.edits,
        deletes: can.deletes,
        reactions: can.reactions.length > 0,
        lookup: can.evidence.kind !== 'none',
      });
      if (channel.quickReplies !== undefined) expect(can.quickReplies).not.toBeNull();
      expect(channel.templates !== undefined).toBe(can.replyWindowMs !== null);
    });

    test('takes what a customer writes once, however often it is delivered, and says whom to answer', async () => {
      world.provider.faults.deliver({ copies: 3, shuffle: true });
      await phone.say(customer.id, 'one');
      await phone.say(customer.id, 'two');
      await world.provider.idle();
      const words = incoming().map(({ parts }) => plainText(parts));
      expect(words.sort()).toEqual(['Where is my order?', 'one', 'two']);
      expect(new Set(incoming().map(({ contact: from, source }) => `${from} ${source}`)).size).toBe(1);
      const { sentId } = await send(text('It is on its way.'));
      expect(answers()).toMatchObject([{ id: expect.any(String), text: 'It is on its way.' }]);
      expect(sentId).not.toBe('');
    });

    test('carries every part that it promises to, and reports nothing of its own as a customer’s', async () => {
      const before = incoming().length;
      for (const [what, part, media] of promised(channel.capabilities)) {
        const shown = answers().length;
        const ids = (await send(part, media).catch((error) => Promise.reject(new Error(`${what}: ${error}`)))).sentId;
        expect([what, ids]).toEqual([what, expect.any(String)]);
        expect([what, answers().length]).toEqual([what, shown + 1]);
      }
      expect(incoming()).toHaveLength(before);
      expect(answers().filter(({ status }) => status === 'failed')).toEqual([]);
    });

    test('changes, takes back and marks the very message that was meant', async () => {
      await send(text('first'));
      const { sentId } = await send(text('second'));
      await channel.edits?.edit(contact(), sentId, text('second, corrected'));
      if (channel.edits) expect(answers().map((message) => message.text)).toEqual(['first', 'second, corrected']);
      await channel.deletes?.remove(contact(), sentId);
      if (channel.deletes)
        expect(
          answers()
            .filter(({ deleted }) => !deleted)
            .map((message) => message.text),
        ).toEqual(['first']);
      const theirs = incoming().at(-1);
      const emoji = channel.capabilities.reactions[0];
      if (channel.reactions && theirs && emoji) {
        await channel.reactions.set(contact(), theirs.externalId, emoji);
        const marked = phone.screen(customer.id).messages.filter(({ reactions }) => reactions?.includes(emoji));
        expect(marked).toMatchObject([{ from: 'customer', text: 'Where is my order?' }]);
      }
    });

    const failures = [
      ['asked to wait', { type: 'rate_limit', retryAfterSeconds: 7 }, ['rate_limited'], 0],
      ['an error before it was done', { type: 'server_error', done: false }, ['unsure', 'unavailable'], 0],
      ['an error after it was done', { type: 'server_error', done: true }, ['unsure'], 1],
      ['cut off before it was done', { type: 'cut', done: false }, ['unsure', 'unavailable'], 0],
      ['cut off after it was done', { type: 'cut', done: true }, ['unsure'], 1],
    ] as const;

    test.each(failures)(
      '%s: says whether it may have arrived, and never tries again by itself',
      async (_what, fault, kinds, shown) => {
        world.provider.faults.fail(fault, 1, world.provider.faults.postMethod);
        const words = 'my card is 4111';
        const key = context();
        const error = await channel.send(contact(), text(words), key).then(
          () => null,
          (reason: unknown) => reason as Error & { kind: string; details: { retryAfterMs?: number } },
        );
        expect(error?.name).toBe('PortError');
        expect(kinds).toContain(error?.kind);
        if (fault.type === 'rate_limit') expect(error?.details.retryAfterMs).toBe(7_000);
        expect(`${error?.message} ${error?.stack} ${JSON.stringify(error)}`).not.toContain(words);
        expect(error?.message).toMatch(/^[A-Z].*\.$/s);
        await world.provider.idle();
        expect(answers()).toHaveLength(shown);
        if (channel.lookup === undefined) return;
        const found = await channel.lookup.findSent(contact(), text(words), key);
        expect(found !== null).toBe(shown === 1);
        if (found === null) return;
        const othersOf = async (ids: readonly ExternalId[]) => new Set(ids);
        expect(await channel.lookup.findSent(contact(), text(words), { ...key, othersOf })).toBeNull();
      },
    );
  });

  test('its emulator goes on from a snapshot, and tells of every change until nobody listens', async () => {
    if (emulator === null) throw new Error(`${name} has no emulator.`);
    const first = await connect(adapter, await emulator.start({ timeScale: 0 }));
    const [phone] = first.provider.customerSide?.channels ?? [];
    const customer = phone?.customers[0]?.id ?? '';
    let changes = 0;
    const leave = first.provider.onChange(() => (changes += 1));
    await phone?.say(customer, 'remember me');
    await first.provider.idle();
    const heard = changes;
    expect(heard).toBeGreaterThan(0);
    leave();
    await phone?.say(customer, 'and me');
    await first.provider.idle();
    expect(changes).toBe(heard);
    const snapshot = JSON.parse(JSON.stringify(first.provider.snapshot()));
    await first.close();
    const second = await emulator.start({ snapshot });
    const screen = second.customerSide?.channels.find(({ id }) => id === phone?.id)?.screen(customer);
    expect(screen?.messages.map((message) => message.text)).toEqual(expect.arrayContaining(['remember me', 'and me']));
    expect(Object.keys(second.settings).filter((env) => !envNames(adapter).includes(env))).toEqual([]);
    await second.stop();
  });
});

const envNames = (adapter: ChannelAdapter): readonly string[] => Object.values(adapter.settings).map(({ env }) => env);
