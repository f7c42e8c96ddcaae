import type { KnowledgeDocument } from '../ai/knowledge/document';
import type { FetchMarks, KnownDocument } from '../ports/knowledge-store';

/** What reading a source yields, one after the other. */
export type Item =
  /** How many there will be, as far as is known by now. */
  | { readonly type: 'expected'; readonly count: number }
  /** `document.id` is its key within the source. */
  | { readonly type: 'document'; readonly document: KnowledgeDocument; readonly fetched: FetchMarks | null }
  /** The server or the file says that nothing changed since it was read last. */
  | { readonly type: 'unchanged'; readonly key: string }
  /** `key`: what is kept of it stays as it is. Null: it is gone, or never was there. */
  | { readonly type: 'problem'; readonly key: string | null; readonly what: string; readonly reason: string };

export interface ReadingContext {
  /** What is kept of this source, by key. */
  readonly known: ReadonlyMap<string, KnownDocument>;
  readonly signal: AbortSignal;
}

export type SourceReader = (context: ReadingContext) => AsyncIterable<Item>;

/** One document cannot be read, and the rest can. Its message completes "returns.pdf: …" as a sentence. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';

  /** `hide`: what is kept of it must not be shown either. */
  constructor(
    message: string,
    readonly hide = false,
  ) {
    super(message);
  }
}

/** Nothing of the source can be read. A sentence for whoever named it. */
export class SourceProblem extends Error {
  override readonly name = 'SourceProblem';
}

export const problemWith = (error: unknown, key: string, what: string): Item => ({
  ...{ type: 'problem', what, reason: reasonOf(error) },
  key: error instanceof Unreadable && error.hide ? null : key,
});

const reasonOf = (error: unknown): string => {
  if (error instanceof Unreadable) return error.message;
  const message = (error as { message?: unknown } | null)?.message;
  return `It could not be read (${typeof message === 'string' ? message.split('\n')[0] : 'unknown error'}).`;
};
