import type { ServerResponse } from 'node:http';
import type { PortError } from '../../src/domain/errors';
import type { Tool } from '../../src/ports/tool';
import {
  context,
  environment,
  failure,
  json,
  openTools,
  SECRET,
  type Service,
  sampleFile,
  startService,
} from './service';

let service: Service;
let status: Tool;
let change: Tool;

beforeEach(async () => {
  service = await startService();
  const { tool } = await openTools(sampleFile(), environment(service.url));
  status = tool('order_status');
  change = tool('change_address');
});

afterEach(() => service.stop());

const ADDRESS = { order: '1043', address: '12 High Street, Kendal' };

describe('what is sent', () => {
  it('fills in the path, and binds the number from our side', async () => {
    await status.run({ order: '1043', phone: '+15550000000' }, context());
    expect(service.received).toMatchObject([
      { method: 'GET', url: '/orders/1043?phone=%2B447700900123', headers: { authorization: `Bearer ${SECRET}` } },
    ]);
  });

  it('sends writes with the key of the call, as JSON, without what is not known', async () => {
    await change.run(ADDRESS, context({ customer: { channelId: 'x', address: 'whatsapp:+447700900123', name: null } }));
    const [sent] = service.received;
    expect(sent?.headers).toMatchObject({ 'idempotency-key': 'key-1', 'content-type': 'application/json' });
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      address: '12 High Street, Kendal',
      note: 'asked for by +447700900123',
    });
  });

  it('never reads a value as a template', async () => {
    const address = `\${TOOL_SHOP_TOKEN} {phone}`;
    await change.run({ order: '1043', address }, context());
    expect(JSON.parse(service.received[0]?.body ?? '').address).toBe(address);
  });

  it.each(['../admin', 'a/b?c#d', '%2e%2e', 'a b', '\ud800'])(
    'keeps %j inside one segment of the path',
    async (order) => {
      await status.run({ order }, context());
      expect(service.received[0]?.url).toBe(
        `/orders/${encodeURIComponent(order.toWellFormed())}?phone=%2B447700900123`,
      );
    },
  );

  it.each(['.', '..'])('does not call with %j, which would climb out of the path', async (order) => {
    expect((await failure(status.run({ order }, context()))).kind).toBe('rejected');
    expect(service.received).toEqual([]);
  });

  it('is not offered where the number it needs is not known, and not called either', async () => {
    const customer = { channelId: 'telegram', address: '123456789', name: 'Ana' };
    expect(status.fits?.(customer)).toBe(false);
    expect(status.fits?.(context().customer)).toBe(true);
    expect((await failure(status.run({ order: '1043' }, context({ customer })))).kind).toBe('rejected');
    expect(service.received).toEqual([]);
  });
});

describe('what is made of the answer', () => {
  it('says what the answer has, in the language of the customer, and nothing else of it', async () => {
    service.answer = (response) =>
      json(response, 200, { order: { number: '1043', status: 'packing' }, internal: 'margin 40 %' });
    expect(await status.run({ order: '1043' }, context({ language: 'de' }))).toEqual({
      type: 'done',
      said: 'Bestellung 1043 ist in Arbeit.',
      facts: [
        { label: 'Bestellung', value: '1043' },
        { label: 'Status', value: 'in Arbeit' },
      ],
    });
  });

  it('says dates in words, and takes the first sentence that is complete', async () => {
    service.answer = (response) =>
      json(response, 200, { order: { number: 1043, status: 'lost in\n\u202espace', due: '2026-12-01T09:00:00Z' } });
    expect(await status.run({ order: '1043' }, context({ language: 'pt-BR' }))).toMatchObject({
      said: expect.stringMatching(/^Order 1043 is lost in, space and arrives on Tuesday,? 1 December 2026\.$/),
    });
  });

  it('lists what there is where no sentence is complete', async () => {
    service.answer = (response) => json(response, 200, { order: { due: 'soon' } });
    expect(await status.run({ order: '1043' }, context())).toMatchObject({ type: 'done', said: 'Arrives: soon' });
  });

  it('tells a refusal in the words for it, by status or by what is in the answer', async () => {
    service.answer = (response) => json(response, 404, {});
    expect(await status.run({ order: '9' }, context())).toEqual({
      type: 'refused',
      said: 'There is no such order.',
      facts: [],
    });
    service.answer = (response) => json(response, 409, { error: 'shipped', order: { number: '1043' } });
    expect(await change.run(ADDRESS, context())).toEqual({
      type: 'refused',
      said: 'It is on its way already.',
      facts: [{ label: 'Order', value: '1043' }],
    });
    service.answer = (response) => json(response, 409, { error: 'other' });
    expect((await failure(change.run(ADDRESS, context()))).kind).toBe('rejected');
  });

  it('says that a write was done although the answer is empty', async () => {
    service.answer = (response) => response.writeHead(204).end();
    expect(await change.run(ADDRESS, context())).toMatchObject({ type: 'done', said: 'The address is changed.' });
  });
});

type Kind = PortError['kind'];
const text = (type: string, body: string) => (response: ServerResponse) =>
  response.writeHead(200, { 'content-type': type }).end(body);

