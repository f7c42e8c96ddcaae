import { setTimeout as sleep } from 'node:timers/promises';

/** Lets one process at a time have a name; null: another has it. */
export type Exclusive = (name: string) => Promise<(() => Promise<void>) | null>;

const ASK_EVERY_MS = 200;

/** Runs `work` when no other process works on this source. The second finds what the first left, and little to do. */
export async function inTurn<T>(
  exclusive: Exclusive,
  source: string,
  work: () => Promise<T>,
  { signal, onWait }: { readonly signal: AbortSignal; readonly onWait?: () => void },
): Promise<T> {
  let waits = false;
  for (;;) {
    const release = await exclusive(`knowledge ${source}`);
    if (release !== null) return work().finally(release);
    if (!waits) onWait?.();
    waits = true;
    await sleep(ASK_EVERY_MS, undefined, { signal });
  }
}
