import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { type PlaceId, PortError, type PortErrorKind, type RejectionReason } from '../../../src/ports';

const ADAPTER = 'slack';
/** Where Slack names no time of its own. */
const DEFAULT_RETRY_AFTER_MS = 30_000;

interface CallNature {
  readonly method: string;
  /** A read, or a write that leaves the same when repeated: an unknown outcome is then simply tried again. */
  readonly harmless: boolean;
  /** The Slack channel that it is about; null: none. */
  readonly channel: string | null;
}

interface Verdict {
  readonly kind: PortErrorKind;
  readonly reason?: RejectionReason;
  readonly sentence: string;
  readonly place?: PlaceId;
}

/** Turns whatever the SDK threw into what follows from it. Names the method and Slack's code, never a body or a token. */
export function toPortError(error: unknown, nature: CallNature): PortError {
  if (error instanceof PortError) return error;
  if (error instanceof WebAPIRateLimitedError) return rateLimited(error.retryAfter * 1_000);
  if (error instanceof WebAPIPlatformError) return platformError(error, nature);
  if (error instanceof WebAPIHTTPError) return httpError(error, nature);
  if (error instanceof WebAPIRequestError) return requestError(error.original, nature);
  if (isRetryHeaderComplaint(error)) return rateLimited(DEFAULT_RETRY_AFTER_MS);
  return unknownOutcome(nature, 'unexpected_error');
}

const rateLimited = (retryAfterMs: number): PortError =>
  new PortError('rate_limited', `Slack asks to wait ${Math.ceil(retryAfterMs / 1_000)} s before the next call.`, {
    adapter: ADAPTER,
    retryAfterMs,
    code: 'ratelimited',
  });

/** For a 429 whose Retry-After is missing or a date the SDK throws a bare Error. */
const isRetryHeaderComplaint = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('Retry header did not contain');

function unknownOutcome(nature: CallNature, code: string): PortError {
  return nature.harmless
    ? new PortError('unavailable', `Slack did not answer ${nature.method} properly; it is tried again.`, {
        adapter: ADAPTER,
        code,
      })
    : new PortError('unsure', `Slack did not answer ${nature.method} properly; it may have been done.`, {
        adapter: ADAPTER,
        code,
      });
}

function httpError(error: WebAPIHTTPError, nature: CallNature): PortError {
  if (error.statusCode === 429) return rateLimited(DEFAULT_RETRY_AFTER_MS);
  const code = `http_${error.statusCode}`;
  if (error.statusCode >= 500 || error.statusCode === 408) return unknownOutcome(nature, code);
  return new PortError(
    'misconfigured',
    `${nature.method} was answered with HTTP ${error.statusCode}, which Slack itself does not do. Check SLACK_API_URL and any proxy in between.`,
    { adapter: ADAPTER, code },
  );
}

/** The request was never written: certainly not done. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

function requestError(original: unknown, nature: CallNature): PortError {
  const code = systemCode(original) ?? 'request_failed';
  if (!NOT_SENT.has(code)) return unknownOutcome(nature, code);
  return new PortError('unavailable', `Slack cannot be reached (${code}); the call is tried again.`, {
    adapter: ADAPTER,
    code,
  });
}

interface Chained {
  readonly code?: unknown;
  readonly name?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

/** The system's code hides some causes deep: fetch failed → connect ECONNREFUSED. */
function systemCode(error: unknown): string | null {
  let current = error;
  for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth += 1) {
    const { code, name, cause, errors } = current as Chained;
    if (typeof code === 'string') return code;
    if (name === 'TimeoutError' || name === 'AbortError') return 'timeout';
    current = Array.isArray(errors) ? errors[0] : cause;
  }
  return null;
}

function platformError(error: WebAPIPlatformError, nature: CallNature): PortError {
  const code = error.data.error;
  // A proxy's page that came with status 200 ends up here as the "error".
  if (!/^[a-z][a-z0-9_]{1,79}$/.test(code)) return unknownOutcome(nature, 'not_json');
  if (code === 'ratelimited' || code === 'rate_limited') return rateLimited(DEFAULT_RETRY_AFTER_MS);
  if (UNKNOWN_OUTCOME.has(code)) return unknownOutcome(nature, code);
  if (code === 'missing_scope') return missingScope(error, nature);
  if (TRY_AGAIN.has(code)) {
    const sentence = `Slack cannot do ${nature.method} just now (${code}); it is tried again.`;
    return new PortError('unavailable', sentence, { adapter: ADAPTER, code });
  }
  const verdict = channelTrouble(code, nature) ?? verdictOf(code, nature.method);
  return new PortError(verdict.kind, verdict.sentence, {
    adapter: ADAPTER,
    code,
    ...(verdict.reason ? { reason: verdict.reason } : {}),
    ...(verdict.place ? { place: verdict.place } : {}),
  });
}

const UNKNOWN_OUTCOME = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'messaging_processing_failed',
  'file_update_failed',
]);

