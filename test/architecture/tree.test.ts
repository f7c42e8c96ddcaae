import fs from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
const KINDS = ['customer-channels', 'agent-inboxes', 'ai', 'tools'];

/** What .gitignore leaves out. The tree is walked without git, so that it can be checked in an unpacked archive too. */
const NOT_OURS = new Set(['.git', 'node_modules', 'dist', 'coverage', '.baton', '.env', '.DS_Store']);

function projectFiles(folder = ROOT): string[] {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !NOT_OURS.has(name) && !name.endsWith('.log'))
    .flatMap((entry) => {
      const place = path.join(folder, entry.name);
      return entry.isDirectory() ? projectFiles(place) : [path.relative(ROOT, place).split(path.sep).join('/')];
    });
}

function adapterFolders(): string[] {
  return KINDS.map((kind) => path.join(ROOT, 'adapters', kind))
    .filter((folder) => fs.existsSync(folder))
    .flatMap((folder) => fs.readdirSync(folder).map((name) => path.join(folder, name)))
    .filter((folder) => fs.statSync(folder).isDirectory());
}

test('every adapter says what it is (README.md) and can be loaded (index.ts)', () => {
  const folders = adapterFolders();
  expect(folders.length).toBeGreaterThan(0);
  const missing = folders
    .flatMap((folder) => ['README.md', 'index.ts'].map((file) => path.join(folder, file)))
    .filter((file) => !fs.existsSync(file));
  expect(missing.map((file) => path.relative(ROOT, file))).toEqual([]);
});

test('adapters are of a kind that is known', () => {
  const kinds = fs.readdirSync(path.join(ROOT, 'adapters')).filter((name) => name !== 'shared');
  expect(kinds.filter((kind) => !KINDS.includes(kind) && !kind.endsWith('.md'))).toEqual([]);
});

test('no file names a folder of the machine it was written on', () => {
  // Spelled so that this file does not name them.
  const machine = new RegExp(`(?<![\\w.])/(${['home', 'Users', 'w' + 'ork', 'ro' + 'ot'].join('|')})/[\\w.-]+/`);
  const text = /\.(ts|js|cjs|mjs|json|md|sql|html|css|ya?ml|sh|txt)$|(^|\/)[^.]+$/;
  const found = projectFiles()
    .filter((file) => text.test(file) && file !== 'package-lock.json' && !file.includes('/fixtures/'))
    .flatMap((file) => {
      const lines = fs.readFileSync(path.join(ROOT, file), 'utf8').split('\n');
      return lines.flatMap((line, index) => (machine.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : []));
    });
  expect(found).toEqual([]);
});

test('the lock names packages and no host they came from', () => {
  const lock = fs.readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8');
  expect(lock).not.toMatch(/"resolved": "https?:/);
});

test('nothing stands at the top but what a newcomer expects there', () => {
  const expected = new Set([
    ...['src', 'adapters', 'migrations', 'manifests', 'test', '.github', '.ci'],
    ...['package.json', 'package-lock.json', 'tsconfig.json', 'biome.json', 'app.json'],
    ...['README.md', 'CHANGELOG.md', 'LICENSE', 'SECURITY.md'],
    ...['.gitignore', '.gitattributes', '.editorconfig', '.npmrc', '.env.example', '.dockerignore', '.nvmrc'],
    ...['Dockerfile', 'compose.yaml', 'knowledge', 'deploy'],
  ]);
  const top = new Set(projectFiles().map((file) => file.split('/')[0] as string));
  expect([...top].filter((name) => !expected.has(name))).toEqual([]);
});
