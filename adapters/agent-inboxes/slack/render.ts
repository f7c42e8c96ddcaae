import type { KnownBlock, RichTextElement } from '@slack/types';
import type {
  AgentAction,
  MediaPart,
  MessagePart,
  Notice,
  PostContext,
  ThreadMessages,
  ThreadPost,
  ThreadRef,
  TranscriptEntry,
} from '../../../src/ports';
import { plainText } from '../../../src/ports';
import { assignMenu, button, fitsInButton, whisperBlockId } from './actions';
import { LIMITS } from './capabilities';
import type { PostAuthor, SlackPost } from './client';
import { entityRuns } from './entity-runs';
import { echoBlockId } from './ids';
import { AI_PICTURE } from './pictures';
import {
  actionsBlock,
  date,
  emoji,
  isUserId,
  leaf,
  lines,
  link,
  quote,
  Room,
  richText,
  userMention,
} from './rich-blocks';
import { clip, displayName, escapeAndClip, harmless, oneLine } from './text';

interface RenderOptions {
  readonly key: string;
  /** The scope chat:write.customize was granted: the customer's name stands where the author's does. */
  readonly mayRename: boolean;
  /** See `customerPicture`. */
  readonly picture: string;
  readonly mediaUrl?: PostContext['mediaUrl'];
}

export function renderPost(post: ThreadPost, options: RenderOptions): SlackPost {
  switch (post.type) {
    case 'messages':
      return renderMessages(post, options);
    case 'change':
      return renderChange(post, options);
    case 'notice':
      return renderNotice(post.notice, echoBlockId(options.key), undefined, post.link);
  }
}

type Change = Extract<ThreadPost, { type: 'change' }>;

function renderMessages(post: ThreadMessages, options: RenderOptions): SlackPost {
  const room = new Room();
  const author = soleSpeaker(post, options);
  const groups: RichTextElement[][] = [];
  let before: TranscriptEntry | null = null;
  for (const entry of post.entries) {
    if (room.isFull) break;
    const byOthers = author === null ? byline(entry, post, before, room) : [];
    groups.push([...byOthers, ...body(entry, room, options)]);
    before = entry;
  }
  if (post.mention !== undefined && isUserId(post.mention)) groups.push([leaf('🔔 '), userMention(post.mention)]);
  const sections = lines(groups);
  return {
    text: fallback(
      post.entries.map((entry) => `${speaker(entry, post)}: ${oneLine(plainText(entry.parts))}`).join('\n'),
    ),
    blocks: [
      richText(
        sections.length > 0 ? sections : lines([[leaf('(empty message)', { italic: true })]]),
        echoBlockId(options.key),
      ),
    ],
    ...author,
    ...(post.toChannel ? { toChannel: true } : {}),
  };
}

/** The one who said all of it, if that is the customer or the AI and Slack lets us show their name as the author's. */
function soleSpeaker(post: ThreadMessages, options: RenderOptions): PostAuthor | null {
  if (!options.mayRename || post.history) return null;
  const roles = new Set(post.entries.map((entry) => entry.author.role));
  if (roles.size !== 1) return null;
  if (roles.has('customer')) return customerAuthor(post, options);
  return roles.has('bot') ? { username: 'AI 🤖', icon: AI_PICTURE } : null;
}

export const customerAuthor = (
  about: { customerName: string | null; channelLabel: string },
  { picture }: Pick<RenderOptions, 'picture'>,
): PostAuthor => ({ username: customerLabel(about), icon: picture });

const customerLabel = (post: { customerName: string | null; channelLabel: string }): string =>
  clip(`${displayName(post.customerName, 50)} · ${oneLine(post.channelLabel)}`, LIMITS.username);

function speaker(entry: TranscriptEntry, post: { customerName: string | null; channelLabel: string }): string {
  switch (entry.author.role) {
    case 'customer':
      return customerLabel(post);
    case 'bot':
      return 'AI 🤖';
    case 'system':
      return 'Baton';
    case 'agent':
      return displayName(entry.author.agent.name);
  }
}

/** A date with its fallback and the newlines of an entry. */
const DATE_UNITS = 30;

