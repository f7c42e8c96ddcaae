import { WebAPIRequestError } from '@slack/web-api';
import { createSlackClient } from '../../../adapters/agent-inboxes/slack/client';
import { toPortError } from '../../../adapters/agent-inboxes/slack/errors';
import { rejection } from './live';
import { type LogLine, recordingLog } from './support';
import { startTinySlack, type TinySlack } from './tiny-slack';

type Respond = Parameters<typeof startTinySlack>[0];
let slack: TinySlack | null = null;
afterEach(async () => {
  await slack?.stop();
  slack = null;
});

const POST = { text: 'the customer’s words', blocks: [] };
const lines: LogLine[] = [];

async function attempt(respond: Respond, call: 'post' | 'update' = 'post') {
  slack = await startTinySlack(respond);
  const client = createSlackClient('xoxb-secret-token', slack.apiUrl, recordingLog(lines));
  return rejection(
    call === 'post' ? client.postMessage('C1', null, POST) : client.updateMessage('C1', '1795350000.000100', POST),
  );
}

const json =
  (body: object, status = 200, headers = {}): Respond =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const refusal = (error: string, more: object = {}) => json({ ok: false, error, ...more });

describe('what Slack refuses, and what follows', () => {
  test.each([
    ['ratelimited', 'rate_limited', undefined],
    ['rate_limited', 'rate_limited', undefined],
    ['internal_error', 'unsure', undefined],
    ['fatal_error', 'unsure', undefined],
    ['service_unavailable', 'unsure', undefined],
    ['request_timeout', 'unsure', undefined],
    ['invalid_auth', 'misconfigured', undefined],
    ['not_authed', 'misconfigured', undefined],
    ['account_inactive', 'misconfigured', undefined],
    ['token_revoked', 'misconfigured', undefined],
    ['token_expired', 'misconfigured', undefined],
    ['missing_scope', 'misconfigured', undefined],
    ['channel_not_found', 'misconfigured', undefined],
    ['not_in_channel', 'misconfigured', undefined],
    ['is_archived', 'misconfigured', undefined],
    ['restricted_action', 'misconfigured', undefined],
    ['restricted_action_read_only_channel', 'misconfigured', undefined],
    ['restricted_action_thread_only_channel', 'misconfigured', undefined],
    ['ekm_access_denied', 'misconfigured', undefined],
    ['team_access_not_granted', 'misconfigured', undefined],
    ['message_limit_exceeded', 'misconfigured', undefined],
    ['unknown_method', 'misconfigured', undefined],
    ['message_not_found', 'rejected', 'target_gone'],
    ['thread_not_found', 'rejected', 'target_gone'],
    ['invalid_thread_ts', 'rejected', 'target_gone'],
    ['cannot_reply_to_message', 'rejected', 'target_gone'],
    ['restricted_action_thread_locked', 'rejected', 'target_gone'],
    ['cant_update_message', 'rejected', 'target_gone'],
    ['edit_window_closed', 'rejected', 'other'],
    ['msg_too_long', 'rejected', 'content'],
    ['msg_blocks_too_long', 'rejected', 'content'],
    ['invalid_blocks', 'rejected', 'content'],
    ['invalid_blocks_format', 'rejected', 'content'],
    ['no_text', 'rejected', 'content'],
    ['invalid_arguments', 'rejected', 'content'],
    ['something_new', 'rejected', 'other'],
  ])('%s: %s', async (code, kind, reason) => {
    const error = await attempt(refusal(code));
    expect({ kind: error.kind, reason: error.details.reason }).toEqual({ kind, reason });
    expect(error.details.adapter).toBe('slack');
    expect(error.message).toMatch(/\.$/);
  });

  test('a missing scope is named, with where to add it', async () => {
    const error = await attempt(refusal('missing_scope', { needed: 'chat:write', provided: 'users:read' }));
    expect(error.message).toBe(
      'The Slack app lacks chat:write, which chat.postMessage needs. Add it under "OAuth & Permissions" → "Bot Token Scopes" and reinstall the app to the workspace.',
    );
  });

  test('a call that is harmless to repeat is never unsure', async () => {
    expect((await attempt(refusal('internal_error'), 'update')).kind).toBe('unavailable');
  });
});

