import type { ActionsBlockElement, KnownBlock, MrkdwnElement, RichTextElement } from '@slack/types';
import type { CardAction, CardView, HandoffPacket, HandoffReason, InboxCard, LastReply } from '../../../src/ports';
import { button, moreMenu } from './actions';
import { LIMITS } from './capabilities';
import type { SlackPost } from './client';
import { CARD_BLOCK } from './ids';
import { actionsBlock, context, dateMarkup, isUserId, lines, Room, richText } from './rich-blocks';
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
      { type: 'section', block_id: CARD_BLOCK, fields: facts(view) },
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
  const about = view.packet?.headline ?? REASONS[view.reason];
  return escapeAndClip(`${who} (#${view.number}): ${statusWords(view)}. ${oneLine(about)}`, 300);
}

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
function statusWords(view: CardView): string {
  if (view.blockedByUs !== null) return 'Blocked by us';
  switch (view.mode) {
    case 'bot':
      return 'The AI is answering';
    case 'queued':
      return view.overdue ? 'Waiting for someone to take it, overdue' : 'Waiting for someone to take it';
    case 'human':
      return view.waitingSince === null ? 'Answered, waiting for the customer' : 'The customer waits for an answer';
    case 'snoozed':
      return 'Snoozed';
    case 'resolved':
      return 'Resolved';
  }
}

const REASONS: Readonly<Record<HandoffReason, string>> = {
  asked_for_person: 'Asked for a person',
  accepted_offer: 'Accepted the offer of a person',
  clarified_too_often: 'The AI had to ask back too often',
  could_not_answer: 'The AI found no answer',
  responder_failed: 'The AI failed',
  turn_limit: 'Too many AI answers without a result',
  cost_limit: 'The AI cost as much as it may in one conversation',
  high_stakes: 'A topic that only people handle',
  frustrated: 'The customer is frustrated',
  policy: 'A rule of yours asks for people',
  came_back: 'Came back after the case was resolved',
  released: 'The person who had it stepped away',
  agent_took_over: 'Taken over from the AI',
};

function facts(view: CardView): MrkdwnElement[] {
  const person = view.holder ?? view.lastHolder;
  const rows: (readonly [label: string, value: string] | null)[] = [
    ['Status', view.snoozedUntil === null ? statusWords(view) : `Snoozed until ${dateMarkup(view.snoozedUntil)}`],
    person === null ? ['Taken by', 'Nobody yet'] : [view.holder ? 'Taken by' : 'Last with', mention(person)],
    view.waitingSince === null
      ? ['Requested', dateMarkup(view.requestedAt)]
      : ['Waiting since', dateMarkup(view.waitingSince)],
    ['Why', REASONS[view.reason]],
    view.language === null ? null : ['Language', languageName(view.language)],
    view.packet?.mood ? ['Tone', MOODS[view.packet.mood]] : null,
  ];
  return rows
    .filter((row) => row !== null)
    .map(([label, value]) => ({ type: 'mrkdwn', text: `*${label}*\n${value}`, verbatim: true }));
}

const MOODS: Readonly<Record<NonNullable<HandoffPacket['mood']>, string>> = {
  calm: 'Calm',
  annoyed: 'Annoyed',
  angry: 'Angry',
  distressed: 'Distressed',
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

/** What the agent reads before the transcript. A resolved card keeps the headline only. */
function story(view: CardView): KnownBlock[] {
  const { packet } = view;
  const room = new Room(6_000);
  const quoted = view.evidence ? [entry(room, 'In their words', `“${oneLine(view.evidence)}”`, 400)] : [];
  if (packet === null) return quoted.length > 0 ? [richText(lines(quoted), 'baton:story')] : [];
  const headline = room.leaves(clip(oneLine(packet.headline), 200), { bold: true });
  const groups = view.mode === 'resolved' ? [headline] : [headline, ...quoted, ...packetLines(room, packet)];
  const sections = lines(groups);
  return sections.length > 0 ? [richText(sections, 'baton:story')] : [];
}

function packetLines(room: Room, packet: HandoffPacket): RichTextElement[][] {
  return [
    entry(room, 'Wants', packet.wants, 500),
    ...packet.facts
      .slice(0, 8)
      .map((fact) =>
        entry(room, fact.label, `${fact.value} (${fact.source === 'customer' ? 'customer says' : 'looked up'})`, 300),
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
    ...(view.windowEndsAt !== null && view.mode !== 'resolved'
      ? [
          context(
            `⏳ Replies reach the customer until ${dateMarkup(view.windowEndsAt)}, then only after they write again.`,
          ),
        ]
      : []),
    ...(view.lastReply === null ? [] : [context(lastReplyLine(view.lastReply))]),
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

const LABELS: Partial<Readonly<Record<CardAction, string>>> = {
  claim: 'Take it',
  take_over: 'Take over',
  return_to_bot: 'Hand back to AI',
  resolve: 'Resolve',
  unblock_sender: 'Unblock sender',
  draft_reply: 'Draft reply',
};

function controls(view: CardView): KnownBlock[] {
  const elements: ActionsBlockElement[] = view.actions.flatMap((name, index): ActionsBlockElement[] => {
    switch (name) {
      case 'claim':
      case 'take_over':
      case 'return_to_bot':
      case 'resolve':
      case 'unblock_sender':
      case 'draft_reply':
        return [
          button({
            label: LABELS[name] ?? name,
            action: { name },
            index,
            handoffId: view.handoffId,
            ...(name === 'claim' ? { style: 'primary' } : {}),
          }),
        ];
      default:
        // The others stand in the menu, or belong to notices, which know the message.
        return [];
    }
  });
  const menu = moreMenu(view.actions);
  const all = menu === null ? elements : [...elements, menu];
  // Slack goes on showing what was chosen in a menu until its block has another id.
  return all.length > 0 ? [actionsBlock(all.slice(0, LIMITS.actions), `baton:actions:${view.version}`)] : [];
}

function hint(view: CardView): string {
  if (view.blockedByUs !== null) return 'What they write is shown here. Nobody answers it.';
  if (view.mode === 'resolved') return 'Replies here stay internal until someone takes over again.';
  if (view.mode === 'bot') return 'The AI is answering. Replies here stay internal until someone takes over.';
  return 'Replies in this thread go to the customer. Begin a message with `//` to keep it internal.';
}