/** Who and, for what happened before the thread was opened, when. A name alone suffices in a thread that says the rest. */
function byline(
  entry: TranscriptEntry,
  post: ThreadMessages,
  before: TranscriptEntry | null,
  room: Room,
): RichTextElement[] {
  room.spend(DATE_UNITS);
  const when = post.history ? [date(entry.at, sameDay(entry, before) ? '{time}' : undefined), leaf(' ')] : [];
  const note = entry.visibility === 'internal' ? ' (internal note)' : '';
  return [...when, ...room.leaves(`${shortSpeaker(entry, post)}${note}`, { bold: true }), leaf('  ')];
}

const shortSpeaker = (entry: TranscriptEntry, post: ThreadMessages): string =>
  entry.author.role === 'customer' ? displayName(post.customerName) : speaker(entry, post);

const HALF_DAY_MS = 12 * 60 * 60_000;
/** Near enough that a time alone misleads nobody, wherever they read it. */
const sameDay = (entry: TranscriptEntry, before: TranscriptEntry | null): boolean =>
  before !== null && entry.at - before.at < HALF_DAY_MS;

function body(entry: TranscriptEntry, room: Room, options: RenderOptions): RichTextElement[] {
  const parts = entry.deleted
    ? room.leaves('deleted this message', { italic: true })
    : joined(entry.parts.map((part) => renderPart(part, room, options)));
  const marks = remarks(entry);
  return [
    ...parts,
    ...(entry.deleted ? [] : sources(entry, room)),
    ...(marks === '' ? [] : room.leaves(`  ${marks}`, { italic: true })),
  ];
}

const MAX_SOURCES = 3;

/** What an answer rests on, where it does not say so itself. */
function sources(entry: TranscriptEntry, room: Room): RichTextElement[] {
  const { answer } = entry;
  const said = plainText(entry.parts);
  const unnamed = answer?.kind === 'answer' ? answer.sources.filter(({ title }) => !said.includes(title)) : [];
  const named = [...new Map(unnamed.map(({ title, url }) => [oneLine(title), url]))].slice(0, MAX_SOURCES);
  return named.flatMap(([title, url], index) => {
    const name = clip(title, 80);
    room.spend(name.length);
    const before = room.leaves(index === 0 ? '\nfrom ' : ', ', { italic: true });
    return [...before, ...(url === null || room.isFull ? room.leaves(name, { italic: true }) : [link(url, name)])];
  });
}

