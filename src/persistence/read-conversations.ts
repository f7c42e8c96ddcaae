import type { ConversationState } from '../domain/conversation/state';
import { type ConversationId, DEFAULT_TENANT } from '../domain/ids';
import type { StoredConversation } from '../ports/stored-conversation';
import { inTenant, openDataSource } from './database';
import { loadTranscript } from './entries';
import { migrate } from './migrate';

const NEWEST = 2_000;
const ENTRIES = 2_000;

/** The conversations that were written in last, one after the other: a set to measure with is read once. */
export async function* readConversations(url: string): AsyncGenerator<StoredConversation> {
  await migrate(url);
  const source = await openDataSource(url);
  try {
    const ids: { id: string; state: ConversationState }[] = await inTenant(source, DEFAULT_TENANT, (manager) =>
      manager.query('select id, state from conversations where tenant_id = $1 order by updated_at desc limit $2', [
        DEFAULT_TENANT,
        NEWEST,
      ]),
    );
    for (const { id, state } of ids) {
      yield await inTenant(source, DEFAULT_TENANT, async (manager): Promise<StoredConversation> => {
        const handoffs: { id: string; at: Date; reason: string }[] = await manager.query(
          `select id, requested_at as at, reason from handoffs
           where tenant_id = $1 and conversation_id = $2 order by requested_at`,
          [DEFAULT_TENANT, id],
        );
        return {
          language: state.language,
          contactName: state.contactName,
          entries: await loadTranscript(manager, DEFAULT_TENANT, id as ConversationId, ENTRIES),
          // A handoff is named after its conversation and its cause.
          handoffs: handoffs.map((one) => ({ ...one, at: one.at.getTime(), cause: one.id.slice(id.length + 1) })),
        };
      });
    }
  } finally {
    await source.destroy();
  }
}
