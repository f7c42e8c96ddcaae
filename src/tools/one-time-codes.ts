import { createHmac, timingSafeEqual } from 'node:crypto';
import type { OneTimeCodes } from '../ports/tool';

const DIGITS = 6;
/** Of the digest; the six digits are spread evenly over so many. */
const BYTES = 6;

/** Derived, not stored: whoever reads the database learns no code that is still good. */
export function oneTimeCodes(key: Buffer): OneTimeCodes {
  const of = (actionId: string, send: number): string => {
    const digest = createHmac('sha256', key).update(`${actionId}\n${send}`).digest();
    return String(digest.readUIntBE(0, BYTES) % 10 ** DIGITS).padStart(DIGITS, '0');
  };
  return {
    of,
    isRight(typed, actionId, send) {
      const [given, right] = [Buffer.from(typed), Buffer.from(of(actionId, send))];
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
}