function remarks(entry: TranscriptEntry): string {
  return [
    entry.edited && !entry.deleted ? '(edited)' : '',
    entry.delivery === 'failed' ? '(not delivered)' : '',
    entry.delivery === 'unknown' ? '(may not have arrived)' : '',
    entry.delivery === 'held' || entry.delivery === 'suppressed' ? '(not sent)' : '',
    entry.mayBeRepeated ? '(may have arrived twice)' : '',
    entry.reactions?.customer.length ? `(the customer reacted ${entry.reactions.customer.join(' ')})` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

const joined = (groups: readonly RichTextElement[][]): RichTextElement[] =>
  groups.filter((group) => group.length > 0).flatMap((group, index) => (index === 0 ? group : [leaf('\n'), ...group]));

function renderPart(part: MessagePart, room: Room, options: RenderOptions): RichTextElement[] {
  switch (part.type) {
    case 'text':
      return entityRuns(part).flatMap((run) => room.leaves(run.text, run.style));
    case 'media':
      return renderMedia(part, room, options);
    case 'location':
      return [
        ...room.leaves(`📍 ${part.name ? `${part.name}, ` : ''}${part.latitude}, ${part.longitude} `),
        link(`https://www.openstreetmap.org/?mlat=${part.latitude}&mlon=${part.longitude}`, 'open the map'),
      ];
    case 'contact':
      return room.leaves(`👤 ${[part.name, ...part.phones].map(oneLine).join(' · ')}`);
    case 'unsupported':
      return room.leaves(`sent ${part.what}, which cannot be shown here`, { italic: true });
  }
}

function renderMedia(part: MediaPart, room: Room, options: RenderOptions): RichTextElement[] {
  const title = oneLine(part.name ?? part.kind);
  const size = part.bytes === null ? '' : sizeWords(part.bytes);
  const facts = [
    part.name === null ? '' : part.kind,
    size,
    part.durationSeconds ? `${Math.round(part.durationSeconds)} s` : '',
  ];
  const url = options.mediaUrl?.(part) ?? null;
  return [
    leaf(part.kind === 'voice' ? '🎤 ' : '📎 '),
    ...(url === null ? room.leaves(title) : [link(url, clip(title, 200))]),
    ...room.leaves(facts.filter(Boolean).length > 0 ? ` (${facts.filter(Boolean).join(', ')})` : ''),
    ...(part.caption ? [leaf('\n'), ...renderPart(part.caption, room, options)] : []),
    ...(part.transcript
      ? [leaf('\n'), ...room.leaves(`As a machine heard it: ${part.transcript}`, { italic: true })]
      : []),
  ];
}

const sizeWords = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** Slack shows customised names on new posts only, so a change is a line of its own and never an edit of the old one. */
function renderChange(post: Change, options: RenderOptions): SlackPost {
  const room = new Room();
  const renamed = options.mayRename && post.entry.author.role === 'customer';
  const said = post.change === 'edited' ? 'edited a message, it now says:' : 'deleted a message:';
  const old = clip(oneLine(plainText(post.entry.parts)), 60);
  const content =
    post.change === 'edited'
      ? joined(post.entry.parts.map((part) => renderPart(part, room, options)))
      : room.leaves(old === '' ? '' : `“${old}”`);
  const head = [
    leaf(post.change === 'edited' ? '✏️ ' : '🗑️ '),
    ...(renamed ? [] : room.leaves(`${speaker(post.entry, post)} `, { bold: true })),
    leaf(said, { italic: true }),
  ];
  return {
    text: fallback(`${speaker(post.entry, post)} ${said} ${old}`),
    blocks: [richText(lines([head, content]), echoBlockId(options.key))],
    ...(renamed ? customerAuthor(post, options) : {}),
  };
}

const STYLES: Partial<Readonly<Record<AgentAction['name'], { readonly style: 'primary' | 'danger' }>>> = {
  send_draft: { style: 'primary' },
  block_sender: { style: 'danger' },
};

const TONES: Readonly<Record<Notice['tone'], string>> = {
  info: 'information_source',
  warning: 'warning',
  failure: 'red_circle',
};

/** What can be opened from a line, at its end. */
export interface Opens {
  readonly label: string;
  readonly url: string;
}

/** A line of Baton's own. `thread` is given where Slack may not say the thread when a button is pressed. */
export function renderNotice(notice: Notice, blockId?: string, thread?: ThreadRef, opens?: Opens): SlackPost {
  const room = new Room();
  const who = notice.mention !== null && isUserId(notice.mention) ? [userMention(notice.mention), leaf(': ')] : [];
  const file = opens === undefined ? [] : [leaf(' '), link(opens.url, clip(oneLine(opens.label), 200))];
  const sentence = [emoji(TONES[notice.tone]), leaf(' '), ...who, ...room.leaves(notice.text), ...file];
  const quoted = notice.quote === undefined ? [] : [quote(room.leaves(notice.quote))];
  const blocks: KnownBlock[] = [richText([...lines([sentence]), ...quoted], blockId)];
  const place = thread === undefined ? {} : { thread };
  const fitting = notice.actions.filter(({ action }) => fitsInButton({ action, ...place }));
  const buttons = fitting.slice(0, LIMITS.actions).map(({ label, action }, index) => {
    if (action.name === 'choose_assignee') return assignMenu();
    const style = STYLES[action.name] ?? {};
    return button({ label, action, index, ...place, ...style });
  });
  return {
    text: fallback(notice.text),
    ...(notice.toChannel && thread === undefined ? { toChannel: true } : {}),
    blocks: buttons.length > 0 ? [...blocks, actionsBlock(buttons, thread && whisperBlockId(thread))] : blocks,
  };
}

/** A notice for one agent, with the messages that it speaks of under it. */
export function renderWhisper(notice: Notice, thread: ThreadRef, below?: ThreadMessages, opens?: Opens): SlackPost {
  const post = renderNotice(notice, undefined, thread, opens);
  if (below === undefined) return post;
  return {
    ...post,
    blocks: [...post.blocks, ...renderMessages(below, { key: 'below', mayRename: false, picture: '' }).blocks],
  };
}

/** For notifications and screen readers; the blocks are what is shown. */
const fallback = (text: string): string => escapeAndClip(harmless(text).trim(), LIMITS.fallbackText) || 'New message';
