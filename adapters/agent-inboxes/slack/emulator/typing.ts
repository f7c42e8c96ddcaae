import { emojiToNames } from './emoji';
import { richTextBlock } from './rich-text';
import { escapePlain, URL_SOURCE } from './text';
import type { Block } from './wire';
import type { Workspace } from './workspace';

/** Slack's composer takes this many characters; longer texts become a snippet there. */
export const COMPOSER_MAX = 12_000;

const LINKS = new RegExp(String.raw`(\[[^\]\n]+\]\(https?:\/\/[^\s)]+\)|${URL_SOURCE}|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+)`);

/**
 * What Slack's composer makes of typed text: people and channels by name become references, addresses become links,
 * `- ` becomes a list, emoji get their names. Code is left alone. Angle brackets that someone typed stay what they
 * are: only the composer's own picks become references.
 */
export const composed = (workspace: Workspace, typed: string): { readonly text: string; readonly blocks: Block[] } => {
  const text = escapePlain(typed.replace(/\r\n/g, '\n').trim().replace(/&/g, '&amp;'))
    .split(/(```[\s\S]*?```|`[^`\n]+`)/)
    .map((part, index) => (index % 2 === 1 ? part : composeProse(workspace, part)))
    .join('');
  return { text, blocks: [richTextBlock(text)] };
};

const composeProse = (workspace: Workspace, prose: string): string => {
  const linked = prose
    .split(LINKS)
    .map((part, index) => (index % 2 === 1 ? link(part) : names(workspace, emojiToNames(part))))
    .join('');
  return linked.replace(/^( *)[-*] +(?=\S)/gm, (_, spaces: string) => `${indent(spaces)}• `);
};

/** Two typed blanks or more are one level; on the wire a level is four. */
const indent = (spaces: string): string => '    '.repeat(Math.ceil(spaces.length / 4));

const link = (part: string): string => {
  const labelled = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(part);
  if (labelled) return `<${labelled[2]}|${labelled[1]}>`;
  return part.includes('://') ? `<${part}>` : `<mailto:${part}|${part}>`;
};

const names = (workspace: Workspace, text: string): string =>
  text
    .replace(/(^|[\s(])@([A-Za-z0-9._-]*[A-Za-z0-9])/g, (match, before: string, name: string) => {
      if (/^(here|channel|everyone)$/.test(name)) return `${before}<!${name}>`;
      const found = Object.values(workspace.state.people).find(
        (person) => person.name === name.toLowerCase() || person.displayName.toLowerCase() === name.toLowerCase(),
      );
      return found ? `${before}<@${found.id}>` : match;
    })
    .replace(/(^|[\s(])#([a-z0-9_-]+)/g, (match, before: string, name: string) => {
      const found = Object.values(workspace.state.channels).find((channel) => channel.name === name);
      return found ? `${before}<#${found.id}|${name}>` : match;
    });
