import fc from 'fast-check';
import { decodePressed } from '../../../adapters/agent-inboxes/slack/actions';
import { renderNotice, renderPost } from '../../../adapters/agent-inboxes/slack/render';
import type {
  Author,
  Instant,
  MessageId,
  MessagePart,
  Notice,
  ThreadPost,
  ThreadRef,
  TranscriptEntry,
} from '../../../src/ports';
import { textPart } from '../../../src/ports';
import { breachesOf, leavesOf } from './block-limits';

const ANA = { id: 'U0AGENTANA1', name: 'Ana' };
const CUSTOMER: Author = { role: 'customer' };

const entry = (parts: readonly MessagePart[], rest: Partial<TranscriptEntry> = {}): TranscriptEntry => ({
  id: 'm1' as MessageId,
  author: CUSTOMER,
  visibility: 'public',
  parts,
  at: 1_795_350_000_000 as Instant,
  externalId: null,
  delivery: null,
  mayBeRepeated: false,
  edited: false,
  deleted: false,
  ...rest,
});
const said = (text: string, rest: Partial<TranscriptEntry> = {}) => entry([textPart(text)], rest);

const messages = (entries: readonly TranscriptEntry[], history = false): ThreadPost => ({
  type: 'messages',
  customerName: 'Maria G.',
  channelLabel: 'WhatsApp',
  entries,
  history,
});
const PICTURE = 'https://baton.example.com/avatars/3/M.png';
const options = { key: 'effect-7', mayRename: true, picture: PICTURE };

type Post = ReturnType<typeof renderPost>;
type Leaf = { readonly type: string; readonly text?: string; readonly style?: object };
const leaves = (post: Post): Leaf[] =>
  post.blocks.flatMap((block) =>
    block.type === 'rich_text' ? block.elements.flatMap((part) => part.elements as Leaf[]) : [],
  );
/** What a reader sees: emoji by name, dates by their fallback. */
const shown = (post: Post) =>
  leaves(post)
    .map(
      (leaf) =>
        leaf.text ?? (leaf as { fallback?: string }).fallback ?? `:${(leaf as { name?: string }).name ?? leaf.type}:`,
    )
    .join('');

describe("a customer's message", () => {
  test("stands under the customer's name where Slack allows it", () => {
    const post = renderPost(messages([said('Where is my order?')]), options);
    expect(post).toMatchObject({ username: 'Maria G. · WhatsApp', icon: PICTURE });
    expect(shown(post)).toBe('Where is my order?');
    expect(post.text).toBe('Maria G. · WhatsApp: Where is my order?');
    expect(post.blocks[0]).toMatchObject({ type: 'rich_text', block_id: 'o:effect-7' });
  });

  test('has the name in front where the scope is missing', () => {
    const post = renderPost(messages([said('Where is my order?')]), { ...options, mayRename: false });
    expect(post.username).toBeUndefined();
    expect(shown(post)).toBe('Maria G.  Where is my order?');
    expect(leaves(post)[0]).toMatchObject({ style: { bold: true } });
  });

  test('keeps its formatting, and addresses stay words', () => {
    const part: MessagePart = {
      type: 'text',
      text: 'see this now',
      entities: [
        { type: 'bold', offset: 0, length: 3 },
        { type: 'link', offset: 4, length: 4, url: 'https://evil.example' },
      ],
    };
    const post = renderPost(messages([entry([part])]), options);
    expect(shown(post)).toBe('see this (https://evil.example) now');
    expect(leaves(post)[0]).toEqual({ type: 'text', text: 'see', style: { bold: true } });
    expect(leaves(post).every((leaf) => leaf.type === 'text')).toBe(true);
  });

  test.each<readonly [string, MessagePart, string]>([
    [
      'a photo',
      { type: 'media', kind: 'image', mediaType: 'image/jpeg', name: null, bytes: 120_400, ref: 'x' },
      '📎 image (120 kB)',
    ],
    [
      'a file',
      {
        type: 'media',
        kind: 'file',
        mediaType: null,
        name: 'a.pdf',
        bytes: 2_500_000,
        ref: 'x',
        caption: textPart('mine'),
      },
      '📎 a.pdf (file, 2.5 MB)\nmine',
    ],
    [
      'a voice note',
      {
        type: 'media',
        kind: 'voice',
        mediaType: 'audio/ogg',
        name: null,
        bytes: null,
        ref: 'x',
        durationSeconds: 12.4,
      },
      '🎤 voice (12 s)',
    ],
    [
      'a place',
      { type: 'location', latitude: 52.5, longitude: 13.4, name: 'Office' },
      '📍 Office, 52.5, 13.4 open the map',
    ],
    ['a card', { type: 'contact', name: 'Bob', phones: ['+49 30 1'] }, '👤 Bob · +49 30 1'],
    ['something else', { type: 'unsupported', what: 'a poll' }, 'sent a poll, which cannot be shown here'],
  ])('%s is named', (_name, part, expected) => {
    const post = renderPost(messages([entry([part])]), options);
    expect(shown(post)).toBe(expected);
    expect(breachesOf(post)).toEqual([]);
  });

  test('media can be opened where core has a place for them', () => {
    const part: MessagePart = { type: 'media', kind: 'image', mediaType: null, name: 'a.jpg', bytes: null, ref: 'x' };
    const post = renderPost(messages([entry([part])]), {
      ...options,
      mediaUrl: () => 'https://baton.example.com/media/1',
    });
    expect(leaves(post)).toContainEqual({ type: 'link', url: 'https://baton.example.com/media/1', text: 'a.jpg' });
  });
});

