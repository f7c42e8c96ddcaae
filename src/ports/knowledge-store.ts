import type { TranscriptEntry } from '../domain/message';

/** Where articles come from: one folder, file, page, sitemap or export. */
export interface KnowledgeSource {
  /** What people call it. The ids of its documents begin with it. */
  readonly name: string;
  readonly kind: 'folder' | 'file' | 'page' | 'sitemap' | 'export';
  /** An absolute path or an address. */
  readonly location: string;
  readonly options: SourceOptions;
}

export interface SourceOptions {
  /** `internal`: all of it is for agents, whatever the articles say. */
  readonly audience: Audience;
  /** ISO 639-1; null: as the articles say, or told from their text. */
  readonly language: string | null;
  readonly maxPages?: number;
  /** Pages on this machine and in private networks may be read. */
  readonly allowPrivate?: boolean;
}

export type Audience = 'public' | 'internal';

/** `off`: stepped aside by itself; `removed`: by a person. Neither is answered from, and both can come back. */
export type SourceState = 'on' | 'off' | 'removed';

export interface SourceRecord extends KnowledgeSource {
  readonly state: SourceState;
  readonly syncedAt: Date | null;
  readonly report: SyncCounts | null;
  /** Live documents and their passages. */
  readonly documents: number;
  readonly chunks: number;
}

export interface SyncCounts {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  readonly failed: number;
}

/** A document as it was read, cut into passages. `hash` is of everything that a version holds. */
export interface DocumentDraft {
  /** Stable within its source: path, address or the export's own id. */
  readonly key: string;
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  readonly audience: Audience;
  readonly language: string;
  readonly text: string;
  readonly hash: string;
  readonly chunks: readonly StoredChunk[];
  readonly fetched: FetchMarks | null;
}

export interface StoredChunk {
  readonly id: string;
  readonly headings: readonly string[];
  readonly text: string;
}

/** By which a server says that nothing changed. */
export interface FetchMarks {
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** By which way of cutting it was cut: another one reads it again. */
  readonly chunker?: number;
}

export interface KnownDocument {
  readonly key: string;
  readonly id: string;
  readonly state: 'live' | 'removed';
  readonly byHand: boolean;
  readonly hash: string;
  readonly fetched: FetchMarks | null;
}

/** `kept_out`: a person removed it, and it stays so; its newest text is kept. */
export type PutOutcome = 'added' | 'changed' | 'unchanged' | 'kept_out';

export interface DocumentVersion {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly url: string | null;
  readonly audience: Audience;
  readonly language: string;
  readonly text: string;
  readonly madeAt: Date;
}

export interface StoredDocument extends DocumentVersion {
  readonly source: string;
  readonly state: 'live' | 'removed';
  readonly byHand: boolean;
  /** Its source is on, and it is live: the AI may answer from it where it is public. */
  readonly answers: boolean;
}

export interface ChunkedVersion extends DocumentVersion {
  readonly chunks: readonly StoredChunk[];
}

/** Everything that is taught, of one tenant. Each method is one transaction. */
export interface KnowledgeStore {
  /** Changes with everything that the AI may see. */
  revision(): Promise<string>;
  /** What the AI answers from at one revision: live documents of this audience, of sources that are on. */
  snapshot(audience: Audience): Promise<{ readonly revision: string; readonly documents: readonly ChunkedVersion[] }>;
  sources(): Promise<readonly SourceRecord[]>;
  /** Makes the source, or brings it back with these options. */
  saveSource(source: KnowledgeSource): Promise<void>;
  setSourceState(name: string, state: SourceState): Promise<void>;
  finishSync(name: string, report: SyncCounts): Promise<void>;
  known(source: string): Promise<readonly KnownDocument[]>;
  put(source: string, draft: DocumentDraft): Promise<PutOutcome>;
  /** Live documents of the source with these keys are there no more; returns how many. Those restored by hand stay. */
  removeKeys(source: string, keys: readonly string[]): Promise<number>;
  /** Newest version of each, live ones first. */
  documents(): Promise<readonly StoredDocument[]>;
  /** Newest first; empty: there is no such document. */
  versions(id: string): Promise<readonly DocumentVersion[]>;
  version(id: string, version: number): Promise<ChunkedVersion | null>;
  setDocumentState(id: string, state: 'live' | 'removed', byHand: boolean): Promise<void>;
  /** Conversations with an answer of the AI or a handoff since then, in pages; `after` is the last id of the page before. */
  talks(since: Date, after: string | null, limit: number): Promise<readonly Talk[]>;
}

/** A conversation as it went, for finding out what could not be answered. */
export interface Talk {
  readonly id: string;
  readonly language: string | null;
  /** Public messages since the time that was asked for, oldest first. */
  readonly entries: readonly TranscriptEntry[];
  readonly handoffs: readonly { readonly reason: string; readonly at: number }[];
}
