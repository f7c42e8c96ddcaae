import { isChannelId } from './ids';
import { type Json, records, string } from './json';
import { isUserId } from './rich-blocks';
import type { Style, TextBuilder } from './text-builder';

/** What blocks leave open. */
export interface Reading {
  readonly botUserId: string | null;
  /** Names of channels and groups by id. */
  readonly labels: ReadonlyMap<string, string>;
}

/** The blocks that a person's client makes; those of apps have no text of a person in them. */
export function addBlocks(to: TextBuilder, blocks: unknown, reading: Reading): void {
  for (const block of records(blocks)) addBlock(to, block, reading);
}

function addBlock(to: TextBuilder, block: Json, reading: Reading): void {
  if (block.type === 'rich_text') for (const element of records(block.elements)) addElement(to, element, reading);
  if (block.type === 'table') for (const row of rows(block.rows)) addRow(to, row, reading);
}

function addElement(to: TextBuilder, element: Json, reading: Reading): void {
  to.newline();
  switch (element.type) {
    case 'rich_text_section':
      addLeaves(to, element, reading);
      break;
    case 'rich_text_preformatted':
      to.within('pre', () => addLeaves(to, element, reading));
      break;
    case 'rich_text_quote':
      to.within('quote', () => addLeaves(to, element, reading));
      break;
    case 'rich_text_list':
      // A border of 1 is how a list inside a quote arrives.
      if (element.border === 1) to.within('quote', () => addList(to, element, reading));
      else addList(to, element, reading);
      break;
    default:
      addLeaves(to, element, reading);
  }
}

function addList(to: TextBuilder, element: Json, reading: Reading): void {
  const indent = '  '.repeat(Math.min(number(element.indent), 8));
  const first = number(element.offset) + 1;
  for (const [index, item] of records(element.elements).entries()) {
    to.newline();
    to.add(element.style === 'ordered' ? `${indent}${first + index}. ` : `${indent}• `);
    addLeaves(to, item, reading);
  }
}

/** A pasted table: its rows, cells parted by bars. */
function addRow(to: TextBuilder, row: readonly Json[], reading: Reading): void {
  to.newline();
  for (const [index, cell] of row.entries()) {
    if (index > 0) to.add(' | ');
    if (typeof cell.text === 'string') to.add(cell.text);
    for (const element of records(cell.elements)) addLeaves(to, element, reading);
  }
}

function addLeaves(to: TextBuilder, element: Json, reading: Reading): void {
  for (const leaf of records(element.elements)) addLeaf(to, leaf, reading);
}

function addLeaf(to: TextBuilder, leaf: Json, reading: Reading): void {
  const style = (typeof leaf.style === 'object' && leaf.style !== null ? leaf.style : {}) as Style;
  switch (leaf.type) {
    case 'link':
      addLink(to, string(leaf.url), string(leaf.text), style);
      break;
    case 'emoji':
      to.add(emojiText(leaf), style);
      break;
    case 'user':
      addUser(to, string(leaf.user_id), reading.botUserId, style);
      break;
    case 'usergroup':
      to.noteLead('colleague');
      to.add(reading.labels.get(string(leaf.usergroup_id)) ?? 'the team', style);
      break;
    case 'channel':
      addChannel(to, string(leaf.channel_id), reading.labels, style);
      break;
    case 'broadcast':
      // Addressed to colleagues, and meaningless to a customer.
      to.noteLead('colleague');
      break;
    case 'date':
      to.add(string(leaf.fallback) || dateText(leaf.timestamp), style);
      break;
    case 'color':
      to.add(string(leaf.value), style);
      break;
    default:
      to.add(string(leaf.text), style);
  }
}

export function addUser(to: TextBuilder, id: string, botUserId: string | null, style: Style = {}): void {
  if (!isUserId(id)) return;
  to.noteLead(id === botUserId ? 'us' : 'colleague');
  to.addPerson(id, style);
}

function addChannel(to: TextBuilder, id: string, labels: ReadonlyMap<string, string>, style: Style): void {
  to.noteTeam();
  const label = labels.get(id);
  if (label !== undefined) to.add(`#${label}`, style);
  else if (isChannelId(id)) to.addPerson(id, style);
}

/** A label that says no more than the address is no label. */
export function addLink(to: TextBuilder, url: string, label: string, style: Style = {}): void {
  const bare = (value: string) => value.replace(/^(https?:\/\/|mailto:|tel:)/i, '').replace(/\/$/, '');
  if (label === '' || bare(label) === bare(url)) to.add(label || url.replace(/^(mailto|tel):/i, ''), style);
  else to.add(label, style, url);
}

function emojiText(leaf: Json): string {
  const hex = string(leaf.unicode);
  if (!/^[0-9a-f]{2,6}(-[0-9a-f]{2,6})*$/i.test(hex)) return `:${string(leaf.name)}:`;
  const points = hex.split('-').map((point) => Number.parseInt(point, 16));
  const tone = number(leaf.skin_tone);
  if (tone >= 2 && tone <= 6 && !points.some((point) => point >= 0x1f3fb && point <= 0x1f3ff))
    points.splice(1, 0, 0x1f3f9 + tone);
  return points.every((point) => point <= 0x10ffff) ? String.fromCodePoint(...points) : `:${string(leaf.name)}:`;
}

const dateText = (seconds: unknown): string =>
  typeof seconds === 'number' && Number.isFinite(seconds) && Math.abs(seconds) < 1e11
    ? `${new Date(seconds * 1_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
    : '';

const rows = (value: unknown): Json[][] => (Array.isArray(value) ? value.map(records) : []);
const number = (value: unknown): number =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : 0;
