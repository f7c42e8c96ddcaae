import type { ActionsBlockElement, KnownBlock, RichTextElement } from '@slack/types';
import type {
  AgentAction,
  CardAction,
  CardView,
  HandoffPacket,
  HandoffReason,
  InboxCard,
  LastReply,
} from '../../../src/ports';
import { assignMenu, button, moreMenu } from './actions';
import { LIMITS } from './capabilities';
import type { SlackPost } from './client';
import { CARD_BLOCK } from './ids';
import { actionsBlock, context, dateMarkup, isUserId, lines, quote, Room, richText } from './rich-blocks';
import { clip, displayName, escapeAndClip, escapeText, oneLine } from './text';

/** The root of a handoff as it is now. `blockId` carries our key while it is being opened. */
export function renderCard(card: InboxCard, blockId: string): SlackPost {
  const { view, channelLabel } = card;
  const title = `${displayName(view.customerName)} · ${oneLine(channelLabel)} · #${view.number}`;
  return {
    text: notificationText(card),
    blocks: [
      {
        type: 'header',
        block_id: blockId,
        text: { type: 'plain_text', text: clip(`${stateEmoji(view)} ${title}`, LIMITS.header), emoji: true },
      },
      {
        type: 'section',
        block_id: CARD_BLOCK,
        text: { type: 'mrkdwn', text: `${statusLine(view)}\n${reasonLine(view)}`, verbatim: true },
      },
      ...story(view),
      ...statusLines(view),
      ...controls(view),
      context(hint(view)),
    ],
  };
}

/** What a phone shows when the card is posted: who, where and what for. */
function notificationText({ view, channelLabel }: InboxCard): string {
  const who = `${displayName(view.customerName)} on ${oneLine(channelLabel)}`;
  const state = view.mode === 'queued' ? 'needs a person' : PLAIN_STATES[view.mode];
  const about = view.packet?.headline ?? REASONS[view.reason];
  return escapeAndClip(`${who} ${state}: ${oneLine(about)} (#${view.number})`, 300);
}

const PLAIN_STATES: Readonly<Record<Exclude<CardView['mode'], 'queued'>, string>> = {
  bot: 'is with the AI',
  human: 'is being answered',
  snoozed: 'is put off',
  resolved: 'is done',
};

function stateEmoji(view: CardView): string {
  if (view.blockedByUs !== null) return '🚫';
  if (view.reachable !== 'yes') return '⛔';
  if (view.lastReply?.status === 'failed') return '⚠️';
  switch (view.mode) {
    case 'bot':
      return '🤖';
    case 'queued':
      return view.overdue ? '🔴' : '🟠';
    case 'human':
      return view.waitingSince === null ? '⚪' : view.overdue ? '🔴' : '🔵';
    case 'snoozed':
      return '💤';
    case 'resolved':
      return '✅';
  }
}

/** The state in words as well: an emoji alone says nothing to a screen reader. */
function statusLine(view: CardView): string {
  if (view.blockedByUs !== null) return `*Blocked by ${mention(view.blockedByUs)}* · nobody answers this sender`;
  switch (view.mode) {
    case 'bot':
      return `*The AI is answering*${lastWith(view)}`;
    case 'queued':
      return `*Nobody has it yet${view.overdue ? ', overdue' : ''}* · ${waiting(view)}${lastWith(view)}`;
    case 'human':
      return `*${holderWords(view)}* · ${view.waitingSince === null ? 'answered, waiting for the customer' : waiting(view)}`;
    case 'snoozed':
      return `*${holderWords(view)}* · put off until ${view.snoozedUntil === null ? 'later' : dateMarkup(view.snoozedUntil)}`;
    case 'resolved':
      return `*Resolved* ${view.resolvedAt === null ? '' : dateMarkup(view.resolvedAt)}${lastWith(view)}`;
  }
}

const holderWords = ({ holder }: CardView): string =>
  holder === null ? 'Somebody has it' : `${mention(holder)} has it`;
const lastWith = ({ lastHolder }: CardView): string =>
  lastHolder === null ? '' : ` · last with ${mention(lastHolder)}`;

/** How long ago is counted by whoever shows it, so it needs no update as time passes. */
const waiting = ({ waitingSince, requestedAt }: CardView): string =>
  waitingSince === null
    ? `asked for ${dateMarkup(requestedAt)}`
    : `waiting since ${dateMarkup(waitingSince)} (${dateMarkup(waitingSince, '{ago}')})`;

