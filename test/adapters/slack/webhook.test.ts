import type { AgentInbox } from '../../../src/ports';
import {
  asForm,
  deliver,
  envelope,
  FORM,
  NOW,
  type RequestOptions,
  reply,
  SECRET,
  signatureOf,
  slackRequest,
  startInbox,
} from './support';

const BODY = JSON.stringify(envelope(reply('hello')));
const NOW_SECONDS = Math.floor(NOW / 1000);
const seconds = (offset: number): string => String(NOW_SECONDS + offset);

let inbox: AgentInbox;
let log: readonly { readonly message: string; readonly fields: object }[];
beforeEach(async () => {
  ({ inbox, log } = await startInbox({ SLACK_SIGNING_SECRET_PREVIOUS: 'previous-signing-secret' }));
});

describe('only what Slack signed gets in', () => {
  const signature = (value: string | undefined): RequestOptions => ({ headers: { 'x-slack-signature': value } });
  const good = signatureOf(BODY, seconds(0));
  const refused: readonly (readonly [name: string, request: ReturnType<typeof slackRequest>])[] = [
    ['no signature', slackRequest(BODY, signature(undefined))],
    ['an empty signature', slackRequest(BODY, signature(''))],
    ['a signature of the wrong length', slackRequest(BODY, signature(good.slice(0, -1)))],
    ['a signature in capitals', slackRequest(BODY, signature(good.toUpperCase()))],
    ['a signature of another version', slackRequest(BODY, signature(good.replace('v0=', 'v1=')))],
    ['two signatures joined', slackRequest(BODY, signature(`${good}, ${good}`))],
    ['a signature with another secret', slackRequest(BODY, { secret: 'someone-elses-secret' })],
    ['a signature with an empty secret', slackRequest(BODY, { secret: '' })],
    ['a changed body', { ...slackRequest(BODY), rawBody: Buffer.from(BODY.replace('hello', 'hullo')) }],
    ['a body with one more byte', { ...slackRequest(BODY), rawBody: Buffer.from(`${BODY} `) }],
    ['no timestamp', slackRequest(BODY, { headers: { 'x-slack-request-timestamp': undefined } })],
    ['a timestamp that is no number', slackRequest(BODY, { timestamp: `${seconds(0)}abc` })],
    ['a timestamp with a fraction', slackRequest(BODY, { timestamp: `${seconds(0)}.5` })],
    ['a negative timestamp', slackRequest(BODY, { timestamp: '-1' })],
    ['two timestamps joined', slackRequest(BODY, { timestamp: `${seconds(0)}, ${seconds(0)}` })],
    ['a timestamp older than five minutes', slackRequest(BODY, { timestamp: seconds(-301) })],
    ['a timestamp from the future', slackRequest(BODY, { timestamp: seconds(61) })],
    [
      'a timestamp other than the signed one',
      slackRequest(BODY, { headers: { 'x-slack-request-timestamp': seconds(-1) } }),
    ],
    [
      'an unsigned url_verification',
      slackRequest('{"type":"url_verification","challenge":"abc"}', signature(undefined)),
    ],
    ['an unsigned ssl_check in JSON', slackRequest('{"ssl_check":"1"}', signature(undefined))],
    ['an unsigned ssl_check=true', slackRequest('ssl_check=true', { ...signature(undefined), contentType: FORM })],
  ];

  test.each(refused)('%s: 401, nothing happens', async (_name, request) => {
    expect(await deliver(inbox, request)).toEqual({ reply: { status: 401 }, events: [] });
  });

  const accepted: readonly (readonly [name: string, options: RequestOptions])[] = [
    ['the current secret', {}],
    ['the previous secret, while it is rotated', { secret: 'previous-signing-secret' }],
    ['a timestamp five minutes old', { timestamp: seconds(-300) }],
    ['a clock that is a minute ahead', { timestamp: seconds(60) }],
  ];

  test.each(accepted)('%s is accepted', async (_name, options) => {
    const { events } = await deliver(inbox, slackRequest(BODY, options));
    expect(events).toHaveLength(1);
  });

  test('without any secret (Socket Mode) nothing is accepted', async () => {
    const socket = await startInbox({ SLACK_SIGNING_SECRET: '', SLACK_APP_TOKEN: 'xapp-1-test' });
    expect((await deliver(socket.inbox, slackRequest(BODY, { secret: '' }))).reply.status).toBe(401);
  });
});

describe('what is signed and still not an event', () => {
  test.each([
    ['JSON that ends early', '{"type":"event_callback"', 'application/json'],
    ['JSON that is no object', '["event_callback"]', 'application/json'],
    ['an empty body', '', 'application/json'],
    ['a form whose payload is no JSON', 'payload=%7Bbroken', FORM],
    ['a url_verification without a challenge', '{"type":"url_verification"}', 'application/json'],
  ])('%s: 400', async (_name, body, contentType) => {
    expect(await deliver(inbox, slackRequest(body, { contentType }))).toEqual({ reply: { status: 400 }, events: [] });
  });

  test('the certificate check needs no signature and has no effect', async () => {
    const request = slackRequest('ssl_check=1&token=legacy', {
      contentType: FORM,
      headers: { 'x-slack-signature': undefined },
    });
    expect(await deliver(inbox, request)).toEqual({ reply: { status: 200 }, events: [] });
  });

  test.each([
    ['GET', { method: 'GET' }, 405],
    ['an account that is not configured', { path: ['T0OTHER0001'] }, 404],
    ['a compressed body', { headers: { 'content-encoding': 'gzip' } }, 415],
  ] satisfies [string, RequestOptions, number][])('%s is refused', async (_name, options, status) => {
    expect((await deliver(inbox, slackRequest(BODY, options))).reply.status).toBe(status);
  });
});

