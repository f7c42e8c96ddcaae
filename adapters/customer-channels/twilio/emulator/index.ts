import type { Emulator } from '../../../../src/ports';
import { startTwilioEmulator } from './start';

/** Twilio's messaging API and webhooks on loopback, as strict as the real ones. */
export const emulator: Emulator = { start: (options) => startTwilioEmulator(options) };
