import { isChannelId } from './ids';
import { addLink, addUser } from './rich-text';
import { unescapeText } from './text';
import type { Style, TextBuilder } from './text-builder';

/** Slack's own text markup, for messages that carry no blocks. */
export function addMrkdwn(to: TextBuilder, text: string, botUserId: string | null): void {
  for (const [index, piece] of text.split('```').entries()) {
    const isCode = index % 2 === 1;
    if (isCode) {
      to.newline();
      to.within('pre', () => to.add(unescapeText(withoutTokens(piece)).replace(/^\n|\n$/g, '')));
      to.newline();
    } else {
      addLines(to, index > 0 ? piece.replace(/^\n/, '') : piece, botUserId);
    }
  }
}

function addLines(to: TextBuilder, text: string, botUserId: string | null): void {
  for (const [index, line] of text.split('\n').entries()) {
    if (index > 0) to.add('\n');
    const quoted = /^(?:&gt;|>) ?/.exec(line);
    if (quoted) to.within('quote', () => addInline(to, line.slice(quoted[0].length), {}, botUserId));
    else addInline(to, line, {}, botUserId);
  }
}

// A mark formats only from word edge to word edge: `5*3*2` is arithmetic.
const INLINE =
  /<(?<token>[^<>\n]+)>|(?<![\p{L}\p{N}])(?:\*(?<bold>\S(?:[^*\n]*\S)?)\*|_(?<italic>\S(?:[^_\n]*\S)?)_|~(?<strike>\S(?:[^~\n]*\S)?)~|`(?<code>[^`\n]+)`)(?![\p{L}\p{N}])/gu;

function addInline(to: TextBuilder, text: string, style: Style, botUserId: string | null): void {
  let last = 0;
  for (const match of text.matchAll(INLINE)) {
    to.add(unescapeText(text.slice(last, match.index)), style);
    last = match.index + match[0].length;
    const { token, bold, italic, strike, code } = match.groups ?? {};
    if (token !== undefined) addToken(to, token, style, botUserId);
    else if (code !== undefined) to.add(unescapeText(withoutTokens(code)), { ...style, code: true });
    else if (bold !== undefined) addInline(to, bold, { ...style, bold: true }, botUserId);
    else if (italic !== undefined) addInline(to, italic, { ...style, italic: true }, botUserId);
    else if (strike !== undefined) addInline(to, strike, { ...style, strike: true }, botUserId);
  }
  to.add(unescapeText(text.slice(last)), style);
}

/** What stands between `<` and `>`: a mention, a channel, a date, or a link. */
function addToken(to: TextBuilder, token: string, style: Style, botUserId: string | null): void {
  const bar = token.indexOf('|');
  const target = bar < 0 ? token : token.slice(0, bar);
  const label = bar < 0 ? '' : unescapeText(token.slice(bar + 1));
  if (target.startsWith('@')) addUser(to, target.slice(1), botUserId, style);
  else if (target.startsWith('#')) addChannelToken(to, target.slice(1), label, style);
  else if (target.startsWith('!date^')) to.add(label, style);
  else if (target.startsWith('!')) addBroadcast(to, target, label, style);
  else addLink(to, unescapeText(target), label, style);
}

function addChannelToken(to: TextBuilder, id: string, label: string, style: Style): void {
  to.noteTeam();
  if (label !== '') to.add(`#${label}`, style);
  else if (isChannelId(id)) to.addPerson(id, style);
}

/** `@here` means nothing to a customer; a group has a name. */
function addBroadcast(to: TextBuilder, target: string, label: string, style: Style): void {
  to.noteLead('colleague');
  if (target.startsWith('!subteam^')) to.add(label.replace(/^@/, '') || 'the team', style);
}

/** Addresses inside code come wrapped: `<https://x.io>`. */
const withoutTokens = (text: string): string =>
  text.replace(/<([^<>|\n]+)(?:\|([^<>\n]*))?>/g, (_, target: string, label: string | undefined) => label || target);
