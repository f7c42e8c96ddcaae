import fc from 'fast-check';
import type { Fact } from '../../src/domain/conversation/events';
import type { Policy } from '../../src/domain/conversation/policy';
import { SEND_SIGN } from '../../src/domain/conversation/reaction-steps';
import { NO_SIGNALS, type Signals } from '../../src/domain/conversation/signals';
import { pendingOf } from '../../src/domain/conversation/tool-action';
import { type HandoffId, instant, type PlaceId, type ThreadRef } from '../../src/domain/ids';
import type { AgentAction, AgentIdentity } from '../../src/domain/incoming-event';
import { type MessagePart, type TranscriptEntry, textPart } from '../../src/domain/message';
import { askedInput, DONE, ran, requested } from './action-support';
import { type Seen, type Sent, World } from './kept-world';
import {
  ANA,
  acts,
  BILLING,
  BOB,
  HOUR,
  MINUTE,
  messageId,
  PACKET,
  POLICY,
  posts,
  replies,
  SUPPORT,
  T0,
  writes,
} from './support';

/** Random runs with every fact there is, as each can happen in the world that it meets. */

const GUS: AgentIdentity = { id: 'U-GUEST', name: 'Gus', standing: 'guest' };
const AGENTS = [ANA, ANA, BOB, GUS];
const EMOJIS = ['👍', '❤', '🎉'];
const WAITS = [0, 1_000, MINUTE, 6 * MINUTE, 20 * MINUTE, 5 * HOUR, 25 * HOUR];

const UTC = { place: 'UTC', offsetMs: () => 0 };
const DAYTIME = [{ from: 9 * 60, to: 17 * 60 }];
const HOURS = { week: [DAYTIME, DAYTIME, DAYTIME, DAYTIME, DAYTIME, [], []], closedDays: new Set<string>(), zone: UTC };

export const policies: fc.Arbitrary<Policy> = fc
  .record({
    closes: fc.boolean(),
    window: fc.boolean(),
    leakCheck: fc.constantFrom('off' as const, 'always' as const),
    speaking: fc.constantFrom('holder' as const, 'holder' as const, 'everyone' as const, 'notes' as const),
    undoGraceMs: fc.constantFrom(0, 5_000),
    transcribe: fc.boolean(),
    discloseAi: fc.boolean(),
    modelSummary: fc.boolean(),
    changes: fc.boolean(),
    vip: fc.constantFrom(false, false, false, false, false, true),
    threadMax: fc.constantFrom(null, null, 6),
  })
  .map(({ closes, window, changes, vip, threadMax, ...rest }) => ({
    ...{ [fc.toStringMethod]: () => JSON.stringify({ closes, window, changes, vip, threadMax, ...rest }) },
    ...{ ...POLICY, ...rest, hours: closes ? HOURS : null, vipContacts: vip ? ['1'] : [] },
    inbox: { ...POLICY.inbox, threadMax },
    channel: {
      ...{ ...POLICY.channel, edits: changes, deletes: changes, template: window },
      replyWindowMs: window ? 24 * HOUR : null,
    },
  }));

/** One random step: what it means depends on the world it meets. */
export interface Step {
  readonly what: (typeof WHAT)[number];
  readonly who: number;
  readonly which: number;
  readonly flag: boolean;
  readonly signals: Partial<Signals>;
  readonly waits: number;
}

const WHAT = [
  ...['writes', 'writes', 'writes', 'speaks', 'taps', 'types a code', 'edits', 'deletes', 'reacts', 'reachable'],
  ...['replied', 'replied', 'hands off', 'asks', 'requests', 'requests', 'code', 'ran', 'responder failed', 'heard'],
  ...['summarized', 'drafted', 'opened', 'opened', 'lost', 'moved', 'moved', 'not moved', 'posts', 'posts', 'posts'],
  ...['posts elsewhere', 'agent edits', 'agent deletes', 'agent reacts', 'acts', 'acts', 'acts', 'acts', 'acts'],
  ...['revealed', 'unavailable', 'delivered', 'delivered', 'delivered', 'repeated', 'template', 'change failed'],
  ...['old timer', 'starts', 'all sent', 'all sent', 'goes on', 'goes on', 'goes on', 'again', 'again'],
] as const;

