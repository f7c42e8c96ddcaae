import type { AdapterStorage, ContactAddress, Logger } from '../../../src/ports';
import { PortError } from '../../../src/ports';
import { REPLY_WINDOW_MS } from './capabilities';
import type { TwilioClient } from './client';

/** Asks a customer whose window is closed to write, which opens it again. */
export interface ReplyTemplate {
  /** At most once per customer and window; does nothing where no template is set. Never rejects. */
  invite(to: ContactAddress): void;
}

export interface ReplyTemplateParts {
  readonly client: TwilioClient;
  readonly from: string;
  /** Empty: none is set. */
  readonly templateSid: string;
  readonly storage: AdapterStorage;
  readonly log: Logger;
  readonly now: () => number;
}

export function replyTemplate(parts: ReplyTemplateParts): ReplyTemplate {
  return {
    invite: (to) => {
      if (parts.templateSid !== '') void inviteOnce(parts, to);
    },
  };
}

/** A courtesy: the agent knows already that the reply did not arrive, so a failure here is logged and that is all. */
async function inviteOnce(
  { client, from, templateSid, storage, log, now }: ReplyTemplateParts,
  to: ContactAddress,
): Promise<void> {
  const key = `invited:${to}`;
  try {
    const last = await storage.get<number>(key);
    if (last !== null && now() - last < REPLY_WINDOW_MS) return;
    // Noted first: of two that come together at the most one more goes out, and a failing template is not hammered.
    await storage.set(key, now());
    await client.run((api) => api.messages.create({ to, from, contentSid: templateSid }));
    log.info('A customer whose window is closed was asked to write');
  } catch (error) {
    const code = error instanceof PortError ? error.details.code : 'storage';
    log.warn('The template for closed windows could not be sent', { code });
  }
}
