import type { ToolServerAdapter } from '../../../src/ports';
import { createMcpServer } from './server';

/** Servers of the Model Context Protocol over Streamable HTTP. See README.md beside this file. */
export const adapter: ToolServerAdapter = {
  name: 'mcp',
  label: 'MCP over Streamable HTTP',
  create: createMcpServer,
};