/** What the service does, and what is certain then of a read and of a write. */
const OUTCOMES: readonly [string, (response: ServerResponse) => unknown, Kind, Kind, RegExp][] = [
  ['401', (r) => json(r, 401, {}), 'misconfigured', 'misconfigured', /Check TOOL_SHOP_TOKEN\.$/],
  ['403', (r) => json(r, 403, {}), 'misconfigured', 'misconfigured', /Check TOOL_SHOP_TOKEN\.$/],
  ['400 without words for it', (r) => json(r, 400, {}), 'rejected', 'rejected', /answers 400.*"refused"/],
  ['429', (r) => json(r, 429, {}), 'rate_limited', 'rate_limited', /asked too often/],
  ['500', (r) => json(r, 500, {}), 'unavailable', 'unsure', /failed \(500\), and may have done it/],
  ['503', (r) => json(r, 503, {}), 'unavailable', 'unsure', /failed \(503\)/],
  ['a cut connection', (r) => r.destroy(), 'unavailable', 'unsure', /ECONNRESET|UND_ERR_SOCKET/],
  [
    'half an answer',
    (r) => r.writeHead(200, { 'content-length': '99' }).write('{', () => r.destroy()),
    'unavailable',
    'unsure',
    /in full/,
  ],
  ['a redirect', (r) => r.writeHead(302, { location: '/elsewhere' }).end(), 'misconfigured', 'unsure', /redirect/],
  [
    'a page',
    text('text/html; charset=utf-8', '<h1>Sign in</h1>'),
    'misconfigured',
    'unsure',
    /text\/html instead of JSON/,
  ],
  ['broken JSON', text('application/json', '{"a":'), 'misconfigured', 'unsure', /cannot be parsed/],
  ['more than 64 kB', text('application/json', JSON.stringify('x'.repeat(70_000))), 'misconfigured', 'unsure', /64 kB/],
];

describe('what is certain when it does not work', () => {
  it.each(OUTCOMES)('%s', async (_, answer, ofRead, ofWrite, sentence) => {
    service.answer = answer;
    const read = await failure(status.run({ order: '1043' }, context()));
    const written = await failure(change.run(ADDRESS, context()));
    expect([read.kind, written.kind]).toEqual([ofRead, ofWrite]);
    expect(written.message).toMatch(sentence);
    expect(service.received.map(({ url }) => url)).not.toContain('/elsewhere');
  });

  it('nobody listens: certainly not done', async () => {
    await service.stop();
    expect(await failure(change.run(ADDRESS, context()))).toMatchObject({
      kind: 'unavailable',
      details: { code: 'ECONNREFUSED' },
    });
    service = await startService();
  });

  it('no answer in time: a write may have been done', async () => {
    const file = sampleFile();
    for (const { request } of file.actions) request.timeoutMs = 100;
    const { tool: quick } = await openTools(file, environment(service.url));
    service.answer = () => undefined;
    expect((await failure(quick('change_address').run(ADDRESS, context()))).kind).toBe('unsure');
    expect((await failure(quick('order_status').run({ order: '1043' }, context()))).kind).toBe('unavailable');
  });

  it('is not even begun once it is not wanted any more', async () => {
    const error = await failure(change.run(ADDRESS, context({ signal: AbortSignal.abort() })));
    expect(error.kind).toBe('unavailable');
    expect(service.received).toEqual([]);
  });

  it('says how long to wait', async () => {
    service.answer = (response) => response.writeHead(429, { 'retry-after': '7' }).end();
    expect((await failure(status.run({ order: '1' }, context()))).details.retryAfterMs).toBe(7_000);
  });

  it('complains about an answer that has nothing of what is wanted', async () => {
    service.answer = (response) => json(response, 200, { something: 'else' });
    expect(await failure(status.run({ order: '1' }, context()))).toMatchObject({
      kind: 'misconfigured',
      message: expect.stringContaining('none of the fields'),
    });
  });
});

describe('what became of a write', () => {
  it('is asked by its key', async () => {
    expect(await change.lookup?.(ADDRESS, context())).toMatchObject({ type: 'done', said: 'The address is changed.' });
    expect(service.received[0]).toMatchObject({ method: 'GET', url: '/changes/key-1' });
    expect(service.received[0]?.headers).not.toHaveProperty('idempotency-key');
  });

  it('nothing, where the service does not know the key', async () => {
    service.answer = (response) => json(response, 404, {});
    expect(await change.lookup?.(ADDRESS, context())).toBeNull();
  });
});

describe('a one-time code', () => {
  it.each([
    ['m…@example.com', 'm…@example.com'],
    ['maria.lopes@example.com', 'm…@example.com'],
    ['+44 7700 900123', '…23'],
    ['****123', '****123'],
    ['Maria', 'M…'],
  ])('went to %j, which is said as %j', async (given, shown) => {
    service.answer = (response) => json(response, 200, { sent_to: given });
    expect(await change.sendCode?.({ order: '1043' }, '482913', context())).toEqual({ type: 'sent', to: shown });
    expect(JSON.parse(service.received[0]?.body ?? '')).toEqual({ code: '482913' });
  });

  it('is not sent for what does not exist', async () => {
    service.answer = (response) => json(response, 404, {});
    expect(await change.sendCode?.({ order: '9' }, '482913', context())).toEqual({
      type: 'refused',
      said: 'There is no such order.',
    });
    expect(status.sendCode).toBeUndefined();
  });
});
