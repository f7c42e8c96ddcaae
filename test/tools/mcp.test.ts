import { type McpService, mcpFile, ORDER, startMcpService } from './mcp-service';
import { context, environment, failure, type Opened, openTools, sampleFile, startService } from './service';

let service: McpService;
let opened: Opened;
const ADDRESS = { order: '1043', address: '12 High Street, Kendal' };
const names = async () => (await opened.toolbox.tools()).map(({ name }) => name);

beforeEach(async () => {
  service = await startMcpService();
});
afterEach(async () => {
  await opened.toolbox.close();
  await service.stop();
});

async function open(change: (file: ReturnType<typeof mcpFile>) => void = () => undefined): Promise<void> {
  const file = mcpFile();
  change(file);
  opened = await openTools(file, environment(service.url));
}

const first = (file: ReturnType<typeof mcpFile>) => file.mcp[0]?.tools[0] as Record<string, unknown>;

it('offers what the file names, and nothing that the server has besides', async () => {
  await open();
  expect(await names()).toEqual(['order_status', 'change_address']);
  expect(service.listening).toBe(0);
});

it('leaves out its own tools while it is away, and brings them back', async () => {
  const { port } = service;
  const other = await startService();
  const both = { ...mcpFile(), actions: sampleFile().actions.map((one) => ({ ...one, name: `http_${one.name}` })) };
  await service.stop();
  opened = await openTools(both, { ...environment(other.url), TOOL_CRM_URL: service.url });
  await opened.toolbox.close();
  both.mcp[0] = { ...(both.mcp[0] as (typeof both.mcp)[number]), url: `\${TOOL_CRM_URL}/mcp` };
  opened = await openTools(both, { ...environment(other.url), TOOL_CRM_URL: service.url });
  expect(await names()).toEqual(['http_order_status', 'http_change_address']);
  expect(opened.logged).toEqual([
    expect.stringMatching(/^warn Tools of crm cannot be used\. The MCP server is not reached/),
  ]);

  service = await startMcpService(port);
  expect(await names()).toHaveLength(2);
  opened.later(15_000);
  expect(await names()).toEqual(['http_order_status', 'http_change_address', 'order_status', 'change_address']);
  expect(opened.logged.at(-1)).toContain('info The tools of crm are there.');
  await other.stop();
});

it('is gone for the next turn once a call found nobody', async () => {
  await open();
  await service.stop();
  expect((await failure(opened.tool('order_status').run({ order: '1043' }, context()))).kind).toBe('unavailable');
  expect(await names()).toEqual([]);
});

it('stays for the next turn when a call went wrong', async () => {
  await open();
  service.intercept = (_request, response, body) =>
    body.includes('tools/call') && response.writeHead(500).end() !== null;
  expect((await failure(opened.tool('order_status').run({ order: '1043' }, context()))).kind).toBe('unavailable');
  expect(await names()).toHaveLength(2);
});

it('goes on in a new session when the server has forgotten the old one', async () => {
  await open();
  await opened.tool('change_address').run(ADDRESS, context());
  await service.stop();
  service = await startMcpService(service.port);
  expect(await opened.tool('change_address').run(ADDRESS, context({ key: 'key-2' }))).toMatchObject({ type: 'done' });
  expect(service.calls).toEqual([
    { name: 'set_address', args: { id: '1043', address: '12 High Street, Kendal', key: 'key-2' } },
  ]);
});

it('is not called with arguments that its own schema does not take', async () => {
  await open();
  const error = await failure(opened.tool('order_status').run({ order: '10431' }, context()));
  expect(error).toMatchObject({ kind: 'rejected', details: { code: 'arguments' } });
  expect(service.calls).toEqual([]);
});

it.each([
  ['a name that it does not have', { tool: 'get_orders' }, /offers no tool "get_orders"/],
  ['an argument that is missing', { arguments: { id: '{order}' } }, /"get_order" needs "phone"/],
])('does without a tool that does not fit: %s', async (_, change, sentence) => {
  await open((file) => {
    // What is not sent any more must not be declared to be sent.
    Object.assign(first(file), change, 'arguments' in change ? { bind: {}, identity: 'none' } : {});
  });
  expect(await names()).toEqual(['change_address']);
  expect(opened.logged).toEqual([expect.stringMatching(sentence)]);
  await names();
  opened.later(6 * 60_000);
  await names();
  expect(opened.logged).toHaveLength(1);
});

it('tells the text of an answer where the file names no fields', async () => {
  await open((file) => Object.assign(first(file), { fields: {}, say: [] }));
  service.answer = () => ({ content: [{ type: 'text', text: `Order 1043\n is  packed.\u202e${'x'.repeat(900)}` }] });
  const result = await opened.tool('order_status').run({ order: '1043' }, context());
  expect(result.said).toMatch(/^Order 1043\n is packed\.x+$/);
  expect(result.said.length).toBe(600);
});

it('reads fields from JSON in a text', async () => {
  await open();
  service.answer = () => ({ content: [{ type: 'text', text: JSON.stringify(ORDER) }] });
  expect(await opened.tool('order_status').run({ order: '1043' }, context())).toMatchObject({
    said: 'Order 1043 is being packed.',
  });
});

it('does not know how far a write got whose error it has no words for', async () => {
  await open();
  service.answer = () => ({ isError: true, content: [{ type: 'text', text: 'deadlock in crm.orders for Maria' }] });
  const written = await failure(opened.tool('change_address').run(ADDRESS, context()));
  expect(written).toMatchObject({ kind: 'unsure', details: { code: 'tool_error' } });
  expect(written.message).not.toContain('Maria');
  expect((await failure(opened.tool('order_status').run({ order: '1043' }, context()))).kind).toBe('rejected');
});

it('a server that takes too long: a write may have been done', async () => {
  await open((file) => Object.assign(file.mcp[0] as object, { timeoutMs: 400 }));
  service.intercept = (_request, _response, body) => body.includes('tools/call');
  expect((await failure(opened.tool('change_address').run(ADDRESS, context()))).kind).toBe('unsure');
});

it('follows no redirect, and swallows no answer without end', async () => {
  await open();
  service.intercept = (_request, response, body) => {
    if (!body.includes('tools/call')) return false;
    if (body.includes('get_order')) response.writeHead(307, { location: `${service.url}/elsewhere` }).end();
    else {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ jsonrpc: '2.0', id: 2, result: { content: [], x: 'x'.repeat(600_000) } }));
    }
    return true;
  };
  expect(await failure(opened.tool('order_status').run({ order: '1043' }, context()))).toMatchObject({
    kind: 'misconfigured',
    details: { code: 'redirect' },
  });
  expect((await failure(opened.tool('change_address').run(ADDRESS, context()))).kind).toBe('unsure');
});
