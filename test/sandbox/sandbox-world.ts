import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import { loadAll } from '../../src/adapter-loader';
import { loadConfig } from '../../src/config/load-config';
import { type Running, start } from '../../src/start';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { freePort } from '../support/free-port';

export interface SandboxWorld {
  readonly url: string;
  readonly database: TestDatabase;
  /** What was printed for the person at the terminal. */
  readonly printed: readonly string[];
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** The sandbox as `npm start` runs it, on a database of its own; without the wait for a burst. */
export async function startSandboxWorld(env: Readonly<Record<string, string>> = {}): Promise<SandboxWorld> {
  const [database, port] = await Promise.all([createTestDatabase(), freePort()]);
  const printed: string[] = [];
  let running: Running | null = null;
  const begin = async (): Promise<void> => {
    running = await start(await sandboxConfig({ PORT: String(port), DATABASE_URL: database.url, ...env }), (line) =>
      printed.push(line),
    );
  };
  const stop = async (): Promise<void> => {
    await running?.close();
    running = null;
  };
  await begin();
  return {
    url: `http://127.0.0.1:${port}`,
    database,
    printed,
    stop,
    start: begin,
    close: async () => {
      await stop();
      await database.drop();
    },
  };
}

export async function sandboxConfig(env: Readonly<Record<string, string>>) {
  const [channels, inboxes, models] = await Promise.all([
    loadAll('customer-channels'),
    loadAll('agent-inboxes'),
    loadAll('ai'),
  ]);
  const common = { SECRET_KEY: 'a test key of more than thirty-two characters', LOG_LEVEL: 'silent', BURST_MS: '0' };
  return loadConfig({ ...common, ...env }, { channels, inboxes, models });
}

/** Does what the page does, without the page. */
export async function act(url: string, path: string, wanted: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/sandbox/act/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(wanted),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** As much of what a page is sent as the tests read. */
interface Looked {
  readonly world: {
    readonly channels: readonly { readonly id: string; readonly customers: readonly { readonly id: string }[] }[];
    readonly providers: readonly { readonly name: string; readonly mood: string }[];
    readonly aheadMs: number;
  };
  readonly phone: {
    readonly messages: readonly {
      readonly from: string;
      readonly text: string;
      readonly media?: { readonly url?: string };
    }[];
  };
  readonly team: { readonly posts: readonly { readonly id: string; readonly isBot: boolean; readonly raw: unknown }[] };
  readonly story: readonly { readonly steps: readonly { readonly text: string }[] }[];
}

/** The first version of each section that an open page is sent. */
export async function look(url: string, view: Readonly<Record<string, string>> = {}) {
  const stop = new AbortController();
  const response = await fetch(`${url}/sandbox/stream?${new URLSearchParams(view)}`, { signal: stop.signal });
  const found: Record<string, unknown> = {};
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    for (const match of text.matchAll(/event: (\w+)\ndata: (.*)\n\n/g))
      found[match[1] as string] = JSON.parse(match[2] as string);
    if ('story' in found) break;
  }
  stop.abort();
  return found as unknown as Looked;
}

export interface WatchedPage {
  readonly page: Page;
  /** What went wrong in the page, and what it asked of others than Baton. */
  readonly complaints: readonly string[];
}

/** A page that notices its own errors and every request that leaves this server. */
export async function openPage(context: BrowserContext, url: string): Promise<WatchedPage> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A server that restarts is told of by the browser; that is what the restart is about.
    const isAway = /ERR_(CONNECTION_REFUSED|INCOMPLETE_CHUNKED_ENCODING|CONNECTION_RESET|EMPTY_RESPONSE)/.test(
      message.text(),
    );
    if (message.type() === 'error' && !isAway) complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) complaints.push(`asked ${request.url()}`);
  });
  await page.goto(url);
  return { page, complaints };
}

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What a person who hears the page, or uses no mouse, would stumble over. */
export async function stumblingBlocks(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: the tool puts itself there.
    const { violations } = await (globalThis as any).axe.run();
    return violations.map(
      ({ id, nodes }: { id: string; nodes: { html: string; failureSummary: string }[] }) =>
        `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`,
    );
  });
}
