import type { Emulator } from '../../../../src/ports';
import { startSlackEmulator } from './start';

/** Slack as far as Baton meets it, speaking Slack's wire protocol on loopback. */
export const emulator: Emulator = {
  start: (options) => startSlackEmulator({ ...options, rateLimits: options?.keepsRates ?? false }),
};
