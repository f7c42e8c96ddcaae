import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { provide, settingsFrom } from './harness';

interface Fixture {
  readonly name: string;
  readonly settings: Readonly<Record<string, string>>;
  /** The clock of the test, because Twilio dates nothing. */
  readonly now: number;
  readonly request: {
    readonly method: 'POST';
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  readonly expect: { readonly status: number; readonly events: readonly unknown[]; readonly quarantined?: object };
}

const folder = join(__dirname, '../../../adapters/customer-channels/twilio/fixtures');
const fixtures = readdirSync(folder).map((file): Fixture => JSON.parse(readFileSync(join(folder, file), 'utf8')));

async function handle({ settings, now, request }: Fixture) {
  const publicUrl = 'https://baton.example';
  const provider = await provide(settingsFrom(settings), { publicUrl, now: () => now });
  const url = new URL(request.path, publicUrl);
  return provider.webhook?.handle({
    method: request.method,
    url,
    path: url.pathname.split('/').slice(3),
    headers: request.headers,
    rawBody: Buffer.from(request.body),
  });
}

describe('webhooks as Twilio sends them', () => {
  test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', async (_name, fixture) => {
    const result = await handle(fixture);
    const { status, events, quarantined } = fixture.expect;
    expect(result?.events).toEqual(events);
    expect(result?.quarantined).toEqual(quarantined);
    // Any other text would be sent to the customer.
    expect(result?.reply).toEqual({ status, body: '<Response/>', contentType: 'text/xml' });
  });

  test('what comes twice has the same keys, and two keys of one webhook are never the same', async () => {
    for (const fixture of fixtures) {
      const [once, again] = [await handle(fixture), await handle(fixture)];
      expect(again?.events.map((event) => event.keys)).toEqual(once?.events.map((event) => event.keys));
      const keys = once?.events.flatMap((event) => event.keys) ?? [];
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  test('every fixture was found', () => {
    expect(fixtures.length).toBeGreaterThanOrEqual(63);
  });
});
