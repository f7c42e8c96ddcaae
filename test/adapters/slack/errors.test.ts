import { WebAPIPlatformError, WebAPIRequestError } from '@slack/web-api';
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

const platform = (error: string) =>
  Object.assign(Object.create(WebAPIPlatformError.prototype) as WebAPIPlatformError, { data: { ok: false, error } });

const json =
  (body: object, status = 200, headers = {}): Respond =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const refusal = (error: string, more: object = {}) => json({ ok: false, error, ...more });

/** Every error name that Slack documents for the methods Baton calls, by who can do something about it. */
const NAMES: Readonly<Record<string, readonly [kind: string, reason: string | undefined, names: string]>> = {
  'waits as told': ['rate_limited', undefined, 'ratelimited rate_limited'],
  'may have been done: evidence is looked for': [
    'unsure',
    undefined,
    'internal_error fatal_error service_unavailable request_timeout messaging_processing_failed file_update_failed',
  ],
  'is tried again': ['unavailable', undefined, 'external_channel_migrating fetch_members_failed team_added_to_org'],
  'is for the admin: token, scope, channel, policy': [
    'misconfigured',
    undefined,
    `not_authed invalid_auth account_inactive token_revoked token_expired not_allowed_token_type missing_scope
     no_permission org_login_required team_access_not_granted two_factor_setup_required ekm_access_denied
     enterprise_is_restricted accesslimited access_denied app_access_restricted message_limit_exceeded
     channel_not_found duplicate_channel_not_found channel_is_limited_access not_in_channel is_archived invalid_channel
     restricted_action restricted_action_read_only_channel restricted_action_thread_only_channel
     restricted_action_non_threadable_channel posting_to_channel_denied method_not_supported_for_channel_type
     too_many_members method_deprecated deprecated_endpoint as_user_not_supported unknown_method team_not_found
     enterprise_not_found`,
  ],
  'is gone: a new one is made': [
    'rejected',
    'target_gone',
    `message_not_found duplicate_message_not_found thread_not_found invalid_thread_ts cannot_reply_to_message
     restricted_action_thread_locked cant_update_message file_not_found file_deleted not_found`,
  ],
  'is ours to mend: never sent again unchanged': [
    'rejected',
    'content',
    `msg_too_long msg_blocks_too_long invalid_blocks invalid_blocks_format too_many_attachments no_text
     markdown_text_conflict invalid_arguments invalid_arg_name invalid_array_arg invalid_charset invalid_form_data
     invalid_post_type invalid_metadata_format invalid_attachments invalid_cursor invalid_limit block_mismatch bad_timestamp
     missing_argument view_too_large duplicate_external_id push_limit_reached alt_txt_too_large metadata_too_large
     attachment_payload_limit_exceeded`,
  ],
  'is told to the agent, and the rest goes on': [
    'rejected',
    'other',
    `edit_window_closed expired_trigger_id exchanged_trigger_id invalid_trigger_id hash_conflict cant_delete_message
     cant_broadcast_message streaming_state_conflict user_not_in_channel user_not_found users_not_found user_not_visible
     user_disabled messages_tab_disabled already_reacted no_reaction invalid_name too_many_emoji too_many_reactions
     file_type_not_allowed blocked_file_type file_uploads_disabled file_uploads_except_images_disabled
     storage_limit_reached file_upload_size_restricted not_visible cant_delete_file delete_not_allowed
     file_deleting_disabled slack_connect_file_upload_sharing_blocked slack_connect_blocked_file_type
     something_nobody_knows`,
  ],
};

describe('what Slack refuses, and what follows', () => {
  const rows = Object.entries(NAMES).flatMap(([what, [kind, reason, names]]) =>
    names.split(/\s+/).map((name) => [name, what, kind, reason] as const),
  );

  test.each(rows)('%s %s', (name, _what, kind, reason) => {
    const error = toPortError(platform(name), { method: 'chat.postMessage', harmless: false, channel: 'C1' });
    expect({ kind: error.kind, reason: error.details.reason }).toEqual({ kind, reason });
    expect(error.details.adapter).toBe('slack');
    expect(error.message).toMatch(/^[A-Z].*\.$/s);
    // Whoever can mend it is told where.
    if (kind === 'misconfigured')
      expect(error.message).toMatch(
        / (?:[Aa]sk|[Aa]dd|[Ww]rite|[Ss]et|[Ii]nstall|[Aa]llow|[Uu]narchive|[Cc]opy|[Uu]pdate|[Rr]emove) /,
      );
  });

  test('over the wire it is the same', async () => {
    const error = await attempt(refusal('is_archived'));
    expect(error).toMatchObject({ kind: 'misconfigured', details: { code: 'is_archived' } });
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
