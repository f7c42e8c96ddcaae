import type { Fact } from '../domain/conversation/events';
import type { AgentInbox } from '../ports/agent-inbox';
import type { AccountKey, Store, StrandedThread } from '../ports/store';
import { MINUTE_MS } from './outcome';

/** A customer who waits hears that nobody can be reached. */
const TOLD_AFTER_MS = MINUTE_MS;
/**
 * A channel that was archived by mistake is back within minutes; after that a customer who waits is worth more than the
 * channel that they belong in.
 */
const RESCUED_AFTER_MS = 10 * MINUTE_MS;

/** Threads in what is held: their customers are told, and then they go where agents can see them. True: something follows. */
export async function rescueThreads(account: AccountKey, inbox: AgentInbox, store: Store): Promise<boolean> {
  const { threads, held } = await store.stranded(account);
  const works = inbox.places?.list().find(({ id }) => !held.includes(id))?.id ?? null;
  const facts = threads.flatMap((thread) => whatFollows(thread, works).map((fact) => ({ thread, fact })));
  for (const { thread, fact } of facts) await store.noteFact(account, thread.conversationId, fact);
  return facts.length > 0;
}

function whatFollows(
  { handoffId, place, heldForMs, waiting, since, told }: StrandedThread,
  works: NonNullable<StrandedThread['place']> | null,
): readonly Fact[] {
  if (place !== null && works !== null && heldForMs >= RESCUED_AFTER_MS) {
    return [{ type: 'handoff.place_lost', handoffId, place, to: works }];
  }
  if (!waiting || heldForMs < TOLD_AFTER_MS || (told !== null && told >= since)) return [];
  return [{ type: 'handoff.unreachable', handoffId, since }];
}
