import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { eventually } from '../support/eventually';
import { freePort } from '../support/free-port';
import { act, look } from './sandbox-world';

const ROOT = path.resolve(__dirname, '../..');
const maria = { channel: 'telegram', customer: '700000001' };
const { ensureBuilt } = require('../../src/scripts/built.cjs');
const { withPrepareLock } = require('../../src/scripts/prepare.cjs');

interface Started {
  readonly child: ChildProcess;
  output(): string;
  readonly exit: Promise<number | null>;
}

let dataDir: string;
let port: number;
const children: ChildProcess[] = [];

beforeAll(async () => {
  withPrepareLock(ensureBuilt);
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'baton-sandbox-'));
  // The database may run as another user than we do.
  fs.chmodSync(dataDir, 0o755);
  port = await freePort();
}, 180_000);

afterAll(async () => {
  for (const child of children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  fs.rmSync(dataDir, { recursive: true, force: true });
});

/** The built product, as `npm start` runs it, with nothing set but where it listens and keeps its data. */
function start(): Started {
  const { PATH, HOME, TMPDIR } = process.env;
  const env = { PATH, HOME, TMPDIR, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'silent' };
  const child = spawn(process.execPath, [path.join(ROOT, 'dist/src/main.js')], { env, cwd: ROOT });
  children.push(child);
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output += text.toString()));
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  return { child, output: () => output, exit };
}

const url = (): string => `http://127.0.0.1:${port}`;
const isReady = (started: Started): Promise<void> =>
  eventually(() => started.output().includes(`Open ${url()}`), `Baton says where it is: ${started.output()}`, 60_000);
const said = async (): Promise<readonly string[]> => (await look(url(), maria)).phone.messages.map(({ text }) => text);
const databaseProcess = (): string =>
  fs.readFileSync(path.join(dataDir, 'sandbox', 'postmaster.pid'), 'utf8').split('\n')[0] ?? '';

test('a killed sandbox is gone on with: the database is adopted, every message is there once', async () => {
  const first = start();
  await isReady(first);
  await act(url(), 'customer/say', { ...maria, text: 'How long does shipping take?' });
  await eventually(async () => (await said()).length === 2, 'the AI answers');
  await act(url(), 'customer/say', { ...maria, text: 'I want to talk to a person' });
  const before = databaseProcess();
  first.child.kill('SIGKILL');
  await first.exit;

  const second = start();
  await isReady(second);
  expect(databaseProcess()).toBe(before);
  await eventually(
    async () => (await look(url())).team.posts.some(({ isBot }) => isBot),
    'the thread opens all the same',
  );
  const messages = await said();
  expect(messages.filter((text) => text === 'I want to talk to a person')).toHaveLength(1);
  expect(messages.filter((text) => text.includes('bringing in a colleague')).length).toBeGreaterThan(0);
}, 180_000);

test('a port that is taken is a sentence, and the one who has it goes on', async () => {
  const third = start();
  expect(await third.exit).toBe(1);
  expect(third.output().trim()).toBe(
    `Baton cannot start: Port ${port} is already in use. Stop what runs there, or set PORT to another one.`,
  );
  expect((await said()).length).toBeGreaterThan(2);
}, 60_000);

test('asked to stop, it stops with its database', async () => {
  const second = children[1] as ChildProcess;
  const exit = once(second, 'exit');
  second.kill('SIGTERM');
  expect((await exit)[0]).toBe(0);
  expect(fs.existsSync(path.join(dataDir, 'sandbox', 'postmaster.pid'))).toBe(false);
}, 60_000);
