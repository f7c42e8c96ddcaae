import { DataSource, type EntityManager } from 'typeorm';
import type { TenantId } from '../domain/ids';
import { adapterDataRow } from './rows/adapter-data-row';
import { conversationRow } from './rows/conversation-row';
import { handoffRow } from './rows/handoff-row';
import { messageRefRow } from './rows/message-ref-row';
import { messageRow } from './rows/message-row';

const STATEMENT_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 3_000;
const POOL_SIZE = 10;

/** The pool of the application role: every connection starts with `role=baton_app`, which row-level security binds. */
export function openDataSource(url: string): Promise<DataSource> {
  return new DataSource({
    type: 'postgres',
    url,
    entities: [conversationRow, messageRow, messageRefRow, handoffRow, adapterDataRow],
    logging: false,
    poolSize: POOL_SIZE,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    // A server that restarts must not end this process: the pool replaces the connection, the caller's query fails.
    poolErrorHandler: () => undefined,
    extra: {
      options: `-c role=baton_app -c statement_timeout=${STATEMENT_TIMEOUT_MS} -c idle_in_transaction_session_timeout=15000`,
    },
  }).initialize();
}

/** One transaction of one tenant. Inside it only `manager` may be used: the outer source would take a second connection. */
export function inTenant<T>(
  source: DataSource,
  tenantId: TenantId,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  return source.transaction(async (manager) => {
    await manager.query(`select set_config('baton.tenant', $1, true)`, [tenantId]);
    return work(manager);
  });
}
