import { hasArrived, hasWords, missingIn, withStatus } from '../delivery/part-deliveries';
import { type MessageId, plusMs } from '../ids';
import type { AgentIdentity } from '../incoming-event';
import { type Agent, type Author, plainText, type TranscriptEntry } from '../message';
import { keptByBlock } from './block-steps';
import { and, become, type Decision, isWindowOpen, type TranscriptChange, unchanged, withEffects } from './decision';
import type { Effect, MessageMark, Notice } from './effects';
import type { EventOf } from './events';
import { takenBy, whisper } from './handoff-steps';
import { leakIn } from './leak-check';
import type { Policy } from './policy';
import { type ConversationState, holderOf } from './state';
import { NOT_OURS } from './take-back';
import { hold } from './window-steps';

type Posted = EventOf<'agent.message_posted'>;

const REFUSALS: Readonly<Record<Exclude<AgentIdentity['standing'], 'member'>, string | null>> = {
  guest: 'Guests cannot reply to customers: this stayed in the thread, where a member can send it.',
  external:
    'People of other organisations cannot reply to customers: this stayed in the thread, where a member can send it.',
  // Other bots and workflows are not people who wait for an explanation.
  bot: null,
  unknown: 'It could not be checked that you belong to this team: this stayed in the thread.',
};

/** Only members act for the team; what anyone else does is recorded and explained, never sent. Null: may act. */
export function refusedStanding(
  state: ConversationState,
  agent: AgentIdentity,
  record: readonly TranscriptChange[],
): Decision | null {
  if (agent.standing === 'member') return null;
  const sentence = REFUSALS[agent.standing];
  return become(state, sentence === null ? [] : whisper(state, agent, sentence), record);
}

/** A new message, or the one that becomes public. */
type Recorded = Extract<TranscriptChange, { type: 'append' | 'patch' }>;

export const recordAgent = (event: Posted, visibility: 'public' | 'internal'): Recorded => ({
  type: 'append',
  entry: {
    id: event.messageId,
    author: authorOf(event.agent),
    visibility,
    parts: event.parts,
    at: event.at,
    externalId: event.externalId,
    delivery: visibility === 'public' ? 'queued' : null,
    mayBeRepeated: false,
    edited: false,
    deleted: false,
  },
});

const authorOf = ({ id, name }: AgentIdentity): Author => ({ role: 'agent', agent: { id, name } });

/** What a button of an inbox has room for. */
export const EDITABLE = 1_500;

/** Why a plain message stays inside, and what its writer may do about it. */
export interface Kept {
  readonly text: string;
  readonly actions: Notice['actions'];
}

const send = (message: MessageId, takeOver: boolean, label: string): Notice['actions'][number] => ({
  label,
  action: { name: 'send_message', message, takeOver },
});
/** Offers to leave a message among the team. */
export const keep = (message: MessageId): Notice['actions'][number] => ({
  label: 'Keep internal',
  action: { name: 'keep_internal', message },
});

/**
 * The rule about agents: where nobody holds the conversation, a plain reply takes it and is sent; so is every plain
 * reply of the holder. A colleague's stays inside and can be sent with a click. A note goes nowhere.
 */
export function agentPosted(state: ConversationState, event: Posted, policy: Policy): Decision {
  const note = [recordAgent(event, 'internal')];
  const refused = refusedStanding(state, event.agent, note);
  if (refused !== null) return refused;
  if (event.addressing === 'note') return become(state, marked(state, event.messageId, 'internal'), note);
  const kept = keptInside(state, event, policy);
  if (kept !== null) return become(state, whisper(state, event.agent, kept.text, kept.actions), note);
  return sendNew(state, event, policy);
}

function marked({ handoff }: ConversationState, messageId: MessageId, mark: MessageMark): readonly Effect[] {
  return handoff === null ? [] : [{ type: 'mark_message', handoffId: handoff.id, messageId, mark }];
}

