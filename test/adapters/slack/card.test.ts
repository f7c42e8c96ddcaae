import fc from 'fast-check';
import { decodePressed } from '../../../adapters/agent-inboxes/slack/actions';
import { renderCard } from '../../../adapters/agent-inboxes/slack/card';
import type { CardView, HandoffId, HandoffPacket, Instant, MessageId } from '../../../src/ports';
import { breachesOf, leavesOf } from './block-limits';

const at = (ms: number) => ms as Instant;
const SINCE = at(1_795_350_000_000);
const BOB = 'U0AGENTBOB1';
const ANA = { id: 'U0AGENTANA1', name: 'Ana' };

const packet: HandoffPacket = {
  headline: 'Refund for order 1043, arrived broken',
  suggestedOpening: "I see you're having trouble with order 1043",
  wants: 'A refund for order 1043',
  facts: [{ label: 'Order', value: '1043', source: 'customer', messageId: 'm1' as MessageId }],
  tried: ['Quoted the 14-day policy', 'Looked the order up: delivered'],
  blocked: 'The refund is above what the AI may grant',
  promised: 'I will connect you with a colleague',
  mood: 'annoyed',
  language: 'pt',
  notVerified: ['the photo'],
  madeBy: 'rules',
  madeAt: SINCE,
};

const view = (rest: Partial<CardView> = {}): CardView => ({
  handoffId: 'handoff-1' as HandoffId,
  version: 7,
  number: 'a41f',
  customerName: 'Maria Lopes',
  mode: 'queued',
  overdue: false,
  holder: null,
  lastHolder: null,
  waitingSince: SINCE,
  requestedAt: SINCE,
  reason: 'asked_for_person',
  signs: [],
  evidence: 'quero falar com alguém',
  packet,
  language: 'pt',
  windowEndsAt: null,
  reachable: 'yes',
  blockedByUs: null,
  lastReply: null,
  snoozedUntil: null,
  toldBackAt: null,
  cameBy: null,
  resolvedAt: null,
  windowIsClosed: false,
  templateSentAt: null,
  actions: ['claim', 'return_to_bot', 'resolve'],
  ...rest,
});

const render = (rest: Partial<CardView> = {}) => renderCard({ view: view(rest), channelLabel: 'WhatsApp' }, 'o:key-1');
const words = (post: ReturnType<typeof renderCard>) =>
  leavesOf(post.blocks)
    .filter(({ key }) => key === 'text')
    .map(({ text }) => text)
    .join('\n');
const header = (post: ReturnType<typeof renderCard>) =>
  leavesOf(post.blocks[0]).find(({ key }) => key === 'text')?.text;
const controls = (post: ReturnType<typeof renderCard>) =>
  (
    post.blocks.find((block) => block.type === 'actions') as
      | { elements: { action_id: string; text?: { text: string }; style?: string }[] }
      | undefined
  )?.elements ?? [];
const labels = (post: ReturnType<typeof renderCard>) =>
  controls(post).map((element) => element.text?.text ?? element.action_id);

const lastReply = {
  messageId: 'm9' as MessageId,
  agent: ANA,
  at: SINCE,
  status: 'delivered' as const,
  detail: null,
  mayBeRepeated: false,
};
const human: Partial<CardView> = {
  mode: 'human',
  holder: ANA,
  actions: ['draft_reply', 'resolve', 'return_to_bot', 'choose_assignee', 'snooze', 'take_over', 'block_sender'],
};

it('says what the customer was told outside opening hours', () => {
  expect(words(render({ toldBackAt: at(SINCE + 3_600_000) }))).toContain('The customer was told that you are back');
  expect(words(render())).not.toContain('opening hours');
});
const HELD = ['Draft reply', 'Resolve', 'Hand back to AI', 'baton:assign', 'baton:more'];