const signals: fc.Arbitrary<Partial<Signals>> = fc.record(
  {
    asksForPerson: fc.constantFrom('explicit' as const, 'weak' as const, 'no' as const, 'no' as const),
    affirms: fc.boolean(),
    declines: fc.boolean(),
    rejectsAnswer: fc.boolean(),
    justThanks: fc.boolean(),
    humanOnly: fc.constantFrom(null, 'lawyer'),
  },
  { requiredKeys: [] },
);

export const runs: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    what: fc.constantFrom(...WHAT),
    who: fc.nat(3),
    which: fc.nat(40),
    flag: fc.boolean(),
    signals,
    waits: fc.nat(WAITS.length - 1),
  }),
  { minLength: 1, maxLength: 60, size: 'max' },
);

export const play = (steps: readonly Step[], policy: Policy): readonly Seen[] => playIn(steps, policy).seen;

export function playIn(steps: readonly Step[], policy: Policy): World {
  const world = new World(policy);
  steps.forEach((step, n) => {
    world.wait(WAITS[step.waits] ?? 0);
    const fact = factOf(step, `${n}`, world);
    if (fact !== null) world.apply(fact);
  });
  world.wait(48 * HOUR);
  return world;
}

const pick = <T>(all: readonly T[], which: number): T | undefined => all[which % Math.max(1, all.length)];
const VOICE: MessagePart = {
  ...{ type: 'media', kind: 'voice', name: null, mediaType: 'audio/ogg', size: 10 },
  ref: 'v',
} as unknown as MessagePart;
const WORDS = ['Let me look.', 'cc @team between us: he is difficult', 'Card 4111 1111 1111 1111'];

type Make = (step: Step, n: string, world: World) => Fact | null;

const received = (step: Step, n: string, parts: readonly MessagePart[] = [textPart(`Where is it ${step.which}?`)]) => ({
  ...(writes('', step.signals, `m${n}`) as Extract<Fact, { type: 'customer.message_received' }>),
  parts,
});
const drafting = ({ state }: World, flag: boolean): string =>
  (state.mode === 'bot' && !flag && state.draftingFor) || 'old';
const agent = ({ who }: Step): AgentIdentity => AGENTS[who] ?? ANA;
const someone = ({ which }: Step, world: World) => pick(world.of('agent'), which);
const codeFact = (world: World, which: number): Fact | null => {
  const pending = pendingOf(world.state);
  if (pending?.step !== 'awaiting_code') return null;
  const actionId = pending.action.id;
  if (which % 3 === 0) return { type: 'action.code_refused', actionId, said: 'No address is known.' };
  if (which % 3 === 1) return { type: 'action.code_failed', actionId };
  return { type: 'action.code_sent', actionId, send: pending.send, to: 'm…@example.com' };
};
const elsewhere = (fact: Fact, { former }: World, which: number): Fact => {
  const thread = pick(former, which);
  return thread === undefined ? fact : ({ ...fact, former: thread } as Fact);
};

const actions = ({ which, flag }: Step, world: World, message: string): AgentAction =>
  pick<AgentAction>(
    [
      ...([{ name: 'claim' }, { name: 'claim' }, { name: 'take_over' }, { name: 'return_to_bot' }] as const),
      ...([{ name: 'resolve' }, { name: 'snooze', forMs: 20 * MINUTE }, { name: 'snooze', forMs: 5 * HOUR }] as const),
      { name: 'assign', to: { id: BOB.id, name: BOB.name } },
      ...([{ name: 'keep_internal', message }, { name: 'explain_handoff' }, { name: 'show_transcript' }] as const),
      ...([{ name: 'reveal_numbers' }, { name: 'choose_assignee' }, { name: 'choose_place' }] as const),
      ...([SUPPORT, BILLING] as const).map((to: PlaceId) => ({ name: 'move', to }) as const),
      ...([{ name: 'draft_reply' }, { name: 'send_draft', draft: world.state.draft?.id ?? 'd' }] as const),
      ...([
        { name: 'edit_draft', draft: 'd', text: 'x' },
        { name: 'edit_message', message, text: 'x' },
      ] as const),
      { name: 'send_text', draft: world.state.draft?.id ?? 'd', text: 'my words' },
      ...([
        { name: 'send_changed', message, text: 'my words' },
        { name: 'send_correction', message },
      ] as const),
      ...([{ name: 'block_sender', sure: flag }, { name: 'unblock_sender' }, { name: 'dismiss' }] as const),
      ...([{ name: 'make_note', message }, { name: 'send_again', message }, { name: 'send_template' }] as const),
      { name: 'send_message', message, takeOver: flag },
    ],
    which,
  ) ?? { name: 'dismiss' };

