import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { drawAvatar } from '../../../../src/http/avatars/draw';
import { openBrowser } from '../../../support/browser';
import type { Scene } from './scene';

const PAGE = join(__dirname, '..', '..', '..', '..', 'src', 'sandbox', 'page');
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** About the width of the messages in Slack's window with a thread open at its side; three beside each other. */
const COLUMN = 620;
const COLUMNS = 3;

export interface Drawn {
  readonly page: Page;
  /** What the browser complained about. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Draws scenes with the sandbox's own page scripts, one below the other, in a real browser. */
export async function drawScenes(scenes: readonly Scene[], names: Readonly<Record<string, string>>): Promise<Drawn> {
  const server = await serve(documentOf(scenes, names));
  const browser = await openBrowser();
  const page = await browser.newPage({
    ...{ viewport: { width: COLUMN * COLUMNS, height: 900 }, deviceScaleFactor: 1, colorScheme: 'light' },
    ...{ reducedMotion: 'reduce', timezoneId: 'Europe/Lisbon', locale: 'en-GB' },
  });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
  const { port } = server.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.locator('body[data-drawn]').waitFor();
  return {
    page,
    complaints,
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

async function serve(html: string): Promise<Server> {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === '/') return void response.setHeader('content-type', 'text/html; charset=utf-8').end(html);
    const [, tint, letter] = /^\/avatars\/(\d+)\/(\w)\.png$/.exec(path) ?? [];
    if (letter !== undefined)
      return void response.setHeader('content-type', 'image/png').end(drawAvatar(Number(tint), letter));
    const file = path.startsWith('/sandbox/') ? await readFile(join(PAGE, path.slice(9))).catch(() => null) : null;
    response.statusCode = file === null ? 204 : 200;
    response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream').end(file ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const documentOf = (scenes: readonly Scene[], names: Readonly<Record<string, string>>): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
${['base', 'team', 'blocks'].map((name) => `<link rel="stylesheet" href="/sandbox/style/${name}.css">`).join('')}
<style>
  html, body { height: auto; overflow: visible; background: var(--panel); display: block; }
  .group { columns: ${COLUMNS}; column-gap: 0; }
  .scene { padding: 12px; border-bottom: 1px solid var(--line); break-inside: avoid; }
  .scene h2 { font: 600 12px/1.4 var(--mono); color: var(--muted); }
  .scene .posts { display: block; overflow: visible; }
</style></head><body>
<script type="application/json" id="scenes">${JSON.stringify({ scenes, names }).replaceAll('<', '\\u003c')}</script>
<script type="module">
  import { drawPost } from '/sandbox/script/posts.js';
  import { data } from '/sandbox/script/state.js';
  const { scenes, names } = JSON.parse(document.getElementById('scenes').textContent);
  data.world = { team: { format: 'slack-blocks', names, agents: [] } };
  data.team = { agent: '', place: '' };
  const groups = new Map();
  for (const { name, posts } of scenes) {
    const kind = name.split(' · ')[0];
    const group = groups.get(kind) ?? Object.assign(document.createElement('section'), { className: 'group', id: kind });
    groups.set(kind, group);
    const scene = document.createElement('section');
    scene.className = 'scene';
    scene.id = name.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase();
    const title = document.createElement('h2');
    title.textContent = name;
    const list = document.createElement('div');
    list.className = 'posts';
    list.append(...posts.map((post) => drawPost(post)));
    scene.append(title, list);
    group.append(scene);
  }
  document.body.append(...groups.values());
  document.body.dataset.drawn = 'yes';
</script></body></html>`;
