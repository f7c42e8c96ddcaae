import type { PortError } from '../../src/domain/errors';
import { mcpFile, ORDER, startMcpService } from './mcp-service';
import {
  context,
  environment,
  failure,
  json,
  type Opened,
  openTools,
  SECRET,
  sampleFile,
  startService,
} from './service';

/** The same tools over one way of calling. */
interface Subject {
  readonly file: () => unknown;
  start(): Promise<RunningSubject>;
}

interface RunningSubject {
  readonly url: string;
  /** What was asked of the business's system, as text. */
  calls(): readonly string[];
  answerWith(data: Record<string, unknown> | 'no such order'): void;
  /** What happens to the next requests instead of an answer. */
  misbehave(how: Misbehaviour): void;
  stop(): Promise<void>;
}

type Misbehaviour = 'cut' | 401 | 429 | 500;

const http: Subject = {
  file: sampleFile,
  async start() {
    const service = await startService();
    return {
      url: service.url,
      calls: () => service.received.map(({ url, body }) => `${url} ${body}`),
      answerWith: (data) => {
        service.answer = (response) =>
          data === 'no such order' ? json(response, 404, {}) : json(response, 'error' in data ? 409 : 200, data);
      },
      misbehave: (how) => {
        service.answer = (response) => void (how === 'cut' ? response.destroy() : json(response, how, {}));
      },
      stop: service.stop,
    };
  },
};

const mcp: Subject = {
  file: mcpFile,
  async start() {
    const service = await startMcpService();
    const answer = (data: Record<string, unknown>): ReturnType<typeof service.answer> => ({
      content: [],
      structuredContent: data,
    });
    return {
      url: service.url,
      calls: () => service.calls.map(({ name, args }) => `${name} ${JSON.stringify(args)}`),
      answerWith: (data) => {
        service.answer = () =>
          data === 'no such order'
            ? { isError: true, content: [{ type: 'text', text: 'No such order: 9999 (crm.orders)' }] }
            : answer(data);
      },
      misbehave: (how) => {
        service.intercept = (_request, response, body) => {
          if (!body.includes('tools/call')) return false;
          if (how === 'cut') response.destroy();
          else response.writeHead(how).end();
          return true;
        };
      },
      stop: service.stop,
    };
  },
};

const ADDRESS = { order: '1043', address: '12 High Street, Kendal' };

