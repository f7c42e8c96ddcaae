import { loadAdapter } from '../../src/adapter-loader';
import { readToolsOptions } from '../../src/cli/tools-options';
import { isFine, renderInspected, renderResult } from '../../src/cli/tools-report';
import { checkToolsFile } from '../../src/tools/file/read-tools-file';
import { inspectTools } from '../../src/tools/inspect';
import { type McpService, mcpFile, startMcpService } from './mcp-service';
import { environment, SECRET, type Service, sampleFile, startService } from './service';

let service: Service;
let server: McpService;
beforeEach(async () => {
  [service, server] = await Promise.all([startService(), startMcpService()]);
});
afterEach(() => Promise.all([service.stop(), server.stop()]));

async function report(change: (tools: Record<string, unknown>[]) => void = () => undefined) {
  const mcp = structuredClone(mcpFile().mcp);
  for (const one of mcp) one.url = `\${TOOL_CRM_URL}/mcp`;
  const tools = mcp[0]?.tools as unknown as Record<string, unknown>[];
  tools.forEach((tool, at) => {
    tool.name = `crm_${at}`;
  });
  change(tools);
  const { settings, problems } = checkToolsFile(
    { ...sampleFile(), mcp },
    { ...environment(service.url), TOOL_CRM_URL: server.url },
  );
  if (settings === null) throw new Error(problems.join('\n'));
  const inspected = await inspectTools(settings, { loadServers: () => loadAdapter('tools', 'mcp') });
  const text = renderInspected(inspected);
  expect(text).not.toContain(SECRET);
  return { fine: isFine(inspected), text };
}

it('shows every tool by the place it is called at', async () => {
  expect(await report()).toEqual({
    fine: true,
    text: `✓ ${service.url}
  It answers.
  ✓ order_status    read   for the number that writes
  ✓ change_address  write  with a one-time code

✓ crm (MCP)
  It offers 4 tools, 2 are named here.
  ✓ crm_0           read   for the number that writes
  ✓ crm_1           write  with a one-time code`,
  });
});

it('says who is not reached', async () => {
  await Promise.all([service.stop(), server.stop()]);
  const { fine, text } = await report();
  expect(fine).toBe(false);
  expect(text).toContain(`✗ ${service.url}\n  Its service is not reached (ECONNREFUSED).\n  ✗ order_status`);
  expect(text).toContain('✗ crm (MCP)\n  The MCP server is not reached (ECONNREFUSED).\n  ✗ crm_0');
  [service, server] = await Promise.all([startService(), startMcpService()]);
});

it('shows what does not fit, and where a server says something else of its tool', async () => {
  const { fine, text } = await report(([read, write]) => {
    Object.assign(read as object, { tool: 'delete_everything' });
    Object.assign(write as object, { tool: 'set_adress' });
  });
  expect(fine).toBe(false);
  expect(text).toContain('! The server says that "delete_everything" changes something.');
  expect(text).toContain('✗ crm_1');
  expect(text).toContain('The server offers no tool "set_adress". Correct "tool", or ask who runs the server.');
});

it('prints a result as the customer and the team see it', () => {
  const facts = [{ label: 'Order', value: '1043' }];
  expect(renderResult({ type: 'done', said: 'It is packed.', facts })).toBe(
    'The customer reads:\n  It is packed.\n\nAgents see:\n  Order  1043',
  );
  expect(renderResult({ type: 'refused', said: 'No.', facts: [] })).toBe('Refused. The customer reads:\n  No.');
});

it.each([
  [['try'], /"try" is not known\. There is: try NAME/],
  [['run', 'x'], /"run x" is not known/],
  [['try', 'x', '--args', '{'], /--args is not JSON/],
  [['--wat'], /--wat.*See --help/s],
])('refuses %j with what there is', (args, sentence) => {
  expect(() => readToolsOptions(args)).toThrow(sentence);
});
