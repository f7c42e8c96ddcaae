import { masked, maskedEmail, maskedPhone } from '../../domain/masking/numbers';

export const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** With a plus, or in groups: an order number in one piece stays. */
const PHONE = /\+\d[\d ()./-]{7,}\d|(?<![\p{L}\p{N}])0\d{1,5}[ ()./-]\d[\d ()./-]{4,}\d/gu;
const MAX_LENGTH = 300;

/** Words of a customer or colleague as an admin may read them in a terminal: one line, numbers and addresses in part. */
export function maskedWords(text: string): string {
  const line = masked(text.replace(/\s+/g, ' ').trim())
    .replace(EMAIL, (found) => maskedEmail(found))
    .replace(PHONE, (found) => maskedPhone(found));
  return line.length <= MAX_LENGTH ? line : `${line.slice(0, MAX_LENGTH - 1).trimEnd()}…`;
}