describe('each state has its sign, its words and its buttons', () => {
  const states: readonly (readonly [string, Partial<CardView>, string, string, readonly string[]])[] = [
    ['new', {}, '🟠', 'Nobody has it yet', ['Take it', 'Hand back to AI', 'Resolve']],
    ['nobody took it in time', { overdue: true }, '🔴', 'overdue', ['Take it', 'Hand back to AI', 'Resolve']],
    ['Ana has it', human, '🔵', '<@U0AGENTANA1> has it* · waiting since <!date^1795350000^', HELD],
    ['Ana has answered', { ...human, waitingSince: null }, '⚪', 'answered, waiting for the customer', HELD],
    ['Ana is late', { ...human, overdue: true }, '🔴', 'waiting since', HELD],
    [
      'snoozed',
      {
        mode: 'snoozed',
        holder: ANA,
        snoozedUntil: at(SINCE + 3_600_000),
        actions: ['take_over', 'return_to_bot', 'resolve'],
      },
      '💤',
      'put off until <!date^1795353600^',
      ['Take it now', 'Hand back to AI', 'Resolve'],
    ],
    [
      'the AI again',
      { mode: 'bot', lastHolder: ANA, actions: ['take_over', 'resolve'] },
      '🤖',
      'The AI is answering',
      ['Take over', 'Resolve'],
    ],
    ['resolved', { mode: 'resolved', lastHolder: ANA, actions: ['take_over'] }, '✅', 'Resolved', ['Reopen']],
    [
      'a reply failed',
      { ...human, lastReply: { ...lastReply, status: 'failed', detail: 'WhatsApp refused it.' } },
      '⚠️',
      '*not delivered*: WhatsApp refused it.',
      HELD,
    ],
    [
      'blocked',
      { reachable: 'blocked' },
      '⛔',
      'The customer has blocked us',
      ['Take it', 'Hand back to AI', 'Resolve'],
    ],
    [
      'opted out',
      { reachable: 'opted_out' },
      '⛔',
      'The customer opted out',
      ['Take it', 'Hand back to AI', 'Resolve'],
    ],
    [
      'blocked by us',
      { mode: 'resolved', blockedByUs: ANA, actions: ['unblock_sender', 'explain_handoff', 'show_transcript'] },
      '🚫',
      'nobody answers this sender',
      ['Unblock sender', 'baton:more'],
    ],
    [
      'a window',
      { windowEndsAt: at(SINCE + 86_400_000) },
      '🟠',
      'Replies reach the customer until <!date^1795436400^',
      ['Take it', 'Hand back to AI', 'Resolve'],
    ],
    [
      'a window that closed',
      {
        ...human,
        windowEndsAt: SINCE,
        windowIsClosed: true,
        templateSentAt: SINCE,
        lastReply: { ...lastReply, status: 'held' },
        actions: ['send_template', 'draft_reply'],
      },
      '🔵',
      'They were asked to write <!date^1795350000^',
      ['Ask them to write', 'Draft reply'],
    ],
    [
      'nothing known',
      { customerName: null, packet: null, evidence: null, language: null, waitingSince: null },
      '🟠',
      'asked for a person',
      ['Take it', 'Hand back to AI', 'Resolve'],
    ],
  ];

  test.each(states)('%s', (_name, rest, sign, says, buttons) => {
    const post = render(rest);
    expect(breachesOf(post)).toEqual([]);
    expect(header(post)?.startsWith(`${sign} `)).toBe(true);
    expect(words(post)).toContain(says);
    expect(labels(post)).toEqual(buttons);
    expect(post.blocks.length).toBeLessThanOrEqual(9);
  });
});