describe('several messages in one post', () => {
  const talk = [
    said('Hello'),
    said('Hi, how can I help?', { author: { role: 'bot' }, delivery: 'delivered' }),
    said('A colleague is coming.', { author: { role: 'system' }, delivery: 'failed' }),
    said('I am Ana', { author: { role: 'agent', agent: ANA }, delivery: 'unknown', mayBeRepeated: true }),
    said('he is angry', { author: { role: 'agent', agent: ANA }, visibility: 'internal' }),
    said('x', { edited: true }),
    said('secret', { deleted: true }),
  ];

  test('history says of each who and when, and how far it got', () => {
    const post = renderPost(messages(talk, true), options);
    expect(post.username).toBeUndefined();
    expect(shown(post).split('\n')).toEqual([
      '2026-11-22 12:20 UTC Maria G.  Hello',
      '2026-11-22 12:20 UTC AI 🤖  Hi, how can I help?',
      '2026-11-22 12:20 UTC Baton  A colleague is coming.  (not delivered)',
      '2026-11-22 12:20 UTC Ana  I am Ana  (may not have arrived) (may have arrived twice)',
      '2026-11-22 12:20 UTC Ana (internal note)  he is angry',
      '2026-11-22 12:20 UTC Maria G.  x  (edited)',
      '2026-11-22 12:20 UTC Maria G.  deleted this message',
    ]);
    expect(breachesOf(post)).toEqual([]);
  });

  test('an answer names the articles that it rests on, unless it does so itself', () => {
    const sources = [
      { title: 'Returns', url: 'https://shop.example/returns' },
      { title: 'Sizes', url: null },
    ];
    const answer = (text: string) => said(text, { author: { role: 'bot' }, answer: { kind: 'answer', sources } });
    const post = renderPost(messages([answer('Within 60 days.')]), options);
    expect(shown(post)).toBe('Within 60 days.\nfrom Returns, Sizes');
    expect(leaves(post)).toContainEqual({ type: 'link', url: 'https://shop.example/returns', text: 'Returns' });
    expect(shown(renderPost(messages([answer('From Returns and Sizes: 60 days.')]), options))).not.toContain('\nfrom');
    expect(breachesOf(post)).toEqual([]);
  });

  test('a burst of one customer is one post under their name', () => {
    const post = renderPost(messages([said('one'), said('two')]), options);
    expect(post.username).toBe('Maria G. · WhatsApp');
    expect(shown(post)).toBe('one\ntwo');
  });

  test('what two people said is never under one name', () => {
    const post = renderPost(messages([said('one'), said('two', { author: { role: 'bot' } })]), options);
    expect(post.username).toBeUndefined();
    expect(shown(post)).toBe('Maria G.  one\nAI 🤖  two');
  });

  test('more than a post holds is cut and says so', () => {
    const post = renderPost(
      messages(
        Array.from({ length: 120 }, (_, index) => said(`${index} `.repeat(100))),
        true,
      ),
      options,
    );
    expect(breachesOf(post)).toEqual([]);
    expect(shown(post)).toContain('[cut here: the post is full]');
  });

  test('a long message is whole: no leaf is too long, no emoji cut in two', () => {
    const text = '👨‍👩‍👧'.repeat(800);
    const post = renderPost(messages([said(text)]), options);
    expect(shown(post)).toBe(text);
    expect(breachesOf(post)).toEqual([]);
    expect(leaves(post).length).toBeGreaterThan(1);
    expect(leaves(post).every((leaf) => leaf.text?.startsWith('👨') && leaf.text.endsWith('👧'))).toBe(true);
  });
});

