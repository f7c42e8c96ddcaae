import { createHmac } from 'node:crypto';

/** Headers of a delivery: `v0=` and the HMAC-SHA256 of `v0:{timestamp}:{raw body}`. */
export const signedHeaders = (signingSecret: string, body: string, nowMs = Date.now()): Record<string, string> => {
  const timestamp = String(Math.floor(nowMs / 1000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` };
};
