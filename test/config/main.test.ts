import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '../support/database';

const MAIN = join(__dirname, '..', '..', 'dist', 'src', 'main.js');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-main-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The program as an admin starts it: its exit code and what it said. */
function run(env: Readonly<Record<string, string>>): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [MAIN], { cwd: folder, env: { PATH: process.env.PATH ?? '', ...env } });
    let said = '';
    child.stdout.on('data', (data) => (said += data));
    child.stderr.on('data', (data) => (said += data));
    child.once('close', (code) => resolve({ code, said }));
  });
}

test('a misconfigured start lists every problem at once and ends with 2', async () => {
  const { code, said } = await run({ CHANNELS: 'signal', PORT: 'http', DATABASE_URL: 'mysql://x' });
  expect(code).toBe(2);
  expect(said).toContain('CHANNELS names "signal", which does not exist. Choose from: telegram');
  for (const setting of ['PORT', 'DATABASE_URL', 'SECRET_KEY', 'No agent inbox']) expect(said).toContain(setting);
  expect(said).not.toContain('    at ');
});

test('settings come from a .env file, and the environment wins', async () => {
  writeFileSync(join(folder, '.env'), 'PORT=from-file\nROLE=from-file\n');
  const { code, said } = await run({ ROLE: 'from-environment' });
  expect(code).toBe(2);
  expect(said).toContain('PORT must be a whole number');
  expect(said).toContain('ROLE must be one of');
});

test('another SECRET_KEY than the first is a misconfiguration, not a failure', async () => {
  const database = await createTestDatabase();
  try {
    const live = {
      TELEGRAM_BOT_TOKEN: '123456:AAbbccddeeffgghhiijjkkllmmnnooppqqr',
      TELEGRAM_API_URL: 'http://127.0.0.1:9',
      SLACK_BOT_TOKEN: 'xoxb-1-2-abc',
      SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
      SLACK_CHANNEL: 'C0123456789',
      DATABASE_URL: database.url,
    };
    const { openPostgresStore } = await import('../../src/persistence/postgres-store');
    await (await openPostgresStore(database.url, 'the first key, of thirty-two characters')).close();
    const { code, said } = await run({ ...live, SECRET_KEY: 'another key, of thirty-two characters!' });
    expect(code).toBe(2);
    expect(said).toContain('SECRET_KEY is not the one');
  } finally {
    await database.drop();
  }
});