describe.each([
  ['an HTTP action', http],
  ['a tool of an MCP server', mcp],
])('%s', (_, subject) => {
  let running: RunningSubject;
  let opened: Opened;
  const status = () => opened.tool('order_status');
  const change = () => opened.tool('change_address');

  beforeEach(async () => {
    running = await subject.start();
    opened = await openTools(subject.file(), environment(running.url));
  });
  afterEach(async () => {
    await opened.toolbox.close();
    await running.stop();
    expect(opened.logged.join('\n')).not.toMatch(new RegExp(`${SECRET}|High Street|7700900123`));
  });

  it('is what the file says, for the model and for the flow', async () => {
    expect((await opened.toolbox.tools()).map(({ name }) => name)).toEqual(['order_status', 'change_address']);
    expect(status()).toMatchObject({ permission: 'read', identity: 'channel', description: 'Looks an order up.' });
    expect(status().parameters).toMatchObject({ required: ['order'], additionalProperties: false });
    expect(Object.keys(status().parameters.properties as object)).toEqual(['order']);
    expect(status().sendCode).toBeUndefined();
    expect(change().sendCode).toBeDefined();
  });

  it.each([
    [{ order: '1043' }, { ok: true, args: { order: '1043' } }],
    [
      { order: ' 1043 ', phone: '+1', extra: {} },
      { ok: true, args: { order: '1043' } },
    ],
    [{ order: 1043 }, { ok: true, args: { order: '1043' } }],
    [{}, { ok: false, missing: ['order'], problem: null }],
    [null, { ok: false, missing: ['order'], problem: null }],
    ['1043', { ok: false, missing: ['order'], problem: null }],
    [{ order: '' }, { ok: false, missing: ['order'], problem: null }],
    [{ order: 'DROP TABLE' }, { ok: false, missing: ['order'], problem: '"order" has another form.' }],
    [{ order: ['1043', '1044'] }, { ok: false, missing: ['order'], problem: '"order" must be a text.' }],
    [{ __proto__: { order: '1043' } }, { ok: false, missing: ['order'], problem: null }],
  ])('settles %j', (given, checked) => {
    expect(status().check(given)).toEqual(checked);
  });

  it('proposes exactly what was checked, on one visible line', () => {
    const checked = change().check({ order: '1043', address: '12 High Street\r\nKendal\u202e\u200b  LA9' });
    expect(checked).toEqual({ ok: true, args: { order: '1043', address: '12 High Street, Kendal LA9' } });
    expect(change().propose(ADDRESS, 'nl')).toBe('Order 1043 goes to 12 High Street, Kendal.');
  });

  it('says what the answer has, and nothing else of it', async () => {
    running.answerWith(ORDER);
    expect(await status().run({ order: '1043' }, context({ language: 'de' }))).toEqual({
      type: 'done',
      said: 'Bestellung 1043 ist in Arbeit.',
      facts: [
        { label: 'Bestellung', value: '1043' },
        { label: 'Status', value: 'in Arbeit' },
      ],
    });
  });

  it('binds the number from our side, whoever gives another', async () => {
    running.answerWith(ORDER);
    await status().run({ order: '1043', phone: '+15550000000' }, context());
    expect(running.calls().join()).toMatch(/447700900123/);
    expect(running.calls().join()).not.toMatch(/15550000000/);
  });

  it('is not for customers whose number is not known', async () => {
    const customer = { channelId: 'telegram', address: '123456789', name: null };
    expect(status().fits?.(customer)).toBe(false);
    expect((await failure(status().run({ order: '1043' }, context({ customer })))).kind).toBe('rejected');
    expect(running.calls()).toEqual([]);
  });

  it('refuses in words of the file, never in those of the system', async () => {
    running.answerWith('no such order');
    expect(await status().run({ order: '9999' }, context())).toMatchObject({
      type: 'refused',
      said: 'There is no such order.',
    });
    running.answerWith({ error: 'shipped', order: { number: '1043' } });
    expect(await change().run(ADDRESS, context())).toEqual({
      type: 'refused',
      said: 'It is on its way already.',
      facts: [{ label: 'Order', value: '1043' }],
    });
  });

  it('says that a write was done, whatever the answer lacks', async () => {
    running.answerWith({});
    expect(await change().run(ADDRESS, context())).toMatchObject({ type: 'done', said: 'The address is changed.' });
    expect(running.calls()).toHaveLength(1);
  });

  it('complains about an answer without what is wanted', async () => {
    running.answerWith({ something: 'else' });
    expect((await failure(status().run({ order: '1043' }, context()))).kind).toBe('misconfigured');
  });

  it('sends a code to an address that it hides', async () => {
    running.answerWith({ sent_to: 'maria.santos@example.com' });
    expect(await change().sendCode?.({ order: '1043' }, '482913', context())).toEqual({
      type: 'sent',
      to: 'm…@example.com',
    });
    expect(running.calls().join()).toContain('"code":"482913"');
    running.answerWith('no such order');
    expect(await change().sendCode?.({ order: '9999' }, '482913', context())).toEqual({
      type: 'refused',
      said: 'There is no such order.',
    });
  });

  it.each<[Misbehaviour, PortError['kind'], PortError['kind']]>([
    ['cut', 'unavailable', 'unsure'],
    [500, 'unavailable', 'unsure'],
    [429, 'rate_limited', 'rate_limited'],
    [401, 'misconfigured', 'misconfigured'],
  ])('%s: a read is %s, a write is %s', async (how, ofRead, ofWrite) => {
    running.misbehave(how);
    const read = await failure(status().run({ order: '1043' }, context()));
    const written = await failure(change().run(ADDRESS, context()));
    expect([read.kind, written.kind]).toEqual([ofRead, ofWrite]);
    expect(written.message).toMatch(/^The tool change_address: /);
    if (how === 401) expect(written.message).toMatch(/Check TOOL_SHOP_TOKEN\.$/);
  });

  it('nobody listens: certainly not done', async () => {
    const { url } = running;
    await running.stop();
    expect((await failure(change().run(ADDRESS, context()))).kind).toBe('unavailable');
    running = await subject.start();
    expect(url).not.toBe('');
  });

  it('gives up when it is not wanted any more', async () => {
    const error = await failure(change().run(ADDRESS, context({ signal: AbortSignal.abort() })));
    expect(['unavailable', 'unsure']).toContain(error.kind);
    expect(running.calls()).toEqual([]);
  });

  it('goes to no private address that the file does not allow', async () => {
    const file = { ...(subject.file() as object), allowPrivateHosts: [] };
    await expect(openTools(file, environment(running.url))).rejects.toThrow(/leads to this machine.*allowPrivateHosts/);
    expect(running.calls()).toEqual([]);
  });
});