const NAMES_A_MESSAGE = new Set(['send_message', 'send_changed', 'send_correction', 'make_note', 'send_again']);

const REASONS = ['blocked', 'opted_out', 'window_closed', 'media', null] as const;
/** Words are not refused as files. */
const reasonFor = ({ part, count }: Sent, which: number) => {
  const reason = pick(REASONS, which) ?? null;
  return reason === 'media' && part === 0 && count > 1 ? null : reason;
};
const author = ({ author: { role } }: TranscriptEntry) => (role === 'customer' ? 'system' : role);
const partsOf = (sent: Sent, { deliveries }: TranscriptEntry) =>
  sent.count === 1 || deliveries === undefined ? {} : { part: sent.part, deliveries };

/** What came of the next send of the lane. */
function attempted(which: number, who: number, world: World): Fact | null {
  const [head] = world.lane;
  const entry = head === undefined ? undefined : world.entries.get(head.id);
  if (head === undefined || entry === undefined) return null;
  const isOver = entry.deleted || entry.visibility === 'internal';
  const status = isOver
    ? 'suppressed'
    : (pick(['sent', 'sent', 'sent', 'failed', 'unknown', 'held'] as const, which) ?? 'sent');
  world.tried.add(head.id);
  if (status !== 'held') world.lane.shift();
  if (status === 'sent') world.taken.push(head);
  const told = { messageId: head.id, author: author(entry), status, detail: null, ...partsOf(head, entry) } as const;
  const reason = status === 'failed' ? reasonFor(head, who + which) : null;
  const stops = status === 'sent' || status === 'held' ? {} : { stops: true as const };
  return { ...{ type: 'delivery.updated', reason, triedAt: instant(world.now - which * 1_000) }, ...told, ...stops };
}

/** All goes well, up to the last of the lane. */
function sendAhead(world: World): void {
  for (let ahead = world.lane.length - 1; ahead > 0; ahead -= 1) {
    const fact = attempted(0, 0, world);
    if (fact !== null) world.apply(fact);
  }
}

/** What the channel says later of something that it took. The store takes no failure of what a phone confirmed. */
function reported(which: number, world: World): Fact | null {
  const sent = pick(world.taken, which);
  const entry = sent === undefined ? undefined : world.entries.get(sent.id);
  if (sent === undefined || entry === undefined) return null;
  const status = pick(['sent', 'delivered', 'read', 'failed'] as const, which >> 2) ?? 'sent';
  const known = partsOf(sent, entry).deliveries?.[sent.part]?.status ?? entry.delivery;
  if (status === 'failed' && (known === 'delivered' || known === 'read')) return null;
  // A failure is the last word on a message.
  if (status === 'failed') world.taken = world.taken.filter((one) => one !== sent);
  const reason = status === 'failed' && !entry.deleted ? reasonFor(sent, which) : null;
  return {
    ...{ type: 'delivery.updated', messageId: sent.id, author: author(entry), status, detail: null, reason },
    ...partsOf(sent, entry),
  };
}

