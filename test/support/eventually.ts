import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 30_000;
const STEP_MS = 25;

/** Waits for something to become true, however slow the machine; says what never did. */
export async function eventually(
  isTrue: () => boolean | Promise<boolean>,
  what: string,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const end = Date.now() + patienceMs;
  for (;;) {
    if (await isTrue()) return;
    if (Date.now() > end) throw new Error(`This never happened: ${what}.`);
    await sleep(STEP_MS);
  }
}
