import { PortError } from '../domain/errors';
import type { AccountId } from '../domain/ids';
import type { Logger } from '../ports/logger';
import type { Ingress } from '../ports/webhook';

const RETRY_FIRST_MS = 2_000;
const RETRY_MAX_MS = 5 * 60_000;

export interface Preparing {
  /** Looks once more whether the admin has mended what an account was held for. */
  again(name: AccountId): void;
  stop(): void;
}

/**
 * Registers webhooks and checks tokens with every neighbour, again and again until it works: Baton starts while a
 * provider is down, and says clearly what only the admin can mend.
 */
export function prepareAll(
  neighbours: readonly { readonly name: AccountId; readonly ingress: Ingress }[],
  ports: { readonly log: Logger; readonly onReady: (name: AccountId) => Promise<void> },
): Preparing {
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;

  const attempt = async (name: AccountId, ingress: Ingress, retryMs: number | null): Promise<void> => {
    try {
      await ingress.prepare?.();
      await ports.onReady(name);
    } catch (error) {
      if (stopped || retryMs === null) return;
      if (error instanceof PortError && error.kind === 'misconfigured')
        ports.log.error(error.message, { account: name });
      else
        ports.log.warn('The provider could not be asked yet; Baton tries again.', {
          account: name,
          code: codeOf(error),
        });
      const timer = setTimeout(() => {
        timers.delete(timer);
        void attempt(name, ingress, Math.min(retryMs * 2, RETRY_MAX_MS));
      }, retryMs).unref();
      timers.add(timer);
    }
  };

  for (const { name, ingress } of neighbours) void attempt(name, ingress, RETRY_FIRST_MS);
  return {
    again(name) {
      const one = neighbours.find((neighbour) => neighbour.name === name);
      if (one !== undefined) void attempt(name, one.ingress, null);
    },
    stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

const codeOf = (error: unknown): string =>
  error instanceof PortError ? (error.details.code ?? error.kind) : error instanceof Error ? error.name : 'unknown';
