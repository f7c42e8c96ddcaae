import type { IncomingEvent } from '../domain/incoming-event';
import type { Logger } from '../ports/logger';
import type { AccountKey } from '../ports/store';
import type { Ingress } from '../ports/webhook';

const RETRY_FIRST_MS = 1_000;
const RETRY_MAX_MS = 60_000;

export interface ConnectionPorts {
  /** Resolves with a release once this process alone has the name; rejects or resolves null when it cannot. */
  readonly exclusive: (name: string) => Promise<(() => Promise<void>) | null>;
  readonly receive: (account: AccountKey, events: readonly IncomingEvent[]) => Promise<void>;
  readonly log: Logger;
}

export interface Connections {
  start(): void;
  stop(): Promise<void>;
}

/** Keeps every standing connection running in exactly one process, and starts it again when it ends. */
export function createConnections(
  neighbours: readonly { readonly key: AccountKey; readonly ingress: Ingress }[],
  ports: ConnectionPorts,
): Connections {
  const stopping = new AbortController();
  const running: Promise<void>[] = [];
  return {
    start() {
      for (const { key, ingress } of neighbours) {
        if (ingress.connection !== undefined) running.push(supervise(key, ingress.connection, ports, stopping.signal));
      }
    },
    async stop() {
      stopping.abort();
      await Promise.allSettled(running);
    },
  };
}

async function supervise(
  account: AccountKey,
  connection: NonNullable<Ingress['connection']>,
  ports: ConnectionPorts,
  signal: AbortSignal,
): Promise<void> {
  let retryMs = RETRY_FIRST_MS;
  while (!signal.aborted) {
    const startedAt = Date.now();
    try {
      await once(account, connection, ports, signal);
    } catch (error) {
      ports.log.warn(error instanceof Error ? error.message : 'A connection ended.', { account: account.accountId });
    }
    if (Date.now() - startedAt > RETRY_MAX_MS) retryMs = RETRY_FIRST_MS;
    await pause(retryMs, signal);
    retryMs = Math.min(retryMs * 2, RETRY_MAX_MS);
  }
}

async function once(
  account: AccountKey,
  connection: NonNullable<Ingress['connection']>,
  ports: ConnectionPorts,
  signal: AbortSignal,
): Promise<void> {
  const release = await ports.exclusive(`connection:${account.tenantId}:${account.accountId}`);
  if (release === null) return;
  try {
    await connection.run((events) => ports.receive(account, events), signal);
  } finally {
    await release();
  }
}

/** Leaves no listener behind: a connection that fails for a week pauses ten thousand times. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