function keptInside(state: ConversationState, event: Posted, policy: Policy): Kept | null {
  const { messageId: id, agent } = event;
  const holder = holderOf(state);
  if (state.blockedByUs !== null) return keptByBlock(state, keep(id));
  if (state.mode === 'bot' || state.mode === 'resolved') {
    const why = state.mode === 'bot' ? 'The AI is answering this customer' : 'This conversation is resolved';
    return {
      text: `${why}, so your message was not sent.`,
      actions: [send(id, true, 'Send and take over'), keep(id)],
    };
  }
  if (event.addressing === 'mention') {
    return {
      text: 'Your message begins with a mention, so it stayed in the thread.',
      actions: [send(id, false, 'Send to customer'), keep(id)],
    };
  }
  if (policy.speaking === 'notes') {
    return { text: 'This stayed in the thread.', actions: [send(id, false, 'Send to customer'), keep(id)] };
  }
  if (policy.speaking === 'holder' && holder !== null && holder.id !== agent.id) {
    return {
      text: `${holder.name} has this conversation, so your message stayed in the thread.`,
      actions: [send(id, false, 'Send to customer'), keep(id), { label: 'Take over', action: { name: 'take_over' } }],
    };
  }
  return looksInternal(id, event.parts, event.mentionsTeam, policy);
}

/** Only where a mistake is for good, unless asked for everywhere. A click sends it all the same. */
export function looksInternal(
  id: MessageId,
  parts: Posted['parts'],
  mentionsTeam: boolean,
  { leakCheck, channel }: Policy,
): Kept | null {
  if (leakCheck === 'off' || (leakCheck === 'unsendable' && channel.deletes)) return null;
  const why = leakIn(parts, mentionsTeam);
  if (why === null) return null;
  const words = plainText(parts.filter(({ type }) => type === 'text'));
  const edit = { label: 'Edit…', action: { name: 'edit_message', message: id, text: words } } as const;
  const actions = [send(id, false, 'Send'), ...(words !== '' && words.length <= EDITABLE ? [edit] : []), keep(id)];
  return { text: `This was not sent, because it ${why}.`, actions };
}

function sendNew(state: ConversationState, event: Posted, policy: Policy): Decision {
  const claimed = holderOf(state) === null ? takeInto(state, event.agent) : become(state);
  return and(claimed, (next) => sent(next, event, event.messageId, recordAgent(event, 'public'), policy));
}

/** `agent` holds the conversation now. Nothing changes where no handoff was ever opened for one to hold. */
export function takeInto(state: ConversationState, agent: Agent): Decision {
  if (state.handoff === null) return unchanged(state);
  const fresh = state.mode === 'bot' || state.mode === 'resolved';
  const catchUp: readonly Effect[] =
    fresh && state.handoff.thread !== null ? [{ type: 'post_transcript', handoffId: state.handoff.id }] : [];
  return become(takenBy({ ...state, handoff: state.handoff }, agent), catchUp);
}

/** Public from now on, and on its way as soon as the channel takes it. */
export function sent(
  state: ConversationState,
  event: Posted | EventOf<'agent.acted'>,
  messageId: MessageId,
  record: Recorded,
  policy: Policy,
  parts?: readonly number[],
): Decision {
  if (state.reachable === 'opted_out') return optedOut(state, event.agent, record);
  const { id, name } = event.agent;
  const next: ConversationState = {
    ...state,
    waitingSince: null,
    lastActivityAt: event.at,
    lastReply: {
      ...{ messageId, agent: { id, name }, at: event.at, status: 'queued', detail: null, mayBeRepeated: false },
      answers: state.waitingSince,
    },
    ...(state.mode === 'human' ? { remindedAt: null } : {}),
  };
  const reply = { messageId, author: authorOf(event.agent), ...(parts === undefined ? {} : { parts }) };
  if (!isWindowOpen(state, policy, event.at)) return hold(next, reply, [record], event.at, policy);
  // Only what was typed may be regretted; who presses a button has had the time.
  const isTyped = event.type === 'agent.message_posted';
  const grace = isTyped && policy.undoGraceMs > 0 ? { at: plusMs(event.at, policy.undoGraceMs) } : {};
  return become(next, [{ type: 'send_to_customer', ...reply, validIn: 'always', ...grace }], [record]);
}

export const OPTED_OUT = 'Not sent: the customer opted out. Only they can undo it, by writing START.';

function optedOut(state: ConversationState, agent: AgentIdentity, record: Recorded): Decision {
  const inside: Recorded =
    record.type === 'append'
      ? { ...record, entry: { ...record.entry, visibility: 'internal', delivery: null } }
      : { ...record, visibility: 'internal' };
  const told = whisper(state, agent, OPTED_OUT);
  return become(state, told, [inside]);
}

