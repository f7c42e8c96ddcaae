import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decide } from '../../src/domain/conversation/decide';
import type { Fact } from '../../src/domain/conversation/events';
import { NO_SIGNALS } from '../../src/domain/conversation/signals';
import type { ConversationState } from '../../src/domain/conversation/state';
import type { AwaitingCode, Proposed } from '../../src/domain/conversation/tool-action';
import { type ExternalId, instant, plusMs, type ThreadRef } from '../../src/domain/ids';
import { type DeliveryStatus, type PartDelivery, textPart } from '../../src/domain/message';
import { askedInput, ran, requested, toolAction } from './action-support';
import {
  ANA,
  acts,
  BILLING,
  BOB,
  bot,
  event,
  HANDOFF_ID,
  handoff,
  human,
  known,
  messageId,
  PACKET,
  POLICY,
  posts,
  queued,
  replies,
  resolved,
  SUPPORT,
  snoozed,
  T0,
  THREAD,
  writes,
} from './support';

const inParts = (statuses: readonly DeliveryStatus[]): readonly PartDelivery[] =>
  statuses.map((status) => ({ part: textPart('words'), status }));
const ofPart = (
  part: number,
  status: DeliveryStatus,
  before: readonly DeliveryStatus[],
  reason: 'media' | null = null,
): Fact => ({
  ...{ type: 'delivery.updated', messageId: messageId('a0'), author: 'agent', status, detail: null, reason, part },
  deliveries: inParts(before),
});

const FILE = join(__dirname, 'matrix.md');

const STANDS: Proposed = {
  ...{ step: 'proposed', action: toolAction(), text: 'Shall I?', messageId: messageId('p0') },
  ...{ until: plusMs(T0, 300_000), epoch: 0, sent: true, answeredAt: null, repeated: false },
};
const WAITS: AwaitingCode = {
  ...{ step: 'awaiting_code', action: toolAction({ identity: 'code' }), send: 1, to: 'm…@example.com', tries: 0 },
  until: plusMs(T0, 600_000),
};

const STATES: Readonly<Record<string, ConversationState>> = {
  bot: bot(),
  'bot, a proposal stands': bot({ draftingFor: null, pending: STANDS }),
  'bot, waits for a code': bot({ draftingFor: null, pending: WAITS }),
  'bot, an action runs': bot({ draftingFor: null, pending: { step: 'running', action: toolAction() } }),
  'bot after a handoff': bot({ handoff: handoff() }),
  'queued, no thread yet': queued({ handoff: handoff({ thread: null, packet: null }) }),
  queued: queued(),
  human: human(),
  'human, an action runs': human({ pending: { step: 'running', action: toolAction() } }),
  'human, moving': human({ handoff: handoff({ moving: { to: BILLING, why: 'asked', by: null } }) }),
  'human, customer waits': human({ waitingSince: T0 }),
  snoozed: snoozed(),
  resolved: resolved(),
  'blocked by us': resolved({ blockedByUs: { id: ANA.id, name: ANA.name } }),
};

const waiting = known({ id: messageId('a0'), visibility: 'public', delivery: 'queued' }, true);
const GUEST = { ...BOB, standing: 'guest' as const };