/** Slack's own work in progress: certainly not done, and worth another try. */
const TRY_AGAIN = new Set(['external_channel_migrating', 'fetch_members_failed', 'team_added_to_org']);

function missingScope(error: WebAPIPlatformError, nature: CallNature): PortError {
  const needed: unknown = (error.data as { needed?: unknown }).needed;
  const scope = typeof needed === 'string' && /^[a-z:._,-]{1,200}$/.test(needed) ? needed : 'a further scope';
  return new PortError(
    'misconfigured',
    `The Slack app lacks ${scope}, which ${nature.method} needs. Add it under "OAuth & Permissions" → "Bot Token Scopes" and reinstall the app to the workspace.`,
    { adapter: ADAPTER, code: 'missing_scope' },
  );
}

/** Trouble with one Slack channel: the others go on. */
function channelTrouble(code: string, { channel }: CallNature): Verdict | null {
  const sentence = channelSentence(code, channel ?? 'in SLACK_CHANNEL');
  if (sentence === null || VERDICTS[code] !== undefined) return null;
  return { kind: 'misconfigured', sentence, ...(channel === null ? {} : { place: channel as PlaceId }) };
}

/** For the admin, also at start. Null: the code says nothing about a channel. */
export function channelSentence(code: string, channel: string): string | null {
  switch (code) {
    case 'channel_not_found':
    case 'duplicate_channel_not_found':
    case 'invalid_channel':
      return `Slack does not show Baton the channel ${channel}. If it is private, write /invite @Baton there; otherwise check the id in SLACK_CHANNEL, SLACK_CHANNELS and SLACK_ROUTES.`;
    case 'channel_is_limited_access':
      return `The Slack channel ${channel} has limited access. Write /invite @Baton there, or set another channel.`;
    case 'method_not_supported_for_channel_type':
    case 'too_many_members':
      return `Baton cannot join the Slack channel ${channel} by itself. Write /invite @Baton there.`;
    case 'not_in_channel':
      return `Baton is not in the Slack channel ${channel}. Write /invite @Baton there.`;
    case 'is_archived':
      return `The Slack channel ${channel} is archived. Unarchive it, or set another one in SLACK_CHANNEL, SLACK_CHANNELS and SLACK_ROUTES and restart Baton.`;
    default:
      return code.startsWith('restricted_action') || code === 'posting_to_channel_denied'
        ? `Slack does not let Baton post in the channel ${channel} (${code}). Allow apps to post and reply in the channel's settings.`
        : null;
  }
}

function verdictOf(code: string, method: string): Verdict {
  const known = VERDICTS[code];
  if (known) return known;
  if (code.startsWith('invalid_blocks') || code.startsWith('invalid_')) return content(code, method);
  return { kind: 'rejected', reason: 'other', sentence: `Slack refused ${method} (${code}).` };
}

const misconfigured = (sentence: string): Verdict => ({ kind: 'misconfigured', sentence });
const gone = (sentence: string): Verdict => ({ kind: 'rejected', reason: 'target_gone', sentence });
const content = (code: string, method: string): Verdict => ({
  kind: 'rejected',
  reason: 'content',
  sentence: `Slack refused the content of ${method} (${code}). Please report this: Baton should not have sent it.`,
});

const TOKEN = (what: string): Verdict =>
  misconfigured(
    `${what} Install the app again under "OAuth & Permissions", copy the Bot User OAuth Token into SLACK_BOT_TOKEN and restart Baton.`,
  );
const WORKSPACE = (code: string): Verdict =>
  misconfigured(
    `The policy of the Slack workspace forbids it (${code}). Ask an admin of the workspace to allow the app.`,
  );

const refused = (sentence: string): Verdict => ({ kind: 'rejected', reason: 'other', sentence });
const upload = refused;
const FORM_LATE = refused('The form took too long to open. Press the button again.');
const OUTDATED = (code: string): Verdict =>
  misconfigured(`Slack does not offer this to apps any more (${code}). Update Baton.`);

