'use strict';
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { spawnSync } = require('node:child_process');
const { filesBelow } = require('./files.cjs');
const { dist, inRoot, root, sourceFolders } = require('./project.cjs');

const ASSET_EXTENSIONS = new Set(['.md', '.html', '.css', '.json', '.svg', '.png']);
/** A browser's script is copied as it is, but only from folders that say so: elsewhere `.js` would be a mistake. */
const BROWSER_FOLDERS = new Set(['assets', 'page']);

const hashFile = path.join(dist, '.build-hash');
const buildInfo = path.join(dist, '.tsbuildinfo');

/** One number for everything that `dist` is made of. By content: dates mean nothing after a checkout. */
function sourceHash() {
  const hash = crypto.createHash('sha256');
  const files = sourceFolders.flatMap((folder) => filesBelow(inRoot(folder)));
  for (const file of [...files, inRoot('tsconfig.json'), inRoot('package-lock.json')]) {
    const content = fs.readFileSync(file);
    hash.update(`${path.relative(root, file).split(path.sep).join('/')}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function isAsset(file) {
  const extension = path.extname(file);
  if (ASSET_EXTENSIONS.has(extension)) return true;
  return (
    extension === '.js' &&
    path
      .relative(root, file)
      .split(path.sep)
      .some((part) => BROWSER_FOLDERS.has(part))
  );
}

/** What each source file becomes in `dist`. */
function outputs() {
  const made = new Map();
  for (const file of sourceFolders.flatMap((folder) => filesBelow(inRoot(folder)))) {
    const target = path.join(dist, path.relative(root, file));
    if (file.endsWith('.ts') && !file.endsWith('.d.ts')) {
      const script = target.replace(/\.ts$/, '.js');
      made.set(script, { compiled: true }).set(`${script}.map`, { compiled: true });
    } else if (isAsset(file)) {
      made.set(target, { compiled: false, source: file });
    }
  }
  return made;
}

/** Copies what is not TypeScript, and removes what no longer has a source: adapters are found by folder. */
function tidyOutputs(made) {
  for (const [target, { source }] of made) {
    if (source === undefined) continue;
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.copyFileSync(source, target);
  }
  for (const file of sourceFolders.flatMap((folder) => filesBelow(path.join(dist, folder)))) {
    if (!made.has(file)) fs.rmSync(file);
  }
}

/** Compiles into `dist`. Throws with the compiler's words when there are type errors. */
function build() {
  const hash = sourceHash();
  const made = outputs();
  fs.rmSync(hashFile, { force: true });
  // The compiler writes only what changed since its notes, so it must forget them when something they promise is gone.
  const complete = [...made].every(([target, { compiled }]) => !compiled || fs.existsSync(target));
  if (!complete) fs.rmSync(buildInfo, { force: true });
  const compiler = inRoot('node_modules', 'typescript', 'bin', 'tsc');
  const done = spawnSync(process.execPath, [compiler, '-p', root], { cwd: root, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`The sources do not compile:\n${`${done.stdout}${done.stderr}`.trim()}`);
  tidyOutputs(made);
  fs.writeFileSync(hashFile, hash);
}

/** Builds unless `dist` was made from exactly these sources. */
function ensureBuilt() {
  const built = fs.existsSync(hashFile) ? fs.readFileSync(hashFile, 'utf8') : '';
  if (built === sourceHash() && [...outputs().keys()].every((target) => fs.existsSync(target))) return;
  console.log('Building.');
  build();
}

module.exports = { build, ensureBuilt };