const EVENTS: Readonly<Record<string, Fact>> = {
  'customer writes': writes(),
  'customer asks for a person': writes('A person, please', { asksForPerson: 'explicit' }),
  'customer writes only "agent"': writes('agent', { asksForPerson: 'weak' }),
  'customer writes only "help"': writes('help', { bareHelp: true }),
  'customer threatens with a lawyer': writes('My lawyer will call', { highStakes: 'legal' }),
  'customer only says thanks': writes('Thank you!', { justThanks: true }),
  'customer says yes': writes('yes', { affirms: true }),
  'customer says no': writes('no', { declines: true, rejectsAnswer: true }),
  'customer types the right code': { ...writes('••••••'), code: 'right' } as Fact,
  'customer types a wrong code': { ...writes('••••••'), code: 'wrong' } as Fact,
  'customer wants another code': { ...writes('again'), code: 'again' } as Fact,
  'customer presses start': { ...writes('/start'), command: 'start' } as Fact,
  'customer edits': { type: 'customer.message_edited', messageId: messageId('m0'), parts: [] },
  'customer edits what Baton never had': {
    type: 'customer.message_edited',
    messageId: messageId('m-1'),
    parts: [],
    firstSeen: 'x-1' as ExternalId,
  },
  'customer taps "Yes" of an old question': { ...writes('Yes'), choice: { id: 'no', from: messageId('q0') } } as Fact,
  'customer reacts': { type: 'customer.reacted', messageId: messageId('a0'), emojis: ['❤'], before: null },
  'holder reacts': {
    ...{ type: 'agent.reacted', agent: ANA, messageId: messageId('m0'), emoji: '👍', on: true, before: null },
  },
  'customer blocks us': { type: 'customer.reachability_changed', reachable: 'blocked' },
  'customer opts out': { type: 'customer.reachability_changed', reachable: 'opted_out' },
  'a template is found': {
    type: 'template.found',
    template: { id: 'HX1', language: 'en', text: 'Please write to us.', variables: {} },
    why: null,
  },
  'a voice note is written down': {
    ...{ type: 'transcriber.finished', messageId: messageId('m0'), parts: [], text: 'Where is it?' },
    signals: NO_SIGNALS,
  },
  'AI answers': replies('answer'),
  'AI answers an older message': replies('answer', 'm-1'),
  'AI asks back': replies('clarify'),
  'AI does not know': replies('no_answer'),
  'AI needs an order number': askedInput(),
  'AI proposes a change': requested(),
  'AI needs to know who it is': requested({ permission: 'read', identity: 'code', text: null }),
  'the code is sent': { type: 'action.code_sent', actionId: 'action:x', send: 1, to: 'm…@example.com' },
  'no code can be sent': { type: 'action.code_failed', actionId: 'action:x' },
  'it was done': ran(toolAction()),
  'it failed': ran(toolAction(), { outcome: 'failed' }),
  'nobody knows whether it was done': ran(toolAction(), { outcome: 'unknown' }),
  'AI asks for a handoff': {
    type: 'responder.asked_for_handoff',
    draftFor: messageId('m0'),
    reason: 'policy',
    evidence: null,
  },
  'AI fails': { type: 'responder.failed', draftFor: messageId('m0') },
  'thread is open': { type: 'handoff.opened', handoffId: HANDOFF_ID, thread: 'C1:2.2' as ThreadRef, packet: PACKET },
  'thread is lost': { type: 'handoff.thread_lost', thread: THREAD },
  'the new thread is open': {
    type: 'handoff.moved',
    handoffId: HANDOFF_ID,
    thread: 'C2:2.2' as ThreadRef,
    place: BILLING,
  },
  'its place does not work for long': {
    type: 'handoff.place_lost',
    handoffId: HANDOFF_ID,
    place: SUPPORT,
    to: BILLING,
  },
  'its place cannot be reached': { type: 'handoff.unreachable', handoffId: HANDOFF_ID, since: T0 },
  'the other place does not work': {
    type: 'handoff.not_moved',
    handoffId: HANDOFF_ID,
    to: BILLING,
    reason: 'It is archived.',
  },
  'summary is ready': { type: 'summarizer.finished', handoffId: HANDOFF_ID, packet: { ...PACKET, madeBy: 'model' } },
  'Ana claims': acts(ANA, { name: 'claim' }),
  'Bob claims': acts(BOB, { name: 'claim' }),
  'Bob takes over': acts(BOB, { name: 'take_over' }),
  'Ana assigns Bob': acts(ANA, { name: 'assign', to: { id: BOB.id, name: BOB.name } }),
  'Ana replies': posts(ANA),
  'Bob replies': posts(BOB),
  'Ana begins with a mention': posts(ANA, 'mention'),
  'Ana notes': posts(ANA, 'note'),
  'a guest replies': posts(GUEST),
  'a guest resolves': acts(GUEST, { name: 'resolve' }),
  'Bob sends what stayed internal': acts(BOB, { name: 'send_message', message: 'n1', takeOver: false }, known()),
  'Bob sends it and takes over': acts(BOB, { name: 'send_message', message: 'n1', takeOver: true }, known()),
  'Bob sends what the customer has': acts(
    BOB,
    { name: 'send_message', message: 'a0', takeOver: false },
    known({ visibility: 'public', delivery: 'sent' }),
  ),
  'Ana keeps what waits as a note': acts(ANA, { name: 'make_note', message: 'a0' }, waiting),
  'Ana keeps what was sent as a note': acts(
    ANA,
    { name: 'make_note', message: 'a0' },
    known({ visibility: 'public', delivery: 'sent' }),
  ),
  'Ana snoozes': acts(ANA, { name: 'snooze', forMs: 60_000 }),
  'Ana hands back to the AI': acts(ANA, { name: 'return_to_bot' }),
  'Ana resolves': acts(ANA, { name: 'resolve' }),
  'Ana asks why it was handed off': acts(ANA, { name: 'explain_handoff' }),
  'Ana asks for the transcript': acts(ANA, { name: 'show_transcript' }),
  'Ana asks for the masked numbers': acts(ANA, { name: 'reveal_numbers' }),
  'Ana saw the masked numbers': { type: 'agent.revealed', handoffId: HANDOFF_ID, agent: ANA },
  'Ana asks whom to assign': acts(ANA, { name: 'choose_assignee' }),
  'Ana asks where to move it': acts(ANA, { name: 'choose_place' }),
  'Ana moves it': acts(ANA, { name: 'move', to: BILLING }),
  'Ana replies in a thread that was left': { ...posts(ANA), former: 'C9:9.9' as ThreadRef } as Fact,
  'Ana asks for a draft': acts(ANA, { name: 'draft_reply' }),
  'a draft is ready': {
    type: 'drafter.finished',
    agentId: ANA.id,
    basedOn: T0,
    messageId: messageId('d1'),
    draft: { parts: [], sources: [] },
  },
  'Ana sends a draft that is out of date': acts(ANA, { name: 'send_draft', draft: 'd0' }),
  'Ana may block the sender': acts(ANA, { name: 'block_sender', sure: false }),
  'Ana blocks the sender': acts(ANA, { name: 'block_sender', sure: true }),
  'Ana unblocks the sender': acts(ANA, { name: 'unblock_sender' }),
  'Ana edits her reply': {
    type: 'agent.message_edited',
    agent: ANA,
    messageId: messageId('a0'),
    parts: [],
    wasPublic: true,
    unsent: false,
  },
  'Ana edits her reply in time': {
    type: 'agent.message_edited',
    agent: ANA,
    messageId: messageId('a0'),
    parts: [],
    wasPublic: true,
    unsent: true,
  },
  "Ana's edit did not reach the customer": {
    type: 'delivery.change_failed',
    messageId: messageId('a0'),
    agent: { id: ANA.id, name: ANA.name },
    change: 'edited',
    detail: 'Telegram does not let this message be changed.',
  },
  'Ana deletes her reply': {
    type: 'agent.message_deleted',
    agent: ANA,
    messageId: messageId('a0'),
    wasPublic: true,
    unsent: false,
  },
  'Ana deletes her reply in time': {
    type: 'agent.message_deleted',
    agent: ANA,
    messageId: messageId('a0'),
    wasPublic: true,
    unsent: true,
  },
  'Ana leaves the company': { type: 'agent.became_unavailable', agentId: ANA.id },
  "Ana's reply failed": {
    type: 'delivery.updated',
    messageId: messageId('a0'),
    author: 'agent',
    status: 'failed',
    detail: 'Blocked.',
    reason: 'blocked',
  },
  "the second part of Ana's reply was sent before the third": ofPart(1, 'sent', ['sent', 'queued', 'queued']),
  "the second part of Ana's reply failed": ofPart(1, 'failed', ['sent', 'sent', 'sent']),
  "the second part of Ana's reply was refused as a file": ofPart(1, 'failed', ['sent', 'sent', 'sent'], 'media'),
  "a part of Ana's reply arrived after another failed": ofPart(0, 'delivered', ['sent', 'failed', 'sent']),
  'Ana sends again what is missing of it': acts(
    ANA,
    { name: 'send_again', message: 'a0' },
    known({ id: messageId('a0'), visibility: 'public', delivery: 'failed', deliveries: inParts(['sent', 'failed']) }),
  ),
  "the AI's answer failed": {
    type: 'delivery.updated',
    messageId: messageId('r0'),
    author: 'bot',
    status: 'failed',
    detail: null,
    reason: null,
  },
  "Ana's reply was repeated": { type: 'delivery.repeated', messageId: messageId('a0'), author: 'agent' },
  'opening is overdue': { type: 'timer.fired', timer: { name: 'open_overdue', handoffId: HANDOFF_ID } },
  'claim is overdue': { type: 'timer.fired', timer: { name: 'claim_overdue', handoffId: HANDOFF_ID, since: T0 } },
  'reply is overdue': {
    type: 'timer.fired',
    timer: { name: 'reply_overdue', handoffId: HANDOFF_ID, waitingSince: T0 },
  },
  'snooze is over': { type: 'timer.fired', timer: { name: 'snooze_over', until: plusMs(T0, 3_600_000) } },
};

