import type { KnowledgeStore } from '../../ports/knowledge-store';
import { type Asked, askedIn } from './asked';

const PAGE = 100;

/** All questions since then, a page of conversations at a time. */
export async function readAsked(
  store: Pick<KnowledgeStore, 'talks'>,
  since: Date,
  signal: AbortSignal,
  onProgress?: (conversations: number) => void,
): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  let [after, read] = [null as string | null, 0];
  for (;;) {
    signal.throwIfAborted();
    const talks = await store.talks(since, after, PAGE);
    for (const talk of talks) asked.push(...askedIn(talk));
    read += talks.length;
    onProgress?.(read);
    if (talks.length < PAGE) return asked;
    after = talks.at(-1)?.id ?? null;
  }
}