const REASONS: Readonly<Record<HandoffReason, string>> = {
  asked_for_person: 'asked for a person',
  accepted_offer: 'said yes to the offer of a person',
  clarified_too_often: 'the AI had to ask back too often',
  could_not_answer: 'the AI found no answer that helped',
  responder_failed: 'the AI failed to answer',
  tool_failed: 'a system that the AI needed did not answer',
  not_identified: 'could not show who they are',
  turn_limit: 'many AI answers, no result',
  cost_limit: 'the AI cost as much as it may in one conversation',
  ungrounded: 'the AI had no answer that it could prove',
  promised: 'the AI was about to promise what only people can do',
  high_stakes: 'a topic that only people handle',
  frustrated: 'the customer is frustrated',
  policy: 'a rule of yours asks for people',
  vip: 'on your list of customers for people',
  came_back: 'came back after it was resolved',
  released: 'whoever had it stepped away',
  agent_took_over: 'taken over from the AI',
};

function reasonLine(view: CardView): string {
  return [
    `*Why:* ${REASONS[view.reason]}`,
    view.language === null ? '' : `writes ${languageName(view.language)}`,
    view.cameBy === null ? '' : `came by link: ${escapeAndClip(oneLine(view.cameBy), 64)}`,
    view.packet?.mood ? `sounds ${MOODS[view.packet.mood]}` : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

const MOODS: Readonly<Record<NonNullable<HandoffPacket['mood']>, string>> = {
  calm: 'calm',
  annoyed: 'annoyed',
  angry: 'angry',
  distressed: 'distressed',
};

const mention = (agent: { id: string; name: string }): string =>
  isUserId(agent.id) ? `<@${agent.id}>` : escapeAndClip(oneLine(agent.name), 100);

function languageName(code: string): string {
  try {
    return escapeText(new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code);
  } catch {
    return escapeAndClip(oneLine(code), 20);
  }
}

/** What the agent reads before the transcript. A card that nobody works with keeps the headline only. */
function story(view: CardView): KnownBlock[] {
  const { packet } = view;
  const room = new Room(6_000);
  const words = isWithin(view.evidence, packet?.headline) ? null : view.evidence;
  const quoted = words ? [quote(room.leaves(clip(oneLine(words), 400)))] : [];
  if (packet === null) return quoted.length > 0 ? [richText(quoted, STORY_BLOCK)] : [];
  const isTitle = words === null || !isWithin(packet.headline, words);
  const headline = isTitle ? room.leaves(clip(oneLine(packet.headline), 200), { bold: true }) : [];
  const isOver = view.mode === 'resolved' || view.mode === 'bot';
  const elements =
    isOver && headline.length > 0
      ? lines([headline])
      : [...lines([headline]), ...quoted, ...lines(packetLines(room, packet))];
  return elements.length > 0 ? [richText(elements, STORY_BLOCK)] : [];
}

const STORY_BLOCK = 'baton:story';

/** Without a model the headline, the wish and the words are often one sentence: said once. */
const isWithin = (part: string | null | undefined, whole: string | null | undefined): boolean =>
  part != null && whole != null && plain(whole).includes(plain(part));
const plain = (text: string): string =>
  oneLine(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function packetLines(room: Room, packet: HandoffPacket): RichTextElement[][] {
  return [
    entry(room, 'Wants', isWithin(packet.wants, packet.headline) ? null : packet.wants, 500),
    ...packet.facts
      .slice(0, 8)
      .map((fact) =>
        entry(
          room,
          fact.label,
          `${fact.value} (${fact.source === 'customer' ? 'customer says' : (fact.from ?? 'looked up')})`,
          300,
        ),
      ),
    entry(room, 'Tried', packet.tried.join(' · '), 600),
    entry(room, 'Blocked', packet.blocked, 400),
    entry(room, 'AI promised', packet.promised === null ? null : `“${packet.promised}”`, 400),
    entry(room, 'Not verified', packet.notVerified.join(' · '), 400),
    entry(room, 'You could open with', packet.suggestedOpening === null ? null : `“${packet.suggestedOpening}”`, 400),
  ];
}

function entry(room: Room, label: string, value: string | null, max: number): RichTextElement[] {
  if (value === null || value.trim() === '') return [];
  return [...room.leaves(`${clip(oneLine(label), 60)}: `, { bold: true }), ...room.leaves(clip(oneLine(value), max))];
}

function statusLines(view: CardView): KnownBlock[] {
  return [
    ...(view.reachable === 'blocked' ? [context('⛔ The customer has blocked us: nothing can be sent to them.')] : []),
    ...(view.reachable === 'opted_out' ? [context('⛔ The customer opted out: nothing may be sent to them.')] : []),
    ...(view.toldBackAt === null
      ? []
      : [context(`🌙 Outside opening hours. The customer was told that you are back ${dateMarkup(view.toldBackAt)}.`)]),
    ...windowLine(view),
    ...(view.lastReply === null ? [] : [context(lastReplyLine(view.lastReply))]),
  ];
}

function windowLine({ windowEndsAt, windowIsClosed, templateSentAt, mode }: CardView): KnownBlock[] {
  if (windowEndsAt === null || mode === 'resolved') return [];
  if (!windowIsClosed) {
    const until = `⏳ Replies reach the customer until ${dateMarkup(windowEndsAt)}; later ones wait until they write.`;
    return [context(until)];
  }
  const asked = templateSentAt === null ? '' : ` They were asked to write ${dateMarkup(templateSentAt)}.`;
  return [
    context(`🔒 *The reply window is closed.* Replies are kept and go out as soon as the customer writes.${asked}`),
  ];
}

const STATUS_WORDS: Readonly<Record<LastReply['status'], string>> = {
  queued: '🕓 on its way',
  sent: '✓ sent',
  delivered: '✓✓ delivered',
  read: '👁 read',
  held: '⏸ held back, not sent yet',
  failed: '⚠️ *not delivered*',
  unknown: '❔ *may not have arrived*',
  suppressed: '✕ not sent',
};

function lastReplyLine(reply: LastReply): string {
  const detail = reply.detail === null ? '' : `: ${escapeAndClip(oneLine(reply.detail), 300)}`;
  const repeated = reply.mayBeRepeated ? ' (may have arrived twice)' : '';
  return `Last reply by ${mention(reply.agent)}, ${dateMarkup(reply.at)}: ${STATUS_WORDS[reply.status]}${detail}${repeated}`;
}

/** Buttons by their names; what has none stands in the menu. */
const LABELS: Partial<Readonly<Record<CardAction, string>>> = {
  claim: 'Take it',
  draft_reply: 'Draft reply',
  resolve: 'Resolve',
  return_to_bot: 'Hand back to AI',
  unblock_sender: 'Unblock sender',
  send_template: 'Ask them to write',
};

/** What one and the same button does in each state, in the words of that state. */
const TAKE_OVER: Partial<Readonly<Record<CardView['mode'], string>>> = {
  bot: 'Take over',
  snoozed: 'Take it now',
  resolved: 'Reopen',
};

/** Its holder needs no button for it, so where somebody has it, it stands in the menu. */
const labelOf = (name: CardAction, { mode }: CardView): string | undefined =>
  name === 'take_over' ? TAKE_OVER[mode] : LABELS[name];

function controls(view: CardView): KnownBlock[] {
  const elements = view.actions.flatMap((name, index): ActionsBlockElement[] => {
    if (name === 'choose_assignee') return [assignMenu()];
    const label = labelOf(name, view);
    if (label === undefined) return [];
    const { handoffId } = view;
    const style = name === 'claim' ? ({ style: 'primary' } as const) : {};
    return [button({ label, action: { name } as AgentAction, index, handoffId, ...style })];
  });
  const menu = moreMenu(view.actions.filter((name) => labelOf(name, view) === undefined));
  const all = menu === null ? elements : [...elements, menu];
  // Slack goes on showing what was chosen in a menu until its block has another id.
  return all.length > 0 ? [actionsBlock(all.slice(0, LIMITS.actions), `baton:actions:${view.version}`)] : [];
}

function hint(view: CardView): string {
  if (view.blockedByUs !== null) return 'What they write is shown here. Nobody answers it.';
  if (view.mode === 'resolved') return 'Replies here stay internal until someone takes over again.';
  if (view.mode === 'bot') return 'The AI is answering. Replies here stay internal until someone takes over.';
  if (view.reachable === 'opted_out') return 'Replies here stay internal: only the customer can opt in again.';
  return 'Replies in this thread go to the customer. Begin a message with `//` to keep it internal.';
}
