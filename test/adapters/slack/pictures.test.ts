import { customerPicture } from '../../../adapters/agent-inboxes/slack/pictures';
import { contentOf } from '../../../src/ports';
import { context, customerSays, type Live, startLive } from './live';

const SLACK = 'https://slack.com/api/';

test.each([
  ['a public address is shown', 'https://baton.example.com/avatars/3/M.png', SLACK, null],
  [
    'an address of this machine is not, to Slack',
    'http://127.0.0.1:3000/avatars/3/M.png',
    SLACK,
    ':bust_in_silhouette:',
  ],
  ['nor one without encryption', 'http://baton.example.com/avatars/3/M.png', SLACK, ':bust_in_silhouette:'],
  ['a Slack of this machine reaches it', 'http://127.0.0.1:3000/avatars/3/M.png', 'http://127.0.0.1:9/api/', null],
  ['there may be none', undefined, SLACK, ':bust_in_silhouette:'],
])('%s', (_name, avatarUrl, apiUrl, expected) => {
  expect(customerPicture(avatarUrl === undefined ? {} : { avatarUrl }, apiUrl)).toBe(expected ?? avatarUrl);
});

describe('in the thread', () => {
  let live: Live;
  afterEach(() => live.stop());
  const avatarUrl = 'https://baton.example.com/avatars/3/M.png';

  test('customers, their files and the AI are each to be told apart at a glance', async () => {
    live = await startLive();
    const { thread } = await live.open();
    const said = customerSays('Where is my order?');
    if (said.type !== 'messages') throw new Error('Not a message.');
    const byAi = { ...said, entries: said.entries.map((entry) => ({ ...entry, author: { role: 'bot' } as const })) };
    await live.inbox.post(thread, said, { ...context('m1'), avatarUrl });
    await live.inbox.post(thread, byAi, { ...context('m2'), avatarUrl });
    const file = { name: 'tent.txt', ...contentOf(Buffer.from('x'), 'text/plain') };
    const from = { customerName: 'Maria Lopes', channelLabel: 'WhatsApp' };
    await live.inbox.files?.upload(thread, { ...file, from }, { ...context('f1'), avatarUrl });
    await live.inbox.files?.upload(thread, file, context('f2'));
    expect(live.posts(thread).map(({ authorName, authorIcon }) => [authorName, authorIcon])).toEqual([
      ['Maria Lopes · WhatsApp', avatarUrl],
      ['AI 🤖', ':robot_face:'],
      ['Maria Lopes · WhatsApp', avatarUrl],
      ['Baton', undefined],
    ]);
  });
});