describe('what goes wrong on the way', () => {
  const html: Respond = (_request, response) =>
    void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>secret page</html>');
  test.each<readonly [string, Respond, string, number | undefined]>([
    [
      '429 with Retry-After',
      json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': '17' }),
      'rate_limited',
      17_000,
    ],
    ['429 without', json({ ok: false, error: 'ratelimited' }, 429), 'rate_limited', 30_000],
    ['429 with a date', json({}, 429, { 'retry-after': 'Sun, 22 Nov 2026 12:00:00 GMT' }), 'rate_limited', 30_000],
    ['500', json({}, 500), 'unsure', undefined],
    ['503', json({}, 503), 'unsure', undefined],
    ['404', json({}, 404), 'misconfigured', undefined],
    ['a page with status 200', html, 'unsure', undefined],
    ['a cut connection', (_request, response) => void response.destroy(), 'unsure', undefined],
    [
      'a redirect',
      (_request, response) => void response.writeHead(302, { location: '/elsewhere' }).end(),
      'unsure',
      undefined,
    ],
  ])('%s', async (_name, respond, kind, retryAfterMs) => {
    const error = await attempt(respond);
    expect({ kind: error.kind, retryAfterMs: error.details.retryAfterMs }).toEqual({ kind, retryAfterMs });
  });

  test('one attempt is one request', async () => {
    await attempt(json({}, 500));
    expect(slack?.requests).toHaveLength(1);
  });

  // As Node's fetch throws them; under jest the SDK takes them for something else and hides the cause.
  const fetchFailed = (code: string) =>
    new WebAPIRequestError(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }));
  const bothFamilies = (code: string) =>
    new WebAPIRequestError(
      new TypeError('fetch failed', { cause: new AggregateError([Object.assign(new Error(code), { code })]) }),
    );
  test.each([
    ['ECONNREFUSED', fetchFailed('ECONNREFUSED'), 'unavailable'],
    ['ECONNREFUSED on IPv4 and IPv6', bothFamilies('ECONNREFUSED'), 'unavailable'],
    ['ENOTFOUND', fetchFailed('ENOTFOUND'), 'unavailable'],
    ['EAI_AGAIN', fetchFailed('EAI_AGAIN'), 'unavailable'],
    ['a connection that was never made', fetchFailed('UND_ERR_CONNECT_TIMEOUT'), 'unavailable'],
    ['a bad certificate', fetchFailed('CERT_HAS_EXPIRED'), 'unavailable'],
    ['ECONNRESET', fetchFailed('ECONNRESET'), 'unsure'],
    ['EPIPE', fetchFailed('EPIPE'), 'unsure'],
    ['no headers in time', fetchFailed('UND_ERR_HEADERS_TIMEOUT'), 'unsure'],
    ['no answer in time', new WebAPIRequestError(new DOMException('timed out', 'TimeoutError')), 'unsure'],
    ['a bug of ours', new TypeError('x is not a function'), 'unsure'],
  ])('%s', (_name, thrown, kind) => {
    expect(toPortError(thrown, { method: 'chat.postMessage', harmless: false, channel: null }).kind).toBe(kind);
    expect(toPortError(thrown, { method: 'users.info', harmless: true, channel: null }).kind).toBe('unavailable');
  });

  test('no error and no log line holds a token, a body or a page', async () => {
    const messages = [];
    for (const respond of [html, json({}, 500), refusal('invalid_blocks', { errors: ['the customer’s words'] })]) {
      messages.push((await attempt(respond)).message);
      await slack?.stop();
    }
    expect(JSON.stringify([messages, lines])).not.toMatch(/xoxb|words|secret page/);
  });
});
