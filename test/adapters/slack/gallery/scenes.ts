import type { Fact } from '../../../../src/domain/conversation/events';
import type { ConversationState, LastReply } from '../../../../src/domain/conversation/state';
import { instant } from '../../../../src/domain/ids';
import type {
  DeliveryStatus,
  HandoffPacket,
  MessagePart,
  ThreadPost,
  ThreadRef,
  TranscriptEntry,
} from '../../../../src/ports';
import { textPart } from '../../../../src/ports';
import {
  ANA as ANA_IDENTITY,
  acts,
  BILLING,
  BOB as BOB_IDENTITY,
  bot,
  event,
  handoff,
  human,
  known,
  messageId,
  POLICY,
  posts,
  queued,
  resolved,
  snoozed,
  writes,
} from '../../../domain/support';
import { afterScene, cardScene, postScene, type Scene, THREAD } from './scene';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Waiting times are shown against the clock of whoever looks. */
const NOW = Math.floor(Date.now() / MINUTE) * MINUTE;
const at = (minutesAgo: number) => instant(NOW - minutesAgo * MINUTE);

const ANA = { ...ANA_IDENTITY, id: 'U0AGENTANA1', name: 'Ana Alves' };
const BOB = { ...BOB_IDENTITY, id: 'U0AGENTBOB1', name: 'Bob Baker' };
const GIL = { ...BOB, id: 'U0GUESTGIL1', name: 'Gil Gomes', standing: 'guest' as const };
export const NAMES = { [ANA.id]: ANA.name, [BOB.id]: BOB.name, [GIL.id]: GIL.name };

const WHATSAPP = {
  ...POLICY,
  channel: {
    ...POLICY.channel,
    ...{ label: 'WhatsApp', replyWindowMs: 24 * HOUR, edits: false, deletes: false, template: true },
  },
};
const TELEGRAM = POLICY;

const PACKET: HandoffPacket = {
  headline: 'Refund for order 1043, which arrived broken',
  suggestedOpening: "I see order 1043 arrived broken, I'm sorry about that.",
  wants: 'A refund for order 1043, not a new tent',
  facts: [
    { label: 'Order', value: '1043', source: 'customer', messageId: messageId('m1') },
    { label: 'Order status', value: 'delivered 24 November', source: 'tool', messageId: messageId('m2') },
  ],
  tried: ['Quoted “Damaged, wrong or missing items”', 'Looked up order 1043: delivered'],
  blocked: 'The refund is above what the AI may grant',
  promised: "I'll connect you with a colleague",
  mood: 'annoyed',
  language: 'pt',
  notVerified: ['that the photo shows order 1043'],
  madeBy: 'model',
  madeAt: at(4),
};
const BY_RULES: HandoffPacket = {
  ...PACKET,
  headline: 'quero falar com alguém',
  ...{ wants: 'quero falar com alguém', suggestedOpening: null, blocked: null, promised: null, notVerified: [] },
  ...{
    tried: ['Quoted “Damaged, wrong or missing items”'],
    facts: PACKET.facts.slice(0, 1),
    mood: null,
    madeBy: 'rules',
  },
};

const episode = handoff({
  thread: THREAD,
  packet: PACKET,
  requestedAt: at(4),
  evidence: 'quero falar com alguém, por favor',
});
const facts = {
  contactName: 'Maria Lopes',
  language: 'pt',
  waitingSince: at(4),
  lastCustomerMessageAt: at(3),
  lastActivityAt: at(3),
} as const;
const holder = { id: ANA.id, name: ANA.name };
const held = { holder, handoff: { ...episode, lastHolder: holder } };

const reply = (status: DeliveryStatus, rest: Partial<LastReply> = {}): LastReply => ({
  ...{ messageId: messageId('a1'), agent: holder, at: at(2), status, detail: null, mayBeRepeated: false },
  ...rest,
});

const LONG_NAME = 'Wolfeschlegelsteinhausenbergerdorff-Montgomery Featherstonehaugh the Third of Somewhere';

