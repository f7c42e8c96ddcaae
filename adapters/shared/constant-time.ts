import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Compares secrets so that neither content nor length shows in the time taken. An empty `expected` never matches: a
 * secret that failed to load must not let everybody in.
 */
export function constantTimeEqual(given: string, expected: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(given), digest(expected)) && expected !== '';
}
