import type { WebhookHandler, WebhookReply, WebhookRequest, WebhookResult } from '../../../src/ports';
import type { Intake } from './intake';
import type { Json } from './json';
import { isSignedBySlack } from './signature';

/** Slack's largest deliveries are views of 250 kB. */
const MAX_BODY_BYTES = 1024 * 1024;

interface WebhookOptions {
  readonly secrets: readonly string[];
  readonly now: () => number;
  readonly intake: Intake;
}

/** Events, interactivity and commands, all on one path. */
export const createWebhook = ({ secrets, now, intake }: WebhookOptions): WebhookHandler => ({
  maxBodyBytes: MAX_BODY_BYTES,
  handle: async (request) => {
    if (request.path.length > 0) return refuse(404);
    if (request.method !== 'POST') return refuse(405);
    // Slack never compresses; a small body that grows is not its.
    if (request.headers['content-encoding'] !== undefined) return refuse(415);
    if (isSslCheck(request)) return answer({ status: 200 });
    if (!isSigned(request, secrets, now())) return refuse(401);
    const body = parse(request);
    if (body === null) return refuse(400);
    if (body.type === 'url_verification') return verification(body);
    return intake(body, retryOf(request));
  },
});

const answer = (reply: WebhookReply): WebhookResult => ({ reply, events: [] });
const refuse = (status: number): WebhookResult => answer({ status });

const isSigned = (request: WebhookRequest, secrets: readonly string[], nowMs: number): boolean =>
  isSignedBySlack(
    {
      signature: request.headers['x-slack-signature'],
      timestamp: request.headers['x-slack-request-timestamp'],
      rawBody: request.rawBody,
    },
    secrets,
    nowMs,
  );

/** Slack asks unsigned whether the certificate is good; the answer says nothing and does nothing. */
function isSslCheck(request: WebhookRequest): boolean {
  return isForm(request) && new URLSearchParams(request.rawBody.toString('utf8')).get('ssl_check') === '1';
}

// Proxies add a charset; Bolt's own parser refuses that. The signature has been checked over the raw bytes by then.
const isForm = (request: WebhookRequest): boolean =>
  /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '');

function parse(request: WebhookRequest): Json | null {
  const text = request.rawBody.toString('utf8');
  if (!isForm(request)) return parseObject(text);
  const fields = new URLSearchParams(text);
  const payload = fields.get('payload');
  return payload === null ? Object.fromEntries(fields) : parseObject(payload);
}

function parseObject(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
  } catch {
    return null;
  }
}

const verification = (body: Json): WebhookResult =>
  typeof body.challenge === 'string'
    ? answer({ status: 200, body: JSON.stringify({ challenge: body.challenge }), contentType: 'application/json' })
    : refuse(400);

function retryOf(request: WebhookRequest) {
  const num = Number(request.headers['x-slack-retry-num']);
  const reason = request.headers['x-slack-retry-reason'];
  return { ...(Number.isInteger(num) && num > 0 ? { num } : {}), ...(reason === undefined ? {} : { reason }) };
}