const VERDICTS: Readonly<Record<string, Verdict>> = {
  not_authed: TOKEN('Slack received no token.'),
  invalid_auth: TOKEN('Slack does not know the token in SLACK_BOT_TOKEN.'),
  account_inactive: TOKEN('The Slack app was uninstalled or its bot deactivated.'),
  token_revoked: TOKEN('The token in SLACK_BOT_TOKEN was revoked.'),
  token_expired: TOKEN('The token in SLACK_BOT_TOKEN has expired: switch token rotation off for this app.'),
  not_allowed_token_type: TOKEN('The token in SLACK_BOT_TOKEN is of the wrong type.'),
  org_login_required: WORKSPACE('org_login_required'),
  team_access_not_granted: WORKSPACE('team_access_not_granted'),
  two_factor_setup_required: WORKSPACE('two_factor_setup_required'),
  ekm_access_denied: WORKSPACE('ekm_access_denied'),
  enterprise_is_restricted: WORKSPACE('enterprise_is_restricted'),
  accesslimited: WORKSPACE('accesslimited'),
  access_denied: WORKSPACE('access_denied'),
  app_access_restricted: WORKSPACE('app_access_restricted'),
  no_permission: WORKSPACE('no_permission'),
  message_limit_exceeded: WORKSPACE('message_limit_exceeded'),
  message_not_found: gone('The message is not there any more.'),
  thread_not_found: gone('The thread is not there any more.'),
  invalid_thread_ts: gone('The thread is not there any more.'),
  cannot_reply_to_message: gone('The thread takes no replies any more.'),
  restricted_action_thread_locked: gone('The thread is locked.'),
  cant_update_message: gone('The message was not written by this installation of Baton.'),
  // Not gone: a new card for every change would be worse than one that stays as it was.
  edit_window_closed: {
    kind: 'rejected',
    reason: 'other',
    sentence: "The workspace's policy lets nobody edit a message that old, so the card stays as it was.",
  },
  user_not_in_channel: { kind: 'rejected', reason: 'other', sentence: 'The agent is not in the channel any more.' },
  user_not_found: { kind: 'rejected', reason: 'other', sentence: 'Slack does not know this user.' },
  users_not_found: { kind: 'rejected', reason: 'other', sentence: 'Slack does not know this user.' },
  user_not_visible: { kind: 'rejected', reason: 'other', sentence: 'Slack does not show this user to Baton.' },
  file_not_found: gone('The file is not in Slack any more.'),
  file_deleted: gone('The file was deleted in Slack.'),
  file_type_not_allowed: upload('The workspace does not allow this type of file.'),
  blocked_file_type: upload('The workspace does not allow this type of file.'),
  file_uploads_disabled: upload('The workspace does not allow uploads.'),
  file_uploads_except_images_disabled: upload('The workspace allows uploads of pictures only.'),
  slack_connect_file_upload_sharing_blocked: upload('The workspace allows no files in channels shared with others.'),
  slack_connect_blocked_file_type: upload('The workspace does not allow this type of file in shared channels.'),
  storage_limit_reached: upload('The storage of the workspace is full.'),
  file_upload_size_restricted: upload('The file is larger than the workspace allows.'),
  invalid_name: { kind: 'rejected', reason: 'other', sentence: 'The workspace has no emoji of that name.' },
  too_many_emoji: { kind: 'rejected', reason: 'other', sentence: 'The message has too many reactions already.' },
  too_many_reactions: { kind: 'rejected', reason: 'other', sentence: 'The message has too many reactions already.' },
  msg_too_long: content('msg_too_long', 'the post'),
  msg_blocks_too_long: content('msg_blocks_too_long', 'the post'),
  too_many_attachments: content('too_many_attachments', 'the post'),
  no_text: content('no_text', 'the post'),
  markdown_text_conflict: content('markdown_text_conflict', 'the post'),
  attachment_payload_limit_exceeded: content('attachment_payload_limit_exceeded', 'the post'),
  block_mismatch: content('block_mismatch', 'the post'),
  metadata_too_large: content('metadata_too_large', 'the post'),
  bad_timestamp: content('bad_timestamp', 'the call'),
  missing_argument: content('missing_argument', 'the call'),
  view_too_large: content('view_too_large', 'the form'),
  duplicate_external_id: content('duplicate_external_id', 'the form'),
  push_limit_reached: content('push_limit_reached', 'the form'),
  expired_trigger_id: FORM_LATE,
  exchanged_trigger_id: FORM_LATE,
  invalid_trigger_id: FORM_LATE,
  hash_conflict: refused('The form was changed meanwhile, so the newer one stays.'),
  not_found: gone('The form is not open any more.'),
  cant_delete_message: refused('Slack lets Baton delete only what it posted itself.'),
  cant_broadcast_message: refused('Slack does not show this reply in the channel.'),
  streaming_state_conflict: refused('The message is still being written.'),
  duplicate_message_not_found: gone('The message is not there any more.'),
  messages_tab_disabled: refused('The agent cannot be written to directly.'),
  user_disabled: refused('The agent was deactivated.'),
  already_reacted: refused('The sign is there already.'),
  no_reaction: refused('The sign is not there.'),
  not_visible: refused('Slack does not show this file to Baton.'),
  cant_delete_file: refused('Slack lets Baton delete only files that it uploaded itself.'),
  delete_not_allowed: refused('The workspace does not allow apps to delete files.'),
  file_deleting_disabled: refused('The workspace does not allow files to be deleted.'),
  alt_txt_too_large: content('alt_txt_too_large', 'the file'),
  method_deprecated: OUTDATED('method_deprecated'),
  deprecated_endpoint: OUTDATED('deprecated_endpoint'),
  as_user_not_supported: OUTDATED('as_user_not_supported'),
  team_not_found: WORKSPACE('team_not_found'),
  enterprise_not_found: WORKSPACE('enterprise_not_found'),
  unknown_method: misconfigured('SLACK_API_URL does not lead to Slack: it knows no such method. Remove the setting.'),
};
