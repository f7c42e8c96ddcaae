import { oneLine } from './words';

const MAX_LENGTH = 80;

/**
 * Where a code went, as the customer may read it. The service hides most of it already; one that does not would tell
 * whoever holds the phone an address they are meant to prove.
 */
export function maskedAddress(address: string): string {
  const shown = oneLine(address).slice(0, MAX_LENGTH);
  if (/[*•…·]|x{3}/i.test(shown)) return shown;
  const [, first, host] = /^([^\s@])[^\s@]*@([^\s@]+)$/u.exec(shown) ?? [];
  if (first !== undefined) return `${first}…@${host}`;
  const digits = shown.replace(/\D/g, '');
  return digits.length >= 6 ? `…${digits.slice(-2)}` : `${shown.slice(0, 1)}…`;
}
