import type { KnowledgeSource, KnowledgeStore } from '../ports/knowledge-store';
import { type Exclusive, inTurn } from './in-turn';
import { SourceProblem } from './item';
import { MARKDOWN, readFolder } from './read-folder';
import { syncSource } from './sync';

/** The source that KNOWLEDGE_DIR names. */
export const FOLDER_SOURCE = 'knowledge-dir';
/** What a newcomer's AI answers from. */
export const SAMPLE_SOURCE = 'sample-shop';

export interface TeachOptions {
  /** KNOWLEDGE_DIR; null where it is not set. */
  readonly folder: string | null;
  /** Where the sample lies; null: it is not wanted. */
  readonly sample: string | null;
  /** The sample answers beside other sources; otherwise the first other source takes its place. */
  readonly keepSample: boolean;
  readonly say: (line: string) => void;
}

/**
 * Brings the store up to what the settings say, before the first question: the folder is read again at every start, and
 * a folder or sample that is not named any more steps aside. Files that cannot be read are said and left as they were.
 */
export async function teachFromSettings(
  store: KnowledgeStore,
  exclusive: Exclusive,
  options: TeachOptions,
): Promise<void> {
  const { folder, sample, keepSample } = options;
  const sources = await store.sources();
  const stateOf = (name: string) => sources.find((source) => source.name === name)?.state;
  const stepAside = async (name: string): Promise<void> => {
    if (stateOf(name) === 'on') await store.setSourceState(name, 'off');
  };
  const others = sources.some(({ name, state }) => state === 'on' && name !== FOLDER_SOURCE && name !== SAMPLE_SOURCE);
  const wantsSample =
    folder === null && sample !== null && stateOf(SAMPLE_SOURCE) !== 'removed' && (keepSample || !others);
  if (folder === null) await stepAside(FOLDER_SOURCE);
  else await read(folderSource(FOLDER_SOURCE, folder), store, exclusive, options);
  if (wantsSample) await read(folderSource(SAMPLE_SOURCE, sample), store, exclusive, options);
  else await stepAside(SAMPLE_SOURCE);
}

export const folderSource = (name: string, location: string): KnowledgeSource => ({
  ...{ name, kind: 'folder', location },
  options: { audience: 'public', language: null },
});

async function read(
  source: KnowledgeSource,
  store: KnowledgeStore,
  exclusive: Exclusive,
  { say }: TeachOptions,
): Promise<void> {
  const { signal } = new AbortController();
  const work = () => syncSource(source, readFolder(source.location, MARKDOWN), store, { signal });
  const report = await inTurn(exclusive, source.name, work, { signal }).catch((error: unknown) => {
    if (error instanceof SourceProblem) throw new SourceProblem(`KNOWLEDGE_DIR: ${error.message}`);
    throw error;
  });
  for (const { what, reason } of report.problems) say(`Not used: ${what}. ${reason}`);
  if (!report.complete)
    say(`${source.location} holds no Markdown files now. What was read from it before is kept; see "npm run kb list".`);
}