describe('what proxies and Slack do to requests', () => {
  const press = asForm({
    type: 'block_actions',
    api_app_id: 'A0BATON0001',
    team: { id: 'T0BATON0001' },
    user: { id: 'U0AGENTANA1', name: 'ana', team_id: 'T0BATON0001' },
    container: { type: 'message', message_ts: '1795350000.000100', channel_id: 'C0SUPPORT01' },
    channel: { id: 'C0SUPPORT01' },
    actions: [
      { type: 'button', action_id: 'baton:claim:0', value: '{"v":1,"a":{"name":"claim"}}', action_ts: '1795350030.1' },
    ],
  });

  test.each([FORM, `${FORM}; charset=utf-8`, `${FORM.toUpperCase()};charset=UTF-8`])(
    'a form that came as %s is read',
    async (contentType) => {
      const { events } = await deliver(inbox, slackRequest(press, { contentType }));
      expect(events).toMatchObject([{ type: 'agent_action', action: { name: 'claim' } }]);
    },
  );

  test('a retry is no different from the first delivery: the keys tell', async () => {
    const first = await deliver(inbox, slackRequest(BODY));
    const again = await deliver(
      inbox,
      slackRequest(BODY, { headers: { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' } }),
    );
    expect(again).toEqual(first);
  });

  test('a body of an encoding that is not UTF-8 clean keeps its signature', async () => {
    const body = JSON.stringify(envelope(reply('Grüße 👋🏽 \u2028 您好')));
    const { events } = await deliver(inbox, slackRequest(body));
    expect(events).toMatchObject([{ parts: [{ text: 'Grüße 👋🏽 \u2028 您好' }] }]);
  });
});

describe('what is authentic is never lost and never refused', () => {
  test.each([
    [
      'a type that is new',
      envelope({ type: 'telepathy_received' }),
      'telepathy_received is not known to this release.',
    ],
    ['a subtype that is new', envelope(reply('x', { subtype: 'hologram' })), 'message.hologram is not known'],
    ['a body of no type at all', { hello: 'world' }, 'request is not known'],
    ['an event that is null', envelope(null as unknown as object), 'could not be read'],
    ['a deletion of we know not what', envelope(reply('x', { subtype: 'message_deleted' })), 'without deleted_ts'],
  ])('%s is kept and answered 200', async (_name, body, reason) => {
    const result = await deliver(inbox, slackRequest(JSON.stringify(body)));
    expect(result).toMatchObject({ reply: { status: 200 }, events: [] });
    expect(result.quarantined?.reason).toContain(reason);
    expect(result.quarantined?.key).toMatch(/^(ev|i):/);
  });

  test.each([
    { subtype: 'message_replied' },
    { subtype: 'reply_broadcast' },
    { subtype: 'channel_topic' },
    { subtype: 'huddle_thread' },
    { subtype: 'tombstone' },
    { subtype: 'reminder_add' },
    { subtype: 'slackbot_response', user: 'USLACKBOT' },
    { user: 'USLACKBOT' },
    { subtype: 'bot_message', bot_id: 'B0WORKFLOW1', user: undefined },
    { subtype: 'file_share', bot_id: 'B0EMAIL0001' },
  ])(
    'what Slack and its apps tell besides (%j) is known, and nothing: also reminders, workflows, e-mail',
    async (rest) => {
      const result = await deliver(inbox, slackRequest(JSON.stringify(envelope(reply('x', rest)))));
      expect(result).toEqual({ reply: { status: 200 }, events: [] });
    },
  );

  test('what is kept names no words of the message, neither in its reason nor in the log', async () => {
    const body = envelope(reply('SECRET-WORDS', { subtype: 'hologram' }));
    const result = await deliver(inbox, slackRequest(JSON.stringify(body)));
    expect(result.quarantined).toBeDefined();
    expect(JSON.stringify([result, log])).not.toContain('SECRET-WORDS');
  });

  test('dropped events are reported, so that threads are read back', async () => {
    const body = { type: 'app_rate_limited', team_id: 'T0BATON0001', minute_rate_limited: 1_795_350_000 };
    expect(await deliver(inbox, slackRequest(JSON.stringify(body)))).toEqual({
      reply: { status: 200 },
      events: [],
      missedEvents: true,
    });
  });

  test.each([
    ['missing blocks and text', { text: undefined }],
    ['a text that is null', { text: null }],
    ['files that are null', { files: null }],
    ['no files', { files: [] }],
    ['blocks that are no list', { blocks: 'x' }],
    ['blocks of null', { blocks: [null, 7, { type: 'rich_text' }, { type: 'rich_text', elements: [null] }] }],
  ])('%s is nothing worse than an empty message', async (_name, rest) => {
    const result = await deliver(inbox, slackRequest(JSON.stringify(envelope(reply('', rest)))));
    expect(result.quarantined).toBeUndefined();
    expect(result.events).toMatchObject([{ type: 'agent_message', addressing: 'note' }]);
  });
});

test('the secret and the token are in no log line, whatever comes in', async () => {
  await deliver(inbox, slackRequest(BODY, { secret: 'wrong' }));
  await deliver(inbox, slackRequest(JSON.stringify({ hello: 'world' })));
  expect(JSON.stringify(log)).not.toMatch(new RegExp(`${SECRET}|xoxb-`));
});

test('no more than a megabyte is read', () => {
  expect(inbox.webhook?.maxBodyBytes).toBe(1024 * 1024);
});