const CARDS: readonly (readonly [name: string, state: ConversationState, where?: typeof POLICY])[] = [
  ['card · new, the AI could only quote', queued({ ...facts, handoff: { ...episode, packet: BY_RULES } }), WHATSAPP],
  ['card · new, the summary has come', queued({ ...facts, handoff: episode }), WHATSAPP],
  [
    'card · new, nothing known yet',
    queued({ ...facts, contactName: null, language: null, handoff: { ...episode, packet: null, evidence: null } }),
    TELEGRAM,
  ],
  [
    'card · nobody took it in time',
    queued({ ...facts, waitingSince: at(11), handoff: { ...episode, requestedAt: at(11), overdue: true } }),
    WHATSAPP,
  ],
  ['card · taken, the customer waits', human({ ...facts, ...held }), WHATSAPP],
  ['card · answered and read', human({ ...facts, ...held, waitingSince: null, lastReply: reply('read') }), WHATSAPP],
  [
    'card · answered, on its way',
    human({ ...facts, ...held, waitingSince: null, lastReply: reply('queued') }),
    WHATSAPP,
  ],
  [
    'card · sent twice, perhaps',
    human({ ...facts, ...held, waitingSince: null, lastReply: reply('sent', { mayBeRepeated: true }) }),
    TELEGRAM,
  ],
  [
    'card · a reply failed',
    human({
      ...facts,
      ...held,
      waitingSince: null,
      lastReply: reply('failed', { detail: 'WhatsApp does not deliver to this number.' }),
    }),
    WHATSAPP,
  ],
  [
    'card · may not have arrived',
    human({ ...facts, ...held, waitingSince: null, lastReply: reply('unknown') }),
    TELEGRAM,
  ],
  [
    'card · the window closes soon',
    human({ ...facts, ...held, waitingSince: at(23 * 60), lastCustomerMessageAt: at(23 * 60) }),
    WHATSAPP,
  ],
  [
    'card · the window is closed, a reply waits',
    human({
      ...facts,
      ...held,
      waitingSince: null,
      lastCustomerMessageAt: at(30 * 60),
      lastReply: reply('held'),
      windowIsClosed: true,
      held: [{ messageId: messageId('a1'), author: { role: 'agent', agent: holder } }],
    }),
    WHATSAPP,
  ],
  ['card · snoozed', snoozed({ ...facts, ...held, waitingSince: null, until: instant(NOW + 4 * HOUR) }), TELEGRAM],
  [
    'card · the AI has it again',
    bot({ ...facts, draftingFor: null, handoff: held.handoff, lastReply: reply('read') }),
    WHATSAPP,
  ],
  [
    'card · resolved',
    resolved({ ...facts, handoff: held.handoff, waitingSince: null, lastReply: reply('delivered') }),
    WHATSAPP,
  ],
  ['card · came back', queued({ ...facts, handoff: { ...held.handoff, reason: 'came_back' } }), WHATSAPP],
  ['card · the customer blocked us', human({ ...facts, ...held, reachable: 'blocked' }), TELEGRAM],
  [
    'card · opted out',
    human({ ...facts, ...held, reachable: 'opted_out' }),
    { ...WHATSAPP, channel: { ...WHATSAPP.channel, label: 'SMS', replyWindowMs: null } },
  ],
  [
    'card · blocked by us',
    resolved({ ...facts, handoff: held.handoff, waitingSince: null, blockedByUs: holder }),
    TELEGRAM,
  ],
  [
    'card · weak signs added up',
    queued({
      ...facts,
      handoff: {
        ...episode,
        reason: 'could_not_answer',
        evidence: 'isso não ajudou',
        signs: [
          { what: 'rejected_answer', weight: 0.5 },
          { what: 'repeated_question', weight: 0.5 },
        ],
      },
    }),
    TELEGRAM,
  ],
  [
    'card · a long name and right to left',
    queued({
      ...facts,
      contactName: LONG_NAME,
      language: 'ar',
      handoff: {
        ...episode,
        evidence: 'أريد التحدث مع شخص من فضلكم',
        packet: { ...PACKET, headline: 'الطلب ١٠٤٣ وصل مكسوراً', wants: 'استرداد المبلغ للطلب ١٠٤٣', language: 'ar' },
      },
    }),
    WHATSAPP,
  ],
];