describe('a change', () => {
  const change = (kind: 'edited' | 'deleted', mayRename = true) =>
    renderPost(
      {
        type: 'change',
        change: kind,
        customerName: 'Maria G.',
        channelLabel: 'Telegram',
        entry: said('It is order 1044, not 1043'),
      },
      { ...options, key: 'effect-8', mayRename },
    );

  test('is a line of its own', () => {
    expect(change('edited').username).toBe('Maria G. · Telegram');
    expect(shown(change('edited'))).toBe('✏️ edited a message, it now says:\nIt is order 1044, not 1043');
    expect(shown(change('deleted', false))).toBe(
      '🗑️ Maria G. · Telegram deleted a message:\n“It is order 1044, not 1043”',
    );
  });

  test.each(['edited', 'deleted'] as const)('%s keeps within the limits', (kind) => {
    expect(breachesOf(change(kind))).toEqual([]);
  });
});

describe('a line of Baton', () => {
  const notice: Notice = {
    text: 'WhatsApp refused the reply: <!channel> & so on.',
    tone: 'failure',
    actions: [
      { label: 'Send again', action: { name: 'send_again', message: 'm9' } },
      { label: 'Send and take over', action: { name: 'send_message', message: 'm9', takeOver: true } },
      { label: 'Send', action: { name: 'send_message', message: 'm9', takeOver: false } },
    ],
    mention: 'U0AGENTANA1',
  };

  test('has a sign, mentions whom it is for, and offers what can be done', () => {
    const post = renderNotice(notice, 'o:effect-9');
    expect(breachesOf(post)).toEqual([]);
    expect(shown(post)).toBe(':red_circle: :user:: WhatsApp refused the reply: <!channel> & so on.');
    expect(leaves(post)).toContainEqual({ type: 'user', user_id: 'U0AGENTANA1' });
    expect(post.text).toBe('WhatsApp refused the reply: &lt;!channel&gt; &amp; so on.');
  });

  test('its buttons come back as the actions they stand for, with the thread where Slack may not say it', () => {
    const thread = 'C0SUPPORT01:1795350000.000100' as ThreadRef;
    const post = renderNotice(notice, undefined, thread);
    const elements = (post.blocks[1] as unknown as { elements: Record<string, unknown>[] }).elements;
    expect(elements.map(decodePressed)).toEqual(notice.actions.map(({ action }) => ({ action, thread })));
  });

  test('nobody is mentioned whose id is not one of Slack', () => {
    const post = renderNotice({ ...notice, mention: '<!channel>' });
    expect(leaves(post).some((leaf) => leaf.type === 'user')).toBe(false);
  });
});

describe('whatever a customer writes', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 500 }),
    fc.constantFrom(
      '<!channel>',
      '<!everyone|x>',
      '<@U0AGENTANA1>',
      '<#C0GENERAL>',
      '<https://evil.example|bank.com>',
      '@here',
      ':smile:',
      '*b*',
      'https://evil.example',
      '```',
      '&lt;!channel&gt;',
    ),
    fc.string({
      unit: fc.constantFrom('<!channel>', '\u202E', '\u0301', '👋🏽', '\n', '&', '\uD83D', '\uE0B0'),
      maxLength: 2_000,
    }),
  );
  const part: fc.Arbitrary<MessagePart> = fc.oneof(
    fc.record({
      type: fc.constant('text' as const),
      text: nasty,
      entities: fc.array(
        fc.record({ type: fc.constant('link' as const), url: nasty, offset: fc.nat(50), length: fc.nat(50) }),
        { maxLength: 2 },
      ),
    }),
    fc.record({
      type: fc.constant('media' as const),
      kind: fc.constant('file' as const),
      mediaType: fc.constant(null),
      name: nasty,
      bytes: fc.constant(1),
      ref: nasty,
    }),
    fc.record({ type: fc.constant('contact' as const), name: nasty, phones: fc.array(nasty, { maxLength: 3 }) }),
    fc.record({ type: fc.constant('unsupported' as const), what: nasty }),
  );

  test('no mention, no link, no broadcast comes of it, and the post is one that Slack takes', () => {
    fc.assert(
      fc.property(
        nasty,
        fc.array(fc.array(part, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        fc.boolean(),
        (customerName, all, history, mayRename) => {
          const post = renderPost(
            { type: 'messages', customerName, channelLabel: 'SMS', entries: all.map((parts) => entry(parts)), history },
            { ...options, key: 'k', mayRename },
          );
          expect(breachesOf(post)).toEqual([]);
          expect(post.blocks.every((block) => block.type === 'rich_text')).toBe(true);
          expect(leaves(post).every((leaf) => leaf.type === 'text' || leaf.type === 'date')).toBe(true);
          expect(post.text).not.toMatch(/[<>]/);
          expect(post.username ?? '').not.toMatch(/[<>&\n]/);
          for (const { text } of leavesOf(post)) expect(text).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
        },
      ),
      { numRuns: 300 },
    );
  });
});
