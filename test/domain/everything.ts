import fc from 'fast-check';
import type { Fact } from '../../src/domain/conversation/events';
import type { Policy } from '../../src/domain/conversation/policy';
import { SEND_SIGN } from '../../src/domain/conversation/reaction-steps';
import { NO_SIGNALS, type Signals } from '../../src/domain/conversation/signals';
import { pendingOf } from '../../src/domain/conversation/tool-action';
import { type HandoffId, instant, type PlaceId, type ThreadRef } from '../../src/domain/ids';
import type { AgentAction, AgentIdentity } from '../../src/domain/incoming-event';
import { type MessagePart, textPart } from '../../src/domain/message';
import { askedInput, DONE, ran, requested } from './action-support';
import { type Seen, World } from './kept-world';
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
  })
  .map(({ closes, window, changes, ...rest }) => ({
    ...{ ...POLICY, ...rest, hours: closes ? HOURS : null },
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
  'old timer',
] as const;

const signals: fc.Arbitrary<Partial<Signals>> = fc.record(
  {
    asksForPerson: fc.constantFrom('explicit' as const, 'weak' as const, 'no' as const),
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

export function play(steps: readonly Step[], policy: Policy): readonly Seen[] {
  const world = new World(policy);
  steps.forEach((step, n) => {
    world.wait(WAITS[step.waits] ?? 0);
    const fact = factOf(step, `${n}`, world);
    if (fact !== null) world.apply(fact);
  });
  world.wait(48 * HOUR);
  return world.seen;
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

/** Null: means nothing in this world. */
const FACTS: Readonly<Record<Step['what'], Make>> = {
  writes: (step, n) => received(step, n),
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
    const about = NAMES_A_MESSAGE.has(action.name) ? world.known(entry) : null;
    const fact = acts(agent(step), action, about);
    return step.waits % 4 === 3 ? elsewhere(fact, world, step.which) : fact;
  },
  revealed: (_step, _n, { state }) =>
    state.handoff === null
      ? null
      : { type: 'agent.revealed', handoffId: state.handoff.id, agent: { id: ANA.id, name: 'Ana' } },
  unavailable: (step) => ({ type: 'agent.became_unavailable', agentId: agent(step).id }),
  delivered: ({ which, flag, who }, _n, world) => {
    const ours = [...world.entries.values()].filter(
      ({ author, visibility }) => author.role !== 'customer' && visibility === 'public',
    );
    const entry = flag ? ours.at(-1) : pick(ours, which);
    if (entry === undefined || entry.author.role === 'customer') return null;
    world.tried.add(entry.id);
    const status = pick(['sent', 'sent', 'delivered', 'read', 'failed', 'unknown', 'held'] as const, which) ?? 'sent';
    const reason = pick(['blocked', 'opted_out', 'window_closed', 'media', null] as const, who + which) ?? null;
    return {
      ...{ type: 'delivery.updated', messageId: entry.id, author: entry.author.role, status, detail: null },
      ...{ reason: status === 'failed' && !entry.deleted ? reason : null, triedAt: instant(world.now - which * 1_000) },
    };
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
