import type { WebhookHandler, WebhookReply, WebhookRequest, WebhookResult } from '../../../src/ports';
import { type Group, groupIn } from './groups';
import { pressToAcknowledge, readUpdate, type TelegramUpdate } from './updates';

/** Updates carry no files; the longest text with all its entities stays far below this. */
const MAX_BODY_BYTES = 256 * 1024;

export interface WebhookParts {
  /** Is this the secret that Telegram was given at registration? */
  readonly isSecret: (given: string) => Promise<boolean>;
  /** Stops the spinner on a button the customer pressed. Not awaited: no answer to Telegram may wait for it. */
  readonly acknowledgePress: (pressId: string) => void;
  /** Leaves a group politely. Not awaited either. */
  readonly declineGroup: (group: Group) => void;
  readonly now: () => number;
}

/**
 * Telegram signs nothing: it repeats the secret given at registration in a header. That is looked at before the body
 * is, and without it nothing is read at all. Answers are empty, because Telegram runs a body with a `method` in it as
 * an API call.
 */
export function telegramWebhook(parts: WebhookParts): WebhookHandler {
  return {
    maxBodyBytes: MAX_BODY_BYTES,
    handle: async (request) => {
      const refusal = await refuse(request, parts);
      if (refusal !== null) return { reply: { status: refusal }, events: [] };
      const update = parseUpdate(request.rawBody);
      return update === null ? { reply: { status: 400 }, events: [] } : accept(update, parts);
    },
  };
}

/** The HTTP status that turns a request away before its body is read; null lets it in. */
async function refuse({ method, path, headers, rawBody }: WebhookRequest, parts: WebhookParts): Promise<number | null> {
  if (method !== 'POST') return 405;
  if (path.length > 0) return 404;
  if (!(await parts.isSecret(headers['x-telegram-bot-api-secret-token'] ?? ''))) return 401;
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) return 415;
  return rawBody.length > MAX_BODY_BYTES ? 413 : null;
}

/** Null: not JSON, or no update. A number that does not survive JSON would be a wrong id: refused as well. */
function parseUpdate(body: Buffer): TelegramUpdate | null {
  try {
    const update: unknown = JSON.parse(body.toString('utf8'));
    return isUpdate(update) ? update : null;
  } catch {
    return null;
  }
}

export const isUpdate = (value: unknown): value is TelegramUpdate =>
  typeof value === 'object' && value !== null && 'update_id' in value && Number.isSafeInteger(value.update_id);

const TAKEN: WebhookReply = { status: 200 };

function accept(update: TelegramUpdate, parts: WebhookParts): WebhookResult {
  const pressId = pressToAcknowledge(update);
  if (pressId !== null) parts.acknowledgePress(pressId);
  const group = groupIn(update);
  if (group !== null) parts.declineGroup(group);
  const reading = readUpdate(update, parts.now());
  switch (reading.type) {
    case 'events':
      return { reply: TAKEN, events: reading.events };
    case 'ignored':
      return { reply: TAKEN, events: [] };
    case 'not_understood': {
      const quarantined = { key: `q:${update.update_id}`, reason: reading.reason };
      return { reply: TAKEN, events: reading.events, quarantined };
    }
  }
}
