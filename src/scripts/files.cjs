'use strict';
const fs = require('node:fs');
const path = require('node:path');

/** Every file below `folder`, sorted, so that a hash over them is the same on every machine. A missing folder has none. */
function filesBelow(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** The text of a JSON file as a value, or undefined when the file is missing or cut short. */
function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

module.exports = { filesBelow, readJson };
