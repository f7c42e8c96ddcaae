import { createHmac, timingSafeEqual } from 'node:crypto';

const MAX_AGE_SECONDS = 5 * 60;
/** Bolt's own check lets any future through; a clock that is off by more than this is not Slack's. */
const MAX_AHEAD_SECONDS = 60;
const SIGNATURE = /^v0=[0-9a-f]{64}$/;

interface SignedRequest {
  readonly signature: string | undefined;
  readonly timestamp: string | undefined;
  readonly rawBody: Buffer;
}

/**
 * `v0=` and the HMAC-SHA256 of `v0:<timestamp>:<raw body>` under one of the secrets (the current or, while it is being
 * rotated, the previous). Anything missing, malformed, stale or from the future is refused.
 */
export function isSignedBySlack(request: SignedRequest, secrets: readonly string[], nowMs: number): boolean {
  const { signature, timestamp, rawBody } = request;
  if (signature === undefined || !SIGNATURE.test(signature)) return false;
  if (timestamp === undefined || !/^\d{1,12}$/.test(timestamp)) return false;
  const ageSeconds = Math.floor(nowMs / 1000) - Number(timestamp);
  if (ageSeconds > MAX_AGE_SECONDS || ageSeconds < -MAX_AHEAD_SECONDS) return false;
  const given = Buffer.from(signature);
  return secrets
    .filter((secret) => secret !== '')
    .map((secret) => timingSafeEqual(Buffer.from(sign(secret, timestamp, rawBody)), given))
    .includes(true);
}

const sign = (secret: string, timestamp: string, rawBody: Buffer): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(rawBody).digest('hex')}`;