/** Sends what stayed internal: a note, a colleague's message, a guest's. What is on its way is not sent twice. */
export function sendKept(
  state: ConversationState,
  event: EventOf<'agent.acted'>,
  takeOver: boolean,
  policy: Policy,
): Decision {
  const { about, agent } = event;
  if (about === null || about.entry.author.role !== 'agent') return become(state, whisper(state, agent, NOT_OURS));
  const { entry } = about;
  if (entry.deleted) return become(state, whisper(state, agent, 'This message was deleted, so it was not sent.'));
  if (entry.visibility === 'public') {
    const way = entry.delivery === 'queued' ? UNDER_WAY : SENT_ALREADY;
    return become(state, whisper(state, agent, way));
  }
  if (plainText(entry.parts).trim() === '') {
    return become(state, whisper(state, agent, 'There is nothing in this message that could be sent.'));
  }
  return withEffects(sendStored(state, event, entry, takeOver, policy), ...marked(state, entry.id, 'public'));
}

/** What did not arrive, or may not have, and nothing that did. A second click sends nothing twice. */
export function sendAgain(state: ConversationState, event: EventOf<'agent.acted'>, policy: Policy): Decision {
  const { about, agent } = event;
  if (about === null || about.entry.author.role !== 'agent') return become(state, whisper(state, agent, NOT_OURS));
  const { deleted, visibility, deliveries = [], edited } = about.entry;
  if (deleted || visibility === 'internal') {
    const why = deleted ? 'was deleted' : 'is a note now';
    return become(state, whisper(state, agent, `This message ${why}, so it was not sent.`));
  }
  // What the customer has, or may have, does not become a note.
  if (state.reachable === 'opted_out') return become(state, whisper(state, agent, OPTED_OUT));
  const pointless = wentOut(state, about.entry);
  if (pointless !== null) return become(state, whisper(state, agent, pointless));
  const missing = missingIn(deliveries);
  // Of which nothing arrived is planned anew, in the words that it has by now.
  if (missing.length === deliveries.length) return sendStored(state, event, about.entry, false, policy);
  if (edited && missing.some((index) => hasWords(deliveries[index]?.part))) {
    return become(state, whisper(state, agent, CHANGED_SINCE));
  }
  return sendStored(state, event, about.entry, false, policy, missing);
}

const UNDER_WAY = 'This is on its way to the customer.';
const SENT_ALREADY = 'The customer was sent this already.';

/** Null: something of it is missing. */
function wentOut({ lastReply }: ConversationState, { id, delivery, deliveries }: TranscriptEntry): string | null {
  if (deliveries !== undefined) {
    if (missingIn(deliveries).length > 0) return null;
    return deliveries.every(hasArrived) ? SENT_ALREADY : UNDER_WAY;
  }
  const isWaiting = lastReply?.messageId === id && ['queued', 'held'].includes(lastReply.status);
  if (isWaiting || delivery === 'queued') return UNDER_WAY;
  return delivery !== null && hasArrived({ status: delivery }) ? SENT_ALREADY : null;
}

/** Nobody knows which of the new words stand in what the customer has. */
const CHANGED_SINCE =
  'The customer has a part of this message as it was before you changed it, so it is not sent again. Write what is missing as a new message.';

/** Sends a message that is kept, or sends it again. */
function sendStored(
  state: ConversationState,
  event: EventOf<'agent.acted'>,
  { id, deliveries }: TranscriptEntry,
  takeOver: boolean,
  policy: Policy,
  missing?: readonly number[],
): Decision {
  if (state.handoff === null) return unchanged(state);
  const claims = takeOver || holderOf(state) === null;
  const first = claims ? takeInto(state, event.agent) : become(state);
  const record = { type: 'patch', id, visibility: 'public', delivery: 'queued', anew: true } as const;
  if (missing === undefined || deliveries === undefined)
    return and(first, (next) => sent(next, event, id, record, policy));
  const under = { ...record, deliveries: withStatus(deliveries, missing, 'queued') };
  return and(first, (next) => sent(next, event, id, under, policy, missing));
}
