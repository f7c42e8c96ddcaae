import type { LookupAddress } from 'node:dns';
import { publicLookup, type ResolveHost } from '../../src/net/public-lookup';
import { AddressRefused, openWayOut, RedirectRefused } from '../../src/tools/http/way-out';
import { json, type Service, startService } from './service';

const resolvesTo = (..._answers: readonly (readonly string[])[]): ResolveHost =>
  // biome-ignore lint/suspicious/noExplicitAny: the resolver has many shapes, and one of them is used
  ((_name: string, options: { all?: boolean }, callback: (...result: any[]) => void) => {
    const addresses = (asked.shift() ?? []).map(
      (address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 }),
    );
    if (options.all) callback(null, addresses);
    else callback(null, addresses[0]?.address, addresses[0]?.family);
  }) as unknown as ResolveHost;

let asked: (readonly string[])[] = [];
let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service.stop());

async function reach(url: string, allowed: readonly string[] = [], resolve = resolvesTo()) {
  const way = openWayOut(allowed, resolve);
  try {
    const response = await way.fetch(url, { signal: AbortSignal.timeout(2_000) });
    return response.status;
  } catch (error) {
    return (error as { cause?: unknown }).cause ?? error;
  } finally {
    expect(way.hasConnected() || service.received.length === 0).toBe(true);
    await way.close();
  }
}

const port = (): string => new URL(service.url).port;

describe('this machine and private networks are out of reach', () => {
  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '0',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '127.0.0.1.',
  ])('written as %s', async (host) => {
    const error = await reach(`http://${host}:${port()}/`);
    expect(error).toBeInstanceOf(AddressRefused);
    expect(service.received).toEqual([]);
  });

  it.each([
    [['127.0.0.1']],
    [['::1']],
    [['::ffff:127.0.0.1']],
    [['169.254.169.254']],
    [['8.8.8.8', '127.0.0.1']],
    [['127.0.0.1', '8.8.8.8']],
    [[]],
  ])('behind a name that resolves to %j', async (addresses) => {
    asked = [addresses];
    const error = await reach(`http://shop.example:${port()}/`, [], resolvesTo());
    expect(error).toBeInstanceOf(AddressRefused);
    expect((error as Error).message).toContain('add "shop.example" to allowPrivateHosts');
    expect(service.received).toEqual([]);
  });
});

it('hands on the addresses that were looked at: a name that changes its mind a moment later is not asked again', () => {
  asked = [['8.8.8.8', '2606:4700::1111'], ['127.0.0.1']];
  const look = publicLookup((host) => new AddressRefused(host), resolvesTo());
  const answers: unknown[] = [];
  look('rebind.example', { all: true }, (error, addresses) => answers.push(error, addresses));
  expect(answers).toEqual([
    null,
    [
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ],
  ]);
  look('rebind.example', {}, (error) => answers.push(error));
  expect(answers[2]).toBeInstanceOf(AddressRefused);
});

it.each([(_p: string) => '127.0.0.1', (p: string) => `127.0.0.1:${p}`])('reaches what is allowed', async (entry) => {
  expect(await reach(`${service.url}/`, [entry(port())])).toBe(200);
});

it('reaches an allowed name, whatever its address', async () => {
  asked = [['127.0.0.1']];
  expect(await reach(`http://orders.internal:${port()}/`, ['orders.internal'], resolvesTo())).toBe(200);
});

it.each(['127.0.0.1:1', '127.0.0.2', 'localhost'])('what is allowed is not more than that: %s', async (entry) => {
  expect(await reach(`${service.url}/`, [entry])).toBeInstanceOf(AddressRefused);
});

it.each([301, 302, 303, 307, 308])('follows no redirect (%i)', async (status) => {
  service.answer = (response) => response.writeHead(status, { location: `${service.url}/secret` }).end();
  expect(await reach(`${service.url}/`, ['127.0.0.1'])).toBeInstanceOf(RedirectRefused);
  expect(service.received.map(({ url }) => url)).toEqual(['/']);
  service.answer = (response) => json(response, 200, {});
});
