import type { Activity, ActivityAbout, ActivityEffect, ActivityEvent } from '../../src/ports/activity';
import { tell } from '../../src/sandbox/story/tell';

const nothing: ActivityAbout = {
  channelId: null,
  messageId: null,
  draftFor: null,
  handoffId: null,
  actionId: null,
  system: null,
  effectId: null,
  detail: null,
  agentId: null,
  agentName: null,
  role: null,
};

const event = (
  key: string,
  at: number,
  more: Partial<ActivityEvent>,
  about: Partial<ActivityAbout> = {},
): ActivityEvent => ({
  key,
  kind: 'incoming',
  type: 'customer_message',
  accountId: 'pigeon',
  status: 'applied',
  storedAt: at,
  appliedAt: at + 3,
  decision: { modeBefore: 'bot', modeAfter: 'bot', effects: [] },
  ...more,
  about: { ...nothing, ...about },
});

const effect = (
  cause: string,
  at: number,
  more: Partial<ActivityEffect>,
  about: Partial<ActivityAbout> = {},
): ActivityEffect => ({
  id: `${cause}-${more.type}`,
  cause,
  accountId: 'pigeon',
  type: 'send_part',
  state: 'done',
  createdAt: at,
  dueInMs: null,
  blindResends: 0,
  attempts: [{ n: 1, startedAt: at + 5, endedAt: at + 17, outcome: 'done', code: null }],
  ...more,
  about: { ...nothing, ...about },
});

const telling = {
  label: (accountId: string) => ({ pigeon: 'Pigeon Post', desk: 'Desk' })[accountId] ?? accountId,
  agent: (id: string) => (id === 'U1' ? 'Ana Alves' : null),
  answeredIn: () => 6,
};

const stories = (activity: Partial<Activity>) => tell({ events: [], effects: [], ...activity }, telling);
const short = (activity: Partial<Activity>): readonly string[] =>
  stories(activity).map(({ steps }) =>
    steps
      .filter(({ isDetail }) => !isDetail)
      .map(({ text, ms }) => (ms === null ? text : `${text} (${ms} ms)`))
      .join(' → '),
  );

test('a question is one story from the webhook to the answer, through the model', () => {
  const asks = { modeBefore: 'bot', modeAfter: 'bot', effects: ['generate_reply'] };
  const sends = { modeBefore: 'bot', modeAfter: 'bot', effects: ['send_to_customer'] };
  const events = [
    event('1.1', 0, { decision: asks }, { detail: 'text' }),
    event(
      '2.1',
      30,
      { kind: 'fact', type: 'responder.replied', accountId: 'baton', decision: sends },
      { draftFor: 'm1', messageId: 'm2', detail: 'answer' },
    ),
    event('2.2', 60, { kind: 'fact', type: 'delivery.updated' }, { messageId: 'm2', detail: 'sent' }),
  ];
  const effects = [
    effect('1.1', 2, { type: 'generate_reply', accountId: null }, { draftFor: 'm1' }),
    effect('2.1', 32, {}, { messageId: 'm2', role: 'bot' }),
  ];
  expect(short({ events, effects })).toEqual([
    'Pigeon Post delivered a message → stored, then answered (6 ms) → decided: the AI answers · 1 effect (3 ms)' +
      ' → AI looked for an answer (12 ms) → The AI found an answer → Pigeon Post: AI’s answer sent (12 ms)',
  ]);
});

test('two stories at the same time are kept apart', () => {
  const decision = { modeBefore: 'human', modeAfter: 'human', effects: ['post_message'] };
  const events = [event('1.1', 0, { decision }), event('5.1', 1, { decision })];
  const effects = ['1.1', '5.1'].map((cause) => effect(cause, 2, { type: 'post_messages', accountId: 'desk' }));
  expect(stories({ events, effects }).map(({ steps }) => steps.filter(({ kind }) => kind === 'call').length)).toEqual([
    1, 1,
  ]);
});

