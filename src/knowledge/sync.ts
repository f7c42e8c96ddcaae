import { isDeepStrictEqual } from 'node:util';
import { CHUNKER } from '../ai/knowledge/chunk';
import type { KnowledgeSource, KnowledgeStore, KnownDocument, SyncCounts } from '../ports/knowledge-store';
import { draftOf, keyOf } from './draft';
import type { SourceReader } from './item';

export interface SyncReport extends SyncCounts {
  /** Removed by a person, and kept out although the source still has them. */
  readonly keptOut: number;
  readonly problems: readonly { readonly what: string; readonly reason: string }[];
  /** False: it was stopped, or nothing was found where there was something. Nothing was removed then. */
  readonly complete: boolean;
}

export interface Progress {
  readonly done: number;
  /** Null while it is not known. */
  readonly expected: number | null;
  readonly current: string;
}

export interface SyncOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Brings what is kept of a source up to what it has now. Each document is one transaction: stopped at any moment, what
 * was read stays, and the next sync goes on from there. Documents are removed only after all of the source was read,
 * and a source that is suddenly empty removes nothing. Rejects with a SourceProblem where nothing could be read.
 */
export async function syncSource(
  source: KnowledgeSource,
  read: SourceReader,
  store: KnowledgeStore,
  { signal, onProgress }: SyncOptions,
): Promise<SyncReport> {
  const before = (await store.sources()).find(({ name }) => name === source.name);
  await store.saveSource(source);
  const known = await store.known(source.name);
  const trusted = isDeepStrictEqual(before?.options, source.options) ? known.map(withUsableMarks) : known.map(unmarked);
  const gone = new Set(known.filter(({ state }) => state === 'live').map(({ key }) => key));
  const counts = { added: 0, changed: 0, unchanged: 0, kept_out: 0 };
  const problems: { what: string; reason: string }[] = [];
  let [done, expected, seen] = [0, null as number | null, 0];
  try {
    for await (const item of read({ known: new Map(trusted.map((one) => [one.key, one])), signal })) {
      if (item.type === 'expected') expected = item.count;
      else done += 1;
      if (item.type === 'unchanged') {
        counts.unchanged += 1;
        seen += 1;
        gone.delete(item.key);
      } else if (item.type === 'problem') {
        problems.push({ what: item.what, reason: item.reason });
        if (item.key !== null) gone.delete(keyOf(item.key));
      } else if (item.type === 'document') {
        const draft = draftOf(source, item.document, item.fetched);
        counts[await store.put(source.name, draft)] += 1;
        seen += 1;
        gone.delete(draft.key);
      }
      onProgress?.({ done, expected, current: currentOf(item) });
      signal.throwIfAborted();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  const complete = !signal.aborted && (seen > 0 || problems.length > 0 || gone.size === 0);
  const removed = complete ? await store.removeKeys(source.name, [...gone]) : 0;
  const { kept_out: keptOut, ...rest } = counts;
  const report = { ...rest, removed, failed: problems.length };
  if (complete) await store.finishSync(source.name, report);
  return { ...report, keptOut, problems, complete };
}

/** "Not changed" is an answer only where what is kept would be made of it again. */
const withUsableMarks = (one: KnownDocument): KnownDocument =>
  one.fetched?.chunker === CHUNKER && (one.state === 'live' || one.byHand) ? one : unmarked(one);

const unmarked = (one: KnownDocument): KnownDocument => ({ ...one, fetched: null });

function currentOf(item: { type: string; document?: { title: string }; key?: string | null; what?: string }): string {
  return item.document?.title ?? item.what ?? item.key ?? '';
}
