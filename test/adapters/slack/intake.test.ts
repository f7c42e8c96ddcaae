import fc from 'fast-check';
import type { AgentInbox } from '../../../src/ports';
import { asForm, deliver, envelope, FORM, memoryStorage, reply, slackRequest, startInbox } from './support';

let inbox: AgentInbox;
beforeAll(async () => {
  ({ inbox } = await startInbox());
});

const FIELDS = [
  'subtype',
  'ts',
  'thread_ts',
  'user',
  'channel',
  'text',
  'blocks',
  'files',
  'message',
  'previous_message',
  'edited',
  'deleted_ts',
  'bot_id',
  'type',
];

test('whatever an event holds, it is answered 200 and either understood, ignored or kept', async () => {
  const overlay = fc.dictionary(
    fc.constantFrom(...FIELDS),
    fc.oneof(fc.jsonValue(), fc.constantFrom('message_changed', 'message_deleted', '1795350010.123409')),
    { maxKeys: 6 },
  );
  await fc.assert(
    fc.asyncProperty(overlay, async (fields) => {
      const result = await deliver(inbox, slackRequest(JSON.stringify(envelope({ ...reply('hello'), ...fields }))));
      expect(result.reply.status).toBe(200);
      for (const event of result.events) expect(event.keys.every((key) => key.length > 3)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('whatever a pressed button holds, it is answered 200', async () => {
  const overlay = fc.dictionary(
    fc.constantFrom('user', 'container', 'channel', 'message', 'actions', 'team', 'enterprise', 'response_url'),
    fc.jsonValue(),
    { maxKeys: 5 },
  );
  const press = {
    type: 'block_actions',
    api_app_id: 'A0BATON0001',
    team: { id: 'T0BATON0001' },
    user: { id: 'U0AGENTANA1' },
    actions: [
      { type: 'button', action_id: 'baton:claim:0', value: '{"v":1,"a":{"name":"claim"}}', action_ts: '1795350030.1' },
    ],
  };
  await fc.assert(
    fc.asyncProperty(overlay, async (fields) => {
      const result = await deliver(inbox, slackRequest(asForm({ ...press, ...fields }), { contentType: FORM }));
      expect(result.reply.status).toBe(200);
    }),
    { numRuns: 200 },
  );
});

test('requests at the same time do not get each other’s facts', async () => {
  const texts = Array.from({ length: 30 }, (_, index) => `message ${index}`);
  const results = await Promise.all(
    texts.map((text, index) =>
      deliver(
        inbox,
        slackRequest(
          JSON.stringify(envelope(reply(text, { ts: `17953500${10 + index}.000100`, client_msg_id: text }))),
        ),
      ),
    ),
  );
  expect(
    results.map(({ events }) => events.map((event) => (event.type === 'agent_message' ? event.parts : null))),
  ).toEqual(texts.map((text) => [[{ type: 'text', text }]]));
});

test('a store that is away is not taken for a bad request: Slack is to send it again', async () => {
  const storage = memoryStorage();
  const { inbox: without } = await startInbox({}, { storage });
  storage.get = () => Promise.reject(new Error('connection refused'));
  await expect(deliver(without, slackRequest(JSON.stringify(envelope(reply('hello')))))).rejects.toThrow(
    'connection refused',
  );
});

test('a listener that fails loses nothing: the request is kept', async () => {
  let reads = 0;
  const storage = memoryStorage();
  // The first read is made at start, the second is the intake's, the third is made while Bolt authorizes.
  const failing = {
    ...storage,
    get: async <T>(key: string) => {
      reads += 1;
      if (reads === 3) throw new Error('gone');
      return storage.get<T>(key);
    },
  };
  const { inbox: flaky } = await startInbox({}, { storage: failing });
  const result = await deliver(flaky, slackRequest(JSON.stringify(envelope(reply('hello')))));
  expect(result).toMatchObject({
    reply: { status: 200 },
    events: [],
    quarantined: { key: 'ev:Ev0TEST00001', reason: expect.stringContaining('could not be read') },
  });
});
