import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { JsonSchemaValidator } from '@modelcontextprotocol/sdk/validation';
import {
  type OfferedTool,
  PortError,
  type ServerAnswer,
  type ToolServer,
  type ToolServerOptions,
} from '../../../src/ports';
import { afterCall, beforeCall, isLostSession } from './failures';
import { answerFrom, offeredFrom } from './translate';

/** A server with more than this is not meant to be one tool of a conversation. */
const MAX_LISTED = 200;

/** Loads the SDK (about 140 ms and 25 MB), and nothing else: the server is asked when it is needed. */
export async function createMcpServer(options: ToolServerOptions): Promise<ToolServer> {
  const [client, transport, types, ajv] = await Promise.all([
    import('@modelcontextprotocol/sdk/client/index.js'),
    import('@modelcontextprotocol/sdk/client/streamableHttp.js'),
    import('@modelcontextprotocol/sdk/types.js'),
    import('@modelcontextprotocol/sdk/validation/ajv'),
  ]);
  return new McpServer(options, { ...client, ...transport, ...types, ...ajv });
}

type Sdk = typeof import('@modelcontextprotocol/sdk/client/index.js') &
  typeof import('@modelcontextprotocol/sdk/client/streamableHttp.js') &
  typeof import('@modelcontextprotocol/sdk/types.js') &
  typeof import('@modelcontextprotocol/sdk/validation/ajv');

interface Connection {
  readonly client: Client;
  readonly terminate: () => Promise<void>;
}

class McpServer implements ToolServer {
  private connecting: Promise<Connection> | null = null;
  private checks: ReadonlyMap<string, JsonSchemaValidator<unknown>> | null = null;

  constructor(
    private readonly options: ToolServerOptions,
    private readonly sdk: Sdk,
  ) {}

  async list(signal: AbortSignal): Promise<readonly OfferedTool[]> {
    try {
      const offered = await this.again(async ({ client }) => {
        const found: OfferedTool[] = [];
        let cursor: string | undefined;
        do {
          const page = await client.request(
            { method: 'tools/list', params: cursor === undefined ? {} : { cursor } },
            this.sdk.ListToolsResultSchema,
            this.requestOptions(signal),
          );
          found.push(...page.tools.map(offeredFrom));
          cursor = page.nextCursor;
        } while (cursor !== undefined && found.length < MAX_LISTED);
        return found.slice(0, MAX_LISTED);
      }, signal);
      this.checks = this.checksFor(offered);
      return offered;
    } catch (error) {
      this.drop();
      throw beforeCall(error);
    }
  }

  async call(name: string, args: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<ServerAnswer> {
    if (this.checks === null) await this.list(signal);
    this.check(name, args);
    const connection = await this.connection(signal).catch((error: unknown) => {
      this.drop();
      throw beforeCall(error);
    });
    try {
      return await this.callOn(connection, name, args, signal);
    } catch (error) {
      // A server that has forgotten the session has not read the call, so a new one may carry it.
      if (isLostSession(error)) {
        this.drop();
        const fresh = await this.connection(signal).catch((lost: unknown) => {
          throw beforeCall(lost);
        });
        return await this.callOn(fresh, name, args, signal).catch((lost: unknown) => {
          throw afterCall(lost);
        });
      }
      throw afterCall(error);
    }
  }

  async close(): Promise<void> {
    const connection = await this.connecting?.catch(() => null);
    this.drop();
    await connection?.terminate().catch(() => undefined);
    await connection?.client.close().catch(() => undefined);
  }

  private async callOn({ client }: Connection, name: string, args: object, signal: AbortSignal): Promise<ServerAnswer> {
    // Not client.callTool: that one refuses answers after the fact, when the call has been made.
    const result = await client.request(
      { method: 'tools/call', params: { name, arguments: { ...args } } },
      this.sdk.CallToolResultSchema,
      this.requestOptions(signal),
    );
    return answerFrom(result);
  }

  private check(name: string, args: object): void {
    const validate = this.checks?.get(name);
    if (validate === undefined) {
      throw new PortError('misconfigured', `The server offers no tool "${name}". Correct "tool" in the tools file.`, {
        adapter: 'mcp',
        code: 'no_such_tool',
      });
    }
    const { valid, errorMessage } = validate(args);
    if (valid) return;
    throw new PortError('rejected', `The server's schema does not take the arguments of "${name}": ${errorMessage}.`, {
      adapter: 'mcp',
      code: 'arguments',
      reason: 'content',
    });
  }

  /** A tool whose schema cannot be compiled cannot be checked, so it is not called. */
  private checksFor(offered: readonly OfferedTool[]): ReadonlyMap<string, JsonSchemaValidator<unknown>> {
    const ajv = new this.sdk.AjvJsonSchemaValidator();
    return new Map(
      offered.flatMap(({ name, inputSchema }): [string, JsonSchemaValidator<unknown>][] => {
        try {
          return [[name, ajv.getValidator(inputSchema)]];
        } catch {
          return [];
        }
      }),
    );
  }

  /** Reading again is harmless, and the session may have been forgotten since the last time. */
  private async again<T>(read: (connection: Connection) => Promise<T>, signal: AbortSignal): Promise<T> {
    try {
      return await read(await this.connection(signal));
    } catch (error) {
      if (!isLostSession(error)) throw error;
      this.drop();
      return read(await this.connection(signal));
    }
  }

  private connection(signal: AbortSignal): Promise<Connection> {
    if (this.connecting === null) {
      const connecting: Promise<Connection> = this.connect(signal, () => {
        if (this.connecting === connecting) this.drop();
      });
      this.connecting = connecting;
    }
    return this.connecting;
  }

  private async connect(signal: AbortSignal, onClose: () => void): Promise<Connection> {
    const client = new this.sdk.Client({ name: 'baton', version: '0.1.0' }, { capabilities: {} });
    const transport = new this.sdk.StreamableHTTPClientTransport(new URL(this.options.url), {
      fetch: (url, init) => this.ask(url, init),
      requestInit: { headers: { ...this.options.headers } },
      reconnectionOptions: {
        ...{ maxRetries: 0, initialReconnectionDelay: 0, maxReconnectionDelay: 0, reconnectionDelayGrowFactor: 1 },
      },
    });
    await client.connect(transport as Parameters<Client['connect']>[0], this.requestOptions(signal));
    client.onclose = onClose;
    return { client, terminate: () => transport.terminateSession() };
  }

  /** Nothing is listened for between calls, so no stream is held open: the standard answer for that is 405. */
  private async ask(url: string | URL, init?: RequestInit): Promise<Response> {
    if (init?.method === 'GET') return new Response(null, { status: 405 });
    return this.options.fetch(url, init);
  }

  private requestOptions = (signal: AbortSignal) => ({ signal, timeout: this.options.timeoutMs });

  private drop(): void {
    this.connecting = null;
  }
}
