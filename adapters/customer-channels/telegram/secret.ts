import { randomBytes } from 'node:crypto';
import type { AdapterStorage } from '../../../src/ports';
import { constantTimeEqual } from '../../shared/constant-time';

const KEY = 'webhook_secret';
/** How often strangers with a wrong secret may make us look into the storage. */
const REREAD_MS = 5000;

export interface WebhookSecret {
  /** As stored now: another process may have generated it. */
  read(): Promise<string>;
  matches(given: string): Promise<boolean>;
}

/**
 * The secret of the settings, or one of 256 bits that is generated once and kept. Processes that start together may
 * each generate one; the one stored last counts, and the others find it when a request does not match.
 */
export function webhookSecret(configured: string, storage: AdapterStorage, now: () => number): WebhookSecret {
  if (configured !== '') {
    return { read: async () => configured, matches: async (given) => constantTimeEqual(given, configured) };
  }
  let known = '';
  let readAt = Number.NEGATIVE_INFINITY;
  const read = async (): Promise<string> => {
    readAt = now();
    known = (await storage.get<string>(KEY)) ?? (await generate(storage));
    return known;
  };
  return {
    read,
    matches: async (given) => {
      if (constantTimeEqual(given, known)) return true;
      if (known !== '' && now() - readAt < REREAD_MS) return false;
      return constantTimeEqual(given, await read());
    },
  };
}

async function generate(storage: AdapterStorage): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  await storage.set(KEY, secret);
  return (await storage.get<string>(KEY)) ?? secret;
}
