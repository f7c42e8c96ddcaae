import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adapter } from '../../../adapters/customer-channels/telegram';
import type { TelegramSettings } from '../../../adapters/customer-channels/telegram/settings';
import { memoryStorage, recordingLog } from './harness';

interface Fixture {
  readonly name: string;
  readonly settings: Readonly<Record<string, string>>;
  /** The clock of the test, for what Telegram does not date. */
  readonly now: number;
  readonly request: { readonly method: 'POST'; readonly path: string; readonly headers: object; readonly body: string };
  readonly expect: { readonly status: number; readonly events: readonly unknown[]; readonly quarantined?: object };
}

const folder = join(__dirname, '../../../adapters/customer-channels/telegram/fixtures');
const fixtures = readdirSync(folder).map((file): Fixture => JSON.parse(readFileSync(join(folder, file), 'utf8')));

async function handle({ settings, now, request }: Fixture) {
  const given = Object.fromEntries(
    Object.entries(adapter.settings).map(([key, spec]) => [
      key,
      settings[spec.env] ?? ('default' in spec ? spec.default : ''),
    ]),
  );
  // Nobody listens there: what an update leads to besides its events is not asked about here.
  given.apiUrl = 'http://127.0.0.1:9';
  const provider = await adapter.create(given as TelegramSettings, {
    publicUrl: 'https://support.example',
    storage: memoryStorage(),
    log: recordingLog(),
    now: () => now,
  });
  return provider.webhook?.handle({
    method: request.method,
    url: new URL(request.path, 'https://support.example'),
    path: request.path.split('/').slice(3),
    headers: request.headers as Record<string, string>,
    rawBody: Buffer.from(request.body),
  });
}

describe('updates as Telegram sends them', () => {
  test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', async (_name, fixture) => {
    const result = await handle(fixture);
    const { status, events, quarantined } = fixture.expect;
    expect(result?.events).toEqual(events);
    expect(result?.quarantined).toEqual(quarantined);
    // A body with a "method" in it would be run by Telegram as an API call.
    expect(result?.reply).toEqual({ status });
  });

  test('a message that comes twice has the same keys, and different messages share none', async () => {
    const keys = new Map<string, string>();
    for (const fixture of fixtures) {
      const [once, again] = [await handle(fixture), await handle(fixture)];
      expect(again?.events.map((event) => event.keys)).toEqual(once?.events.map((event) => event.keys));
      for (const key of once?.events.flatMap((event) => event.keys) ?? []) {
        expect([key, keys.get(key)]).toEqual([key, undefined]);
        keys.set(key, fixture.name);
      }
    }
  });

  test('every shape that Telegram is known to send is among them', () => {
    expect(fixtures.map(({ name }) => name)).toEqual(expect.arrayContaining([...SHAPES]));
    expect(SHAPES).toHaveLength(25);
  });
});

/** One of each kind of update that a bot can meet; the others are variations. */
const SHAPES: readonly string[] = [
  ...['text', 'start deeplink', 'formatted', 'reply', 'edited', 'photo caption', 'album 1', 'album 2', 'document'],
  ...['document too big', 'voice', 'video note', 'sticker', 'location', 'venue', 'contact own', 'contact other'],
  ...['callback', 'reaction', 'blocked', 'group message', 'business connection', 'business message'],
  ...['deleted business', 'big update id after idle'],
];