describe('the card of a new handoff', () => {
  const post = render();

  test('carries our key in its first block, and who, where and which in its header', () => {
    expect(post.blocks[0]).toMatchObject({ type: 'header', block_id: 'o:key-1' });
    expect(header(post)).toBe('🟠 Maria Lopes · WhatsApp · #a41f');
  });

  test('says on a phone what it is about', () => {
    expect(post.text).toBe('Maria Lopes on WhatsApp needs a person: Refund for order 1043, arrived broken (#a41f)');
  });

  test('tells what the agent must know, each fact with its source', () => {
    const text = words(post);
    for (const piece of [
      'Wants: ',
      'A refund for order 1043',
      '1043 (customer says)',
      'Quoted the 14-day policy · Looked the order up: delivered',
      'Blocked: ',
      'AI promised: ',
      'Not verified: ',
      'You could open with: ',
      'quero falar com alguém',
      'Portuguese',
      'annoyed',
    ]) {
      expect(text.replaceAll('\n', '')).toContain(piece);
    }
    expect(text).toContain('Begin a message with `//` to keep it internal.');
  });

  test('offers one primary button, and its value says the handoff and the action', () => {
    const primary = controls(post).filter((element) => element.style === 'primary');
    expect(primary).toHaveLength(1);
    expect(primary[0]).toMatchObject({
      action_id: 'baton:claim:0',
      value: '{"v":1,"h":"handoff-1","a":{"name":"claim"}}',
    });
  });
});

test('a card that changed has another id for its menu, so that Slack forgets what was chosen in it', () => {
  const ids = [7, 8].map(
    (version) => render({ ...human, version }).blocks.find(({ type }) => type === 'actions')?.block_id,
  );
  expect(new Set(ids).size).toBe(2);
});

test('where nothing is sent, nothing is promised', () => {
  expect(words(render({ reachable: 'opted_out' }))).not.toContain('go to the customer');
});

test('a resolved card keeps the headline only', () => {
  const text = words(render({ mode: 'resolved', actions: ['take_over'] }));
  expect(text).toContain('Refund for order 1043');
  expect(text).not.toContain('AI promised');
  expect(text).toContain('Replies here stay internal');
});

test('people are mentioned by id, so that Slack shows their name of today', () => {
  expect(words(render({ ...human, lastReply }))).toContain('Last reply by <@U0AGENTANA1>');
  expect(words(render({ ...human, holder: { id: 'not a Slack id', name: '<!channel>' } }))).toContain(
    '&lt;!channel&gt;',
  );
});

test('every button is understood when it comes back', () => {
  for (const rest of [{}, human]) {
    for (const element of controls(render(rest)) as unknown as Record<string, unknown>[]) {
      const { option_groups: groups, ...pressed } = element as { option_groups?: { options: object[] }[] };
      const payloads = groups?.flatMap(({ options }) =>
        options.map((one) => ({ ...pressed, selected_option: one })),
      ) ?? [pressed];
      const chosen = (element as { type?: string }).type === 'users_select' ? { selected_user: BOB } : {};
      for (const payload of payloads) expect(decodePressed({ ...payload, ...chosen })).not.toBeNull();
    }
  }
});

describe('whatever a customer is called or has said', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.constantFrom('<!channel>', '<@U0AGENTANA1>', '<https://evil.example|bank.com>', '*bold*', '@here', '&amp;', ''),
    fc.string({ unit: fc.constantFrom('👨‍👩‍👧', '🇵🇹', 'é', '\u202E', '\u0301', '&', '<'), maxLength: 4_000 }),
  );

  test('the card stays within the limits and mentions nobody', () => {
    fc.assert(
      fc.property(nasty, nasty, nasty, fc.array(nasty, { maxLength: 30 }), (name, evidence, headline, tried) => {
        const post = renderCard(
          {
            view: view({
              customerName: name,
              evidence,
              language: name,
              packet: {
                ...packet,
                headline,
                wants: evidence,
                tried,
                facts: tried.map((value) => ({ label: name, value, source: 'tool', messageId: 'm' as MessageId })),
              },
              lastReply: { ...lastReply, agent: { id: 'x', name }, detail: evidence },
            }),
            channelLabel: 'WhatsApp',
          },
          'o:key-1',
        );
        expect(breachesOf(post)).toEqual([]);
        const markup = leavesOf(post.blocks.filter((block) => block.type !== 'rich_text')).filter(
          ({ key }) => key === 'text',
        );
        for (const { text } of [...markup, { text: post.text }]) {
          const tokens = text.match(/<[^>]*>/g) ?? [];
          expect(tokens.every((token) => /^<!date\^\d+\^[^|<>]*\|[^|<>]*>$/.test(token))).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});