/** Null: means nothing in this world. */
const FACTS: Readonly<Record<Step['what'], Make>> = {
  writes: (step, n) => received(step, n),
  starts: (step, n) => ({
    ...received(step, n, [textPart('/start')]),
    command: 'start',
    ...(step.flag ? { link: `order-${step.which}` } : {}),
  }),
  speaks: (step, n) => received(step, n, [VOICE]),
  taps: (step, n, { state }) =>
    state.choosing == null
      ? null
      : {
          ...received(step, n),
          choice: { id: pick(['agree', 'decline', 'person', 'no_person'], step.which) ?? '', from: state.choosing },
        },
  'types a code': (step, n, { state }) => ({
    ...received(step, n),
    ...(pendingOf(state)?.step === 'awaiting_code'
      ? { code: pick(['right', 'wrong', 'again'] as const, step.which) ?? 'right' }
      : {}),
  }),
  edits: ({ which }, _n, world) => {
    const entry = pick(world.of('customer'), which);
    return entry === undefined
      ? null
      : { type: 'customer.message_edited', messageId: entry.id, parts: [textPart(WORDS[which % 3] ?? '')] };
  },
  deletes: ({ which }, _n, world) => {
    const entry = pick(world.of('customer'), which);
    return entry === undefined ? null : { type: 'customer.message_deleted', messageId: entry.id };
  },
  reacts: ({ which, flag }, _n, world) => {
    const entry = pick([...world.entries.values()], which);
    return entry === undefined
      ? null
      : {
          ...{ type: 'customer.reacted', messageId: entry.id, before: entry.reactions ?? null },
          emojis: flag ? [] : EMOJIS.slice(which % 3),
        };
  },
  reachable: ({ which }) => ({
    type: 'customer.reachability_changed',
    reachable: pick(['yes', 'yes', 'blocked', 'opted_out'] as const, which) ?? 'yes',
  }),
  replied: ({ which, who }, n, world) => ({
    ...(replies(
      pick(['answer', 'answer', 'clarify', 'no_answer', 'small_talk'] as const, which),
      drafting(world, who === 3),
    ) as Extract<Fact, { type: 'responder.replied' }>),
    messageId: messageId(`r${n}`),
  }),
  'hands off': ({ flag }, _n, world) => ({
    ...{ type: 'responder.asked_for_handoff', draftFor: messageId(drafting(world, flag)) },
    ...{ reason: 'ungrounded', evidence: null },
  }),
  asks: ({ flag }, n, world) => askedInput('order', drafting(world, flag), `q${n}`),
  requests: ({ flag, which, who }, n, world) =>
    requested(
      { identity: flag ? 'code' : 'none', permission: which % 3 === 0 ? 'read' : 'write' },
      drafting(world, who === 3),
      `p${n}`,
    ),
  code: ({ which }, _n, world) => codeFact(world, which),
  ran: ({ which }, _n, { state }) => {
    const pending = pendingOf(state);
    const results = [DONE, { outcome: 'failed' }, { outcome: 'unknown' }] as const;
    return pending?.step === 'running' ? ran(pending.action, pick(results, which)) : null;
  },
  'responder failed': ({ flag }, _n, world) => ({
    type: 'responder.failed',
    draftFor: messageId(drafting(world, flag)),
  }),
  heard: ({ flag, signals: said }, _n, world) => {
    const voice = world.of('customer').findLast(({ parts }) => parts[0] === VOICE);
    return voice === undefined
      ? null
      : {
          ...{ type: 'transcriber.finished', messageId: voice.id, parts: voice.parts },
          ...{ text: flag ? 'said aloud' : null, signals: { ...NO_SIGNALS, ...said } },
        };
  },
  summarized: ({ flag }, _n, { state }) =>
    state.handoff === null
      ? null
      : { type: 'summarizer.finished', handoffId: state.handoff.id, packet: flag ? { ...PACKET, wants: 'x' } : null },
  drafted: ({ which, flag }, n, { state }) => ({
    ...{ type: 'drafter.finished', agentId: ANA.id, basedOn: flag ? T0 : state.lastActivityAt },
    ...{ messageId: messageId(`d${n}`) },
    draft: pick([{ parts: [textPart('A draft')], sources: [] }, 'failed' as const, null], which) ?? null,
  }),
  opened: ({ which }, n, world) => {
    const { opening } = world;
    world.opening = null;
    return opening === null
      ? null
      : {
          ...{ type: 'handoff.opened', handoffId: opening, thread: `C1:${n}` as ThreadRef, packet: PACKET },
          ...(which % 2 === 0 ? {} : { place: SUPPORT, wanted: which % 3 === 0 ? BILLING : SUPPORT }),
        };
  },
  lost: ({ flag }, _n, { state, former }) => {
    const thread = flag ? former[0] : state.handoff?.thread;
    return thread == null ? null : { type: 'handoff.thread_lost', thread };
  },
  moved: ({ flag }, n, { state }) =>
    state.handoff?.moving == null && flag
      ? null
      : {
          ...{ type: 'handoff.moved', handoffId: state.handoff?.id ?? ('conv:old' as HandoffId) },
          ...{ thread: `C2:${n}` as ThreadRef, place: state.handoff?.moving?.to ?? BILLING },
        },
  'not moved': (_step, _n, { state }) =>
    state.handoff?.moving == null
      ? null
      : {
          ...{ type: 'handoff.not_moved', handoffId: state.handoff.id, to: state.handoff.moving.to },
          reason: 'Baton is not in that channel.',
        },
  posts: (step, n) =>
    posts(
      agent(step),
      pick(['plain', 'plain', 'plain', 'note', 'mention'] as const, step.which),
      `a${n}`,
      WORDS[step.which % 3],
    ),
  'posts elsewhere': (step, n, world) => elsewhere(posts(agent(step), 'plain', `a${n}`), world, step.which),
  'agent edits': (step, _n, world) => {
    const entry = someone(step, world);
    return entry === undefined
      ? null
      : {
          ...{ type: 'agent.message_edited', agent: agent(step), messageId: entry.id },
          ...{ parts: [textPart(WORDS[step.which % 3] ?? '')], wasPublic: entry.visibility === 'public' },
          unsent: world.isUnsent(entry),
        };
  },
  'agent deletes': (step, _n, world) => {
    const entry = someone(step, world);
    return entry === undefined
      ? null
      : {
          ...{ type: 'agent.message_deleted', agent: agent(step), messageId: entry.id },
          ...{ wasPublic: entry.visibility === 'public', unsent: world.isUnsent(entry) },
        };
  },
  'agent reacts': (step, _n, world) => {
    const mine = step.flag ? someone(step, world) : undefined;
    const theirs = pick(world.of('customer'), step.which);
    const base = { type: 'agent.reacted', agent: agent(step), on: step.which % 4 > 0 } as const;
    if (mine !== undefined)
      return { ...base, messageId: mine.id, emoji: SEND_SIGN, before: null, about: { entry: mine, unsent: false } };
    if (theirs === undefined) return null;
    return { ...base, messageId: theirs.id, emoji: EMOJIS[step.which % 3] ?? '', before: theirs.reactions ?? null };
  },
  acts: (step, _n, world) => {
    const entry = someone({ ...step, which: step.which >> 1 }, world);
    const action = actions(step, world, entry?.id ?? 'none');
    const about = NAMES_A_MESSAGE.has(action.name) ? world.about(entry) : null;
    const fact = acts(agent(step), action, about);
    return step.waits % 4 === 3 ? elsewhere(fact, world, step.which) : fact;
  },
  // A press where there is a reason for one, or was.
  again: (step, _n, world) => {
    const lost = world
      .of('agent')
      .filter(({ id }) => [...world.known].some(([key, now]) => now === 'missing' && key.startsWith(`${id}#`)));
    const entry = pick(lost, step.which);
    if (entry === undefined) return null;
    return acts(ANA, { name: 'send_again', message: entry.id }, world.about(entry));
  },
  revealed: (_step, _n, { state }) =>
    state.handoff === null
      ? null
      : { type: 'agent.revealed', handoffId: state.handoff.id, agent: { id: ANA.id, name: 'Ana' } },
  unavailable: (step) => ({ type: 'agent.became_unavailable', agentId: agent(step).id }),
  delivered: ({ which, flag, who }, _n, world) => {
    if (!flag) return reported(which, world);
    if (who > 0) sendAhead(world);
    return attempted(which, who, world);
  },
  'all sent': (_step, _n, world) => {
    sendAhead(world);
    return attempted(0, 0, world);
  },
  'goes on': (step, n, world) => {
    const pending = pendingOf(world.state);
    const draft = world.state.mode === 'bot' && world.state.draftingFor !== null;
    if (pending === null) return draft ? FACTS.requests({ ...step, who: 0 }, n, world) : null;
    if (world.lane.length > 0) return FACTS['all sent'](step, n, world);
    if (pending.step === 'running') return FACTS.ran(step, n, world);
    if (pending.step === 'awaiting_code') return FACTS[step.flag ? 'code' : 'types a code'](step, n, world);
    return received({ ...step, signals: { affirms: true } }, n);
  },
  repeated: ({ which }, _n, world) => {
    const entry = pick(world.of('agent'), which);
    return entry === undefined ? null : { type: 'delivery.repeated', messageId: entry.id, author: 'agent' };
  },
  template: ({ flag }) => ({
    ...{ type: 'template.found', why: flag ? null : 'None is approved.' },
    template: flag ? ({ text: 'May we write to you?' } as never) : null,
  }),
  'change failed': (step, _n, world) => {
    const entry = someone(step, world);
    return entry === undefined
      ? null
      : {
          ...{ type: 'delivery.change_failed', messageId: entry.id, agent: { id: ANA.id, name: 'Ana' } },
          ...{ change: step.flag ? 'edited' : 'deleted', detail: 'Too late.' },
        };
  },
  'old timer': ({ which }, _n, { fired }) => {
    const timer = pick(fired, which);
    return timer === undefined ? null : { type: 'timer.fired', timer };
  },
};

const factOf: Make = (step, n, world) => FACTS[step.what](step, n, world);
