import { PortError } from '../domain/errors';
import type { AccountId } from '../domain/ids';
import type { Logger } from '../ports/logger';
import type { Ingress, UnusablePlace } from '../ports/webhook';

const RETRY_FIRST_MS = 2_000;
const RETRY_MAX_MS = 5 * 60_000;

export interface Preparing {
  /** Looks once more whether the admin has mended what an account was held for. */
  again(name: AccountId): void;
  stop(): void;
}

type Ready = (name: AccountId, unusable: readonly UnusablePlace[]) => Promise<void>;

/**
 * Registers webhooks and checks tokens with every neighbour, again and again until it works: Baton starts while a
 * provider is down, and says clearly what only the admin can mend.
 */
export function prepareAll(
  neighbours: readonly { readonly name: AccountId; readonly ingress: Ingress }[],
  ports: { readonly log: Logger; readonly onReady: Ready },
): Preparing {
  const timers = new Set<NodeJS.Timeout>();
  const told = new Map<AccountId, readonly string[]>();
  let stopped = false;

  /** The admin hears of the same trouble once, and again when it came back. */
  const tell = (name: AccountId, sentences: readonly string[]): void => {
    const before = told.get(name) ?? [];
    told.set(name, sentences);
    for (const sentence of sentences) if (!before.includes(sentence)) ports.log.error(sentence, { account: name });
  };

  const attempt = async (name: AccountId, ingress: Ingress, retryMs: number | null): Promise<void> => {
    try {
      const unusable = (await ingress.prepare?.())?.unusable ?? [];
      tell(
        name,
        unusable.map(({ reason }) => reason),
      );
      await ports.onReady(name, unusable);
    } catch (error) {
      const misconfigured = error instanceof PortError && error.kind === 'misconfigured';
      if (misconfigured) tell(name, [error.message]);
      if (stopped || retryMs === null) return;
      if (!misconfigured)
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