const about = { customerName: 'Maria Lopes', channelLabel: 'WhatsApp' } as const;
const said = (
  role: 'customer' | 'bot' | 'system',
  minutesAgo: number,
  parts: readonly MessagePart[],
  rest: Partial<TranscriptEntry> = {},
): TranscriptEntry => ({
  ...known().entry,
  ...{ id: messageId(`${role}${minutesAgo}`), author: { role }, visibility: 'public', parts, at: at(minutesAgo) },
  ...rest,
});
const wrote = (text: string, minutesAgo = 1) => said('customer', minutesAgo, [textPart(text)]);
const messages = (entries: readonly TranscriptEntry[], history = false): ThreadPost => ({
  type: 'messages',
  ...about,
  entries,
  history,
});
const media = (
  kind: 'image' | 'voice' | 'file',
  rest: Partial<Extract<MessagePart, { type: 'media' }>> = {},
): MessagePart => ({ type: 'media', kind, mediaType: null, name: null, bytes: null, ref: 'r', ...rest });

const POSTS: readonly Scene[] = [
  postScene(
    'post · the transcript',
    at(3),
    messages(
      [
        wrote('Olá! O meu pedido 1043 chegou partido', 9),
        said(
          'bot',
          8,
          [
            textPart(
              'I am an AI assistant. Write "person" at any time to reach our team.\n\nIf an item arrives damaged, send us a photo within 14 days and choose a refund or a new one.',
            ),
          ],
          { delivery: 'read' },
        ),
        said('customer', 6, [media('image', { name: 'tenda.jpg', bytes: 245_000, caption: textPart('veja só') })]),
        said('bot', 5, [textPart('Thank you. Shall I order a new tent?')], { delivery: 'failed' }),
        wrote('quero falar com alguém, por favor', 4),
        said('system', 4, [textPart('Vou chamar um colega da nossa equipe.')], { delivery: 'read' }),
      ],
      true,
    ),
  ),
  postScene('post · the customer writes', at(1), messages([wrote('E então?'), wrote('Ainda está aí?', 0)])),
  postScene(
    'post · the AI answers in a thread',
    at(1),
    messages([said('bot', 1, [textPart('Your order was delivered on 24 November.')])]),
  ),
  postScene(
    'post · pictures, voice, places, people and the unknown',
    at(1),
    messages([said('customer', 1, [media('voice', { durationSeconds: 12, bytes: 31_000 })])]),
    messages([
      said('customer', 1, [
        { type: 'location', latitude: 38.7223, longitude: -9.1393, name: 'Praça do Comércio, Lisboa' },
      ]),
    ]),
    messages([
      said('customer', 1, [{ type: 'contact', name: 'João Lopes', phones: ['+351 912 345 678', '+351 213 456 789'] }]),
    ]),
    messages([said('customer', 1, [{ type: 'unsupported', what: 'a poll' }])]),
    messages([
      said('customer', 1, [
        media('file', { name: 'fatura 1043.pdf', bytes: 1_240_000, caption: textPart('A fatura') }),
      ]),
    ]),
  ),
  postScene(
    'post · edited and deleted by the customer',
    at(1),
    { type: 'change', change: 'edited', ...about, entry: wrote('O meu pedido 1034 chegou partido') },
    { type: 'change', change: 'deleted', ...about, entry: wrote('O meu pedido 1043 chegou partido') },
  ),
  postScene(
    'post · right to left, and nothing that works as markup',
    at(1),
    messages([wrote('مرحبا، أين طلبي رقم ١٠٤٣؟ <!channel> *bold* <https://evil.example|bank.com>')]),
  ),
];