const attempts = (...outcomes: readonly (string | null)[]) =>
  outcomes.map((outcome, index) => ({
    n: index + 1,
    startedAt: 10 * (index + 1),
    endedAt: outcome === null ? null : 10 * (index + 1) + 5,
    outcome,
    code: outcome === 'again' ? '429' : null,
  }));

test.each([
  [
    'a lost answer and a marked repeat',
    { attempts: attempts('unknown', 'done'), blindResends: 1 },
    ['answer was lost', 'possibly there twice'],
    'warning',
  ],
  ['a lost answer and proof', { attempts: attempts('unknown') }, ['answer was lost', 'proof found'], 'warning'],
  [
    'a process that stopped in the middle',
    { attempts: attempts(null, 'done'), blindResends: 1 },
    ['stopped in the middle', 'possibly there twice'],
    'warning',
  ],
  [
    'a refusal for now',
    { attempts: attempts('again', 'done') },
    ['did not work (429), kept and tried again', 'sent (try 2)'],
    'warning',
  ],
  ['a refusal for good', { attempts: attempts('gave_up'), state: 'dead' as const }, ['given up'], 'failure'],
])('%s is told as such', (_what, more, words, tone) => {
  const told = stories({ events: [event('1.1', 0, {})], effects: [effect('1.1', 1, more)] });
  const all = told[0]?.steps.map(({ text }) => text).join('\n') ?? '';
  for (const word of words) expect(all).toContain(word);
  expect(told[0]?.tone).toBe(tone);
});

test('a story is open while something of it is still to be done', () => {
  const open = (state: ActivityEffect['state']): boolean | undefined =>
    stories({ events: [event('1.1', 0, {})], effects: [effect('1.1', 1, { state, attempts: [] })] })[0]?.isOpen;
  expect([open('queued'), open('sending'), open('done'), open('suppressed')]).toEqual([true, true, false, false]);
});

test('people are called by their names, and what an agent keeps to the team is said to stay there', () => {
  const decision = { modeBefore: 'human', modeAfter: 'human', effects: [] };
  const note = event(
    '1.1',
    0,
    { type: 'agent_message', accountId: 'desk', decision },
    { agentId: 'U1', agentName: 'ana', detail: 'note' },
  );
  expect(short({ events: [note] })[0]).toContain('Ana Alves wrote an internal note');
  expect(short({ events: [note] })[0]).toContain('it stays among the team');
});

test('the echo of our own post is no story, and what is outside our threads is one', () => {
  const unmatched = { type: 'unmatched', status: 'unmatched', accountId: 'desk', decision: null } as const;
  const post = effect('1.1', 0, { type: 'post_messages', accountId: 'desk' });
  expect(stories({ events: [event('3.1', 20, unmatched)], effects: [post] })).toEqual([]);
  expect(short({ events: [event('3.1', 90_000, unmatched)], effects: [post] })[0]).toContain('outside our threads');
});

test('a change that was agreed to is told up to what the system of the business says', () => {
  const agreed = { modeBefore: 'bot', modeAfter: 'bot', effects: ['run_action'] };
  const sends = { modeBefore: 'bot', modeAfter: 'bot', effects: ['send_to_customer'] };
  const about = { actionId: 'action:1', system: 'order service' };
  const events = [
    event('1.1', 0, { decision: agreed }, { detail: 'text' }),
    event(
      '2.1',
      40,
      { kind: 'fact', type: 'action.ran', accountId: 'baton', decision: sends },
      { ...about, detail: 'done' },
    ),
  ];
  const effects = [effect('1.1', 3, { type: 'run_action', accountId: null }, about)];
  const [told = ''] = short({ events, effects });
  expect(told).toContain('decided: the customer has agreed, so it is done');
  expect(told).toContain('Order service: told to do it, under a key of its own');
  expect(told).toContain('The order service has done it');
});
