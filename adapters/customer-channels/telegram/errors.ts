import { PortError, type PortErrorKind, type RejectionReason } from '../../../src/ports';

const ADAPTER = 'telegram';

/** What the Bot API refused, as far as anything here reads it. Taken from the SDK's TelegramApiError. */
export interface ApiRefusal {
  readonly errorCode: number;
  readonly description: string;
  readonly retryAfter: number | undefined;
}

type Rule = readonly [pattern: RegExp, reason: RejectionReason, sentence: string];

/** Refusals for good, by Telegram's own words. The sentence is for the agent whose message it was. */
const REJECTIONS: readonly Rule[] = [
  [
    /bot was blocked by the user|bot was kicked/i,
    'blocked',
    'The customer has blocked the bot. They can write again after unblocking it; until then use another way to reach them.',
  ],
  [
    /can't initiate conversation/i,
    'blocked',
    'The customer has not started the bot or has deleted the chat. They have to write first.',
  ],
  [
    /user is deactivated/i,
    'target_gone',
    'The customer has deleted their Telegram account. Use another way to reach them.',
  ],
  [
    /chat not found|PEER_ID_INVALID|chat_id is empty/i,
    'target_gone',
    'Telegram does not know this chat with the bot. The customer has to write to the bot that is set up here.',
  ],
  [/message to (edit|delete) not found|MESSAGE_ID_INVALID/i, 'target_gone', 'The message is not in the chat any more.'],
  [
    /message can't be deleted/i,
    'other',
    'Telegram lets a bot delete only messages younger than 48 hours. The customer still sees this one.',
  ],
  [
    /message can't be edited|there is no (text|caption) in the message to edit/i,
    'other',
    'Telegram does not let this message be changed. Send a correction instead.',
  ],
  [
    /caption is too long/i,
    'too_large',
    'The text under the file is longer than the 1,024 characters Telegram allows. Send it as a message of its own.',
  ],
  [/is too long/i, 'too_large', 'The message is longer than the 4,096 characters Telegram allows. Send it in parts.'],
  [
    /text is empty|must be non-empty/i,
    'content',
    'Telegram does not take an empty message. Write something or attach a file.',
  ],
  [
    /too (big|large)/i,
    'too_large',
    'The file is larger than Telegram allows a bot to carry. Send a link to it instead.',
  ],
  [
    /PHOTO_|IMAGE_PROCESS|STICKER_|VIDEO_|VOICE_MESSAGES_FORBIDDEN|wrong (type|file)|failed to get/i,
    'content',
    'Telegram could not use this file. Send it in another format or as a link.',
  ],
];

/** Turns the API's own answer into what follows from it. `code` is the status and never the customer's words. */
export function refusalError({ errorCode, description, retryAfter }: ApiRefusal): PortError {
  const code = String(errorCode);
  if (errorCode === 429) {
    const details = { adapter: ADAPTER, code, retryAfterMs: (retryAfter ?? 1) * 1000 };
    return new PortError('rate_limited', 'Telegram asks to slow down. Baton waits and sends it then.', details);
  }
  if (errorCode >= 500) return unsure(code);
  return setupError(errorCode, description) ?? rejection(code, description);
}

function rejection(code: string, description: string): PortError {
  const rule = REJECTIONS.find(([pattern]) => pattern.test(description));
  if (rule !== undefined) return failure('rejected', rule[2], { code, reason: rule[1] });
  if (code === '403')
    return failure('rejected', 'Telegram does not let the bot write to this customer.', { code, reason: 'blocked' });
  return failure('rejected', `Telegram refused it with error ${code}. Write it differently or send it as a link.`, {
    code: `${code} ${withoutQuotes(description)}`,
    reason: 'other',
  });
}

/** Descriptions quote what they complain about: that may be the customer's words, and the code goes to the log. */
const withoutQuotes = (description: string): string => description.replace(/"[^"]*"?/g, '"…"').slice(0, 100);

function setupError(errorCode: number, description: string): PortError | null {
  if (errorCode === 401)
    return misconfigured(
      'Telegram does not accept TELEGRAM_BOT_TOKEN. Copy the token again from @BotFather and restart.',
      '401',
    );
  if (errorCode === 404 && /method/i.test(description))
    return misconfigured(
      'The server at TELEGRAM_API_URL does not know this method of the Bot API. Update that server, or unset TELEGRAM_API_URL to use the one of Telegram.',
      '404',
    );
  if (errorCode === 404)
    return misconfigured(
      'Telegram does not know the bot in TELEGRAM_BOT_TOKEN. Copy the token again from @BotFather and restart.',
      '404',
    );
  if (errorCode === 409) return misconfigured(conflictSentence(description), '409');
  if (/bad webhook|secret token/i.test(description))
    return misconfigured(
      'Telegram refused the webhook address. PUBLIC_URL must begin with https:// and use port 443, 80, 88 or 8443; or set TELEGRAM_MODE=polling.',
      String(errorCode),
    );
  return null;
}

function conflictSentence(description: string): string {
  if (/webhook/i.test(description)) {
    return 'A webhook was set for this bot by another program while Baton polls. Stop that program, or give Baton a bot of its own from @BotFather.';
  }
  return 'Another program polls with the same TELEGRAM_BOT_TOKEN. Stop it, or give Baton a bot of its own from @BotFather.';
}

export const misconfigured = (sentence: string, code?: string): PortError =>
  failure('misconfigured', sentence, code === undefined ? {} : { code });

export const tooLarge = (sentence: string): PortError => failure('rejected', sentence, { reason: 'too_large' });

export const fileGone = (): PortError =>
  failure('rejected', 'The file is not stored any more. Send it again.', { reason: 'content' });

/** A send has 8 s, and a link takes less. */
export const tooSlow = (): PortError =>
  failure('rejected', 'The way to Telegram is too slow for a file of this size. Send a link or a smaller one.', {
    reason: 'media',
    code: 'too_slow',
  });

/** The request may have arrived: a time-out, a reset, a server error after it was written. */
export const unsure = (code: string): PortError =>
  failure('unsure', 'Telegram did not answer clearly. The message may or may not have arrived.', { code });

/** The request was never written. */
export const unavailable = (code: string): PortError =>
  failure(
    'unavailable',
    'Telegram could not be reached. Baton tries again; check the network of this server if it lasts.',
    { code },
  );

function failure(
  kind: PortErrorKind,
  sentence: string,
  details: { code?: string; reason?: RejectionReason },
): PortError {
  return new PortError(kind, sentence, { adapter: ADAPTER, ...details });
}
