import { randomBytes, randomUUID } from 'node:crypto';

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';
const MIXED = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const pick = (alphabet: string, length: number): string =>
  Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');

/** An id as Slack makes them: a letter for the kind, then capitals and digits. */
export const slackId = (prefix: string): string => `${prefix}0${pick(ALPHABET, 9)}`;
/** What Slack puts where an app left out `block_id` or `action_id`. */
export const generatedId = (): string => pick(MIXED, 5);
export const secret = (bytes = 16): string => randomBytes(bytes).toString('hex');
export const uuid = (): string => randomUUID();
/** `13345224609.738474920.8088930838d88f008e0`: two numbers and a secret, as apps see them. */
export const triggerId = (): string =>
  `${randomBytes(5).readUIntBE(0, 5)}.${randomBytes(5).readUIntBE(0, 5)}.${secret(16)}`;

const TS_PATTERN = /^\d{10}\.\d{6}$/;
export const isTs = (value: string): boolean => TS_PATTERN.test(value);
export const tsToMs = (ts: string): number => Math.floor(Number(ts) * 1000);
