import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '../support/database';
import { eventually } from '../support/eventually';

const KB = join(__dirname, '..', '..', 'dist', 'src', 'cli', 'kb.js');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-kb-'));
  // The account of the built-in database must be able to enter.
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** The command as an admin types it, in a process of its own. */
function start(env: Readonly<Record<string, string>>, ...args: readonly string[]): [ChildProcess, Promise<Ended>] {
  const child = spawn(process.execPath, [KB, ...args], { cwd: folder, env: { PATH: process.env.PATH ?? '', ...env } });
  let said = '';
  child.stdout.on('data', (data) => {
    said += data;
  });
  child.stderr.on('data', (data) => {
    said += data;
  });
  return [child, new Promise((resolve) => child.once('close', (code) => resolve({ code, said })))];
}

const run = (env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ended> =>
  start(env, ...args)[1];

test('commands share the built-in database, also when several begin at once on nothing', async () => {
  for (const name of ['one', 'two', 'three']) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'a.md'), `# The article ${name}\n\nIt tells of ${name}.`);
  }
  const ended = await Promise.all(['one', 'two', 'three'].map((name) => run({}, 'add', name)));
  expect(ended.map(({ code, said }) => [code, said.includes('1 added')])).toEqual([
    [0, true],
    [0, true],
    [0, true],
  ]);
  const { code, said } = await run({}, 'list', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(said).map(({ name, documents }: { name: string; documents: number }) => [name, documents])).toEqual(
    [
      ['one', 1],
      ['three', 1],
      ['two', 1],
    ],
  );
});

test('Ctrl-C keeps what was read, and the same command goes on from there', async () => {
  const database = await createTestDatabase();
  const pages = Array.from({ length: 8 }, (_, at) => `/p${at}`);
  const waiting: ServerResponse[] = [];
  let [base, holds, asked] = ['', true, 0];
  const server = createServer(({ url = '', headers }, response) => {
    if (url === '/sitemap.xml')
      return void response.end(
        `<urlset>${pages.map((path) => `<url><loc>${base}${path}</loc></url>`).join('')}</urlset>`,
      );
    if (!pages.includes(url)) return void response.writeHead(404).end();
    if (headers['if-none-match'] === '"1"') return void response.writeHead(304).end();
    asked += 1;
    if (holds && asked > 3) return void waiting.push(response);
    response
      .writeHead(200, { 'content-type': 'text/html', etag: '"1"' })
      .end(`<h1>Page</h1><p>What page ${url} is about.</p>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const env = { DATABASE_URL: database.url };
    const args = ['add', `${base}/sitemap.xml`, '--allow-private', '--name', 'site'];
    const [child, ended] = start(env, ...args);
    await eventually(() => waiting.length > 0, 'it waits for the fourth page');
    child.kill('SIGINT');
    const stopped = await ended;
    expect(stopped.code).toBe(130);
    expect(stopped.said).toContain('Stopped. What was read is kept');
    holds = false;
    const again = await run(env, ...args);
    expect(again.code).toBe(0);
    expect(again.said).toContain('5 added · 3 unchanged');
  } finally {
    for (const response of waiting) response.destroy();
    await new Promise((resolve) => server.close(resolve));
    await database.drop();
  }
});

test('what is wrong is a sentence and an exit code', async () => {
  expect(await run({}, 'learn')).toMatchObject({
    code: 2,
    said: expect.stringContaining('There is no command "learn"'),
  });
  expect(await run({ DATABASE_URL: 'mysql://x' }, 'list')).toMatchObject({
    ...{ code: 2, said: expect.stringContaining('DATABASE_URL must begin with postgres://') },
  });
  const unreachable = await run({ DATABASE_URL: 'postgres://x:y@127.0.0.1:1/z' }, 'list');
  expect(unreachable.code).toBe(1);
  expect(unreachable.said).not.toMatch(/ {4}at |x:y/);
  expect(await run({}, '--help')).toMatchObject({ code: 0, said: expect.stringContaining('npm run kb -- <command>') });
});