const waits = human({ ...facts, ...held, lastReply: reply('queued') });
const answered = human({ ...facts, ...held, waitingSince: null, lastReply: reply('queued') });
const delivery = (
  status: DeliveryStatus,
  detail: string | null,
  rest: Partial<Extract<Fact, { type: 'delivery.updated' }>> = {},
): Fact => ({
  type: 'delivery.updated',
  messageId: messageId('a1'),
  author: 'agent',
  status,
  detail,
  reason: null,
  ...rest,
});
const edited = (parts: readonly MessagePart[]): Fact => ({
  type: 'agent.message_edited',
  agent: ANA,
  messageId: messageId('a1'),
  parts,
  wasPublic: true,
  unsent: false,
});
const draft = (draftText: string): Fact => ({
  type: 'drafter.finished',
  agentId: ANA.id,
  basedOn: at(3),
  messageId: messageId('d1'),
  draft: { parts: [textPart(draftText)], sources: [{ title: 'Damaged, wrong or missing items', url: null }] },
});

const THERE = 'C0BILLING01:1795350000.000200' as ThreadRef;

const AFTER: readonly (readonly [name: string, state: ConversationState, fact: Fact, where?: typeof POLICY])[] = [
  [
    'after · the customer comes back from a pause',
    human({ ...facts, ...held, waitingSince: null, lastReply: reply('read', { at: at(40) }) }),
    writes('Já chegou, obrigada! Mas falta uma peça.'),
    WHATSAPP,
  ],
  [
    'after · the customer waits for anybody',
    queued({ ...facts, handoff: { ...episode, requestedAt: at(20) } }),
    writes('Está aí alguém?'),
    WHATSAPP,
  ],
  [
    'after · nobody took it in time',
    queued({ ...facts, handoff: episode }),
    { type: 'timer.fired', timer: { name: 'claim_overdue', handoffId: episode.id, since: at(4) } },
    WHATSAPP,
  ],
  [
    'after · the holder is reminded',
    waits,
    { type: 'timer.fired', timer: { name: 'reply_overdue', handoffId: episode.id, waitingSince: at(4) } },
    WHATSAPP,
  ],
  [
    'after · released',
    human({ ...facts, ...held, remindedAt: at(1) }),
    { type: 'timer.fired', timer: { name: 'release_overdue', handoffId: episode.id, remindedAt: at(1) } },
    WHATSAPP,
  ],
  [
    'after · the customer is back after it was resolved',
    resolved({ ...facts, handoff: held.handoff, waitingSince: null, resolvedAt: at(60) }),
    writes('Olá, ainda não chegou nada'),
    WHATSAPP,
  ],
  ['after · the second of two who take it', human({ ...facts, ...held }), acts(BOB, { name: 'claim' }), WHATSAPP],
  ['after · taken over', human({ ...facts, ...held }), acts(BOB, { name: 'take_over' }), WHATSAPP],
  [
    'after · assigned',
    queued({ ...facts, handoff: episode }),
    acts(ANA, { name: 'assign', to: { id: BOB.id, name: BOB.name } }),
    WHATSAPP,
  ],
  ['after · handed back', human({ ...facts, ...held }), acts(ANA, { name: 'return_to_bot' }), WHATSAPP],
  ['after · resolved', human({ ...facts, ...held }), acts(ANA, { name: 'resolve' }), WHATSAPP],
  ['whisper · a colleague wrote', human({ ...facts, ...held }), posts(BOB), WHATSAPP],
  ['whisper · begins with a mention', human({ ...facts, ...held }), posts(ANA, 'mention'), WHATSAPP],
  [
    'whisper · looks meant for colleagues',
    human({ ...facts, ...held }),
    posts(ANA, 'plain', 'a1', 'Between us, this customer is a pain. Do not tell them.'),
    WHATSAPP,
  ],
  ['whisper · a guest wrote', human({ ...facts, ...held }), posts(GIL), WHATSAPP],
  [
    'whisper · resolved, and somebody writes',
    resolved({ ...facts, handoff: held.handoff, waitingSince: null }),
    posts(ANA),
    WHATSAPP,
  ],
  [
    'whisper · an edit that the channel cannot make',
    answered,
    edited([textPart('A new tent leaves our warehouse tomorrow.')]),
    WHATSAPP,
  ],
  [
    'whisper · a deletion that the channel cannot make',
    answered,
    { type: 'agent.message_deleted', agent: ANA, messageId: messageId('a1'), wasPublic: true, unsent: false },
    WHATSAPP,
  ],
  [
    'whisper · a draft',
    human({ ...facts, ...held }),
    draft("I'm sorry order 1043 arrived broken. Choose a refund or a new tent, and I will arrange it today."),
    WHATSAPP,
  ],
  ['whisper · no draft', human({ ...facts, ...held }), { ...draft(''), draft: null } as Fact, WHATSAPP],
  [
    'whisper · why it was handed off',
    queued({ ...facts, handoff: { ...episode, trace: { turns: 3, clarifications: 2, failures: 0, signals: null } } }),
    acts(ANA, { name: 'explain_handoff' }),
    WHATSAPP,
  ],
  [
    'whisper · block, are you sure',
    human({ ...facts, ...held }),
    acts(ANA, { name: 'block_sender', sure: false }),
    WHATSAPP,
  ],
  ['whisper · where to move it', human({ ...facts, ...held }), acts(ANA, { name: 'choose_place' }), WHATSAPP],
  [
    'moved · what stands in the old thread and in the new one',
    human({ ...facts, ...held, handoff: { ...held.handoff, moving: { to: BILLING, why: 'asked', by: holder } } }),
    { type: 'handoff.moved', handoffId: episode.id, thread: THERE, place: BILLING },
    WHATSAPP,
  ],
  [
    'whisper · typed where it was',
    human({ ...facts, ...held, handoff: { ...held.handoff, thread: THERE, place: BILLING } }),
    { ...posts(ANA), former: 'C0SUPPORT01:1795350000.000100' } as Fact,
    WHATSAPP,
  ],
  [
    'after · the other channel does not work',
    human({ ...facts, ...held, handoff: { ...held.handoff, moving: { to: BILLING, why: 'asked', by: holder } } }),
    {
      type: 'handoff.not_moved',
      handoffId: episode.id,
      to: BILLING,
      reason:
        'The Slack channel C0BILLING01 is archived. Unarchive it, or set another one in SLACK_CHANNEL, SLACK_CHANNELS and SLACK_ROUTES and restart Baton.',
    },
    WHATSAPP,
  ],
  ['after · blocked', human({ ...facts, ...held }), acts(ANA, { name: 'block_sender', sure: true }), WHATSAPP],
  [
    'after · a reply failed',
    answered,
    delivery('failed', 'WhatsApp does not deliver to this number.', {
      of: { agent: holder, words: 'A new tent leaves our warehouse today, and the old one may stay with you.' },
    }),
    WHATSAPP,
  ],
  ['after · may not have arrived', answered, delivery('unknown', 'The channel did not say.'), TELEGRAM],
  [
    'after · sent again',
    answered,
    { type: 'delivery.repeated', messageId: messageId('a1'), author: 'agent' },
    TELEGRAM,
  ],
  [
    'after · the reply waits for the window',
    human({ ...facts, ...held, waitingSince: null, lastCustomerMessageAt: at(30 * 60) }),
    posts(ANA, 'plain', 'a1', 'Your refund is on its way.'),
    WHATSAPP,
  ],
  [
    'after · the window closes soon',
    human({ ...facts, ...held, waitingSince: at(22 * 60), lastCustomerMessageAt: at(22 * 60) }),
    { type: 'timer.fired', timer: { name: 'window_closing', lastCustomerMessageAt: at(22 * 60) } },
    WHATSAPP,
  ],
  [
    'after · the customer opted out',
    human({ ...facts, ...held }),
    { type: 'customer.reachability_changed', reachable: 'opted_out' },
    WHATSAPP,
  ],
  [
    'after · woken by the customer',
    snoozed({ ...facts, ...held, waitingSince: null, until: instant(NOW + HOUR) }),
    writes('Olá?'),
    WHATSAPP,
  ],
];

export const SCENES: readonly Scene[] = [
  ...CARDS.map(([name, state, where]) => cardScene(name, state, where ?? TELEGRAM)),
  ...POSTS,
  ...AFTER.map(([name, state, fact, where]) => afterScene(name, state, event(fact, NOW), where ?? TELEGRAM)),
];