function cell(state: ConversationState, fact: Fact): string {
  const decision = decide(state, event(fact, instant(T0 + 60_000)), POLICY);
  const effects = decision.effects.map(({ type }) => type).filter((type) => type !== 'update_card');
  const card = decision.effects.some(({ type }) => type === 'update_card') ? ['card'] : [];
  const moved = decision.state.mode === state.mode ? '' : `**${decision.state.mode}** `;
  const holder =
    'holder' in decision.state && 'holder' in state && decision.state.holder.id !== state.holder.id
      ? `→${decision.state.holder.name} `
      : '';
  const recorded = decision.transcript.length > 0 && effects.length === 0 && moved === '' ? '(recorded)' : '';
  const listed = [...effects, ...card].map((name) => `\`${name}\``).join(' ');
  return `${moved}${holder}${listed || recorded}`.trim() || '·';
}

function matrix(): string {
  const names = Object.keys(STATES);
  return [
    '# Every event in every mode',
    '',
    'Printed from `decide` by `test/domain/matrix.test.ts`. A mode in bold is a change, `→` a new holder, `·` nothing.',
    '',
    `| event | ${names.join(' | ')} |`,
    `|---|${names.map(() => '---').join('|')}|`,
    ...Object.entries(EVENTS).map(
      ([name, fact]) =>
        `| ${name} | ${names.map((state) => cell(STATES[state] as ConversationState, fact)).join(' | ')} |`,
    ),
    '',
  ].join('\n');
}

it('is printed in test/domain/matrix.md; to accept a change, delete that file and run this again', () => {
  const printed = matrix();
  let kept: string;
  try {
    kept = readFileSync(FILE, 'utf8');
  } catch {
    if (process.env.CI === 'true')
      throw new Error('test/domain/matrix.md is missing: run this test without CI and commit it.');
    writeFileSync(FILE, printed);
    return;
  }
  expect(printed).toBe(kept);
});
