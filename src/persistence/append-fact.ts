import type { EntityManager } from 'typeorm';
import type { Fact } from '../domain/conversation/events';
import type { AccountKey } from '../ports/store';
import { toJson } from './json';
import { APPEND_EVENT } from './sql/append-event';

/** Far enough ahead that "at" becomes the moment of storing. */
const NOW_AT_THE_LATEST = new Date('9999-01-01T00:00:00Z');

/** What came of our own doing enters by the same door as everything else. */
export async function appendFact(
  manager: EntityManager,
  account: AccountKey,
  conversationId: string,
  fact: Fact,
): Promise<void> {
  await manager.query(APPEND_EVENT, [
    account.tenantId,
    `facts:${conversationId}`,
    account.accountId,
    'fact',
    conversationId,
    toJson(fact),
    null,
    NOW_AT_THE_LATEST,
  ]);
}
