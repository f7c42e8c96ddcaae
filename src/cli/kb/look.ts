import { buildKnowledgeIndex } from '../../ai/knowledge/knowledge-index';
import { type Found, lookUp } from '../../ai/look-up';
import type { Passage } from '../../ports/knowledge-base';
import type { ChunkedVersion, SourceRecord, StoredDocument } from '../../ports/knowledge-store';
import { noSource } from './import';
import type { Kb } from './kb';
import { ago, barOf, clip, counted, day } from './screen';
import { audienceIn, BadCommand, type KbOptions, languageIn, needed, wholeNumber } from './usage';

export async function list(kb: Kb, about: string | null, { json }: KbOptions): Promise<number> {
  const { store, screen } = kb;
  const sources = await store.sources();
  if (about !== null) return listArticles(kb, about, sources, json ?? false);
  if (json) screen.line(JSON.stringify(sources));
  else if (sources.length === 0)
    screen.line('  Nothing is taught yet. Begin with: npm run kb -- add <folder or address>');
  else {
    screen.line();
    screen.table(
      ['source', 'articles', 'passages', 'for', 'last read', 'from'],
      sources.map((source) => sourceRow(kb, source)),
      [1, 2],
    );
    screen.line();
  }
  return 0;
}

function sourceRow({ screen }: Kb, source: SourceRecord): string[] {
  const { name, state, documents, chunks, options, syncedAt, report, location, kind } = source;
  const off = state === 'on' ? '' : screen.paint('yellow', ` (${state})`);
  const failed = report !== null && report.failed > 0 ? screen.paint('red', `, ${report.failed} failed`) : '';
  return [
    `${screen.paint('bold', name)}${off}`,
    String(documents),
    String(chunks),
    options.audience === 'internal' ? screen.paint('yellow', 'agents') : 'customers',
    `${syncedAt === null ? 'not to its end' : ago(syncedAt)}${failed}`,
    screen.paint('dim', kind === 'sitemap' ? `${location} (sitemap)` : location),
  ];
}

async function listArticles({ store, screen }: Kb, name: string, sources: readonly SourceRecord[], json: boolean) {
  if (!sources.some((source) => source.name === name)) throw new BadCommand(noSource(name));
  const articles = (await store.documents()).filter(({ source }) => source === name);
  if (json) screen.line(JSON.stringify(articles.map(({ text: _, ...rest }) => rest)));
  else {
    screen.line();
    screen.table(
      ['article', 'version', 'language', 'for', 'title'],
      articles.map((one) => articleRow(screen, one)),
      [1],
    );
    screen.line();
  }
  return 0;
}

const articleRow = (
  screen: Kb['screen'],
  { id, version, language, audience, title, state, byHand }: StoredDocument,
) => [
  state === 'live' ? id : screen.paint('dim', `${id} (removed${byHand ? ' by hand' : ''})`),
  String(version),
  language,
  audience === 'internal' ? screen.paint('yellow', 'agents') : 'customers',
  clip(title, 60),
];

export async function show({ store, screen }: Kb, about: string | null, options: KbOptions): Promise<number> {
  const id = needed(about, 'an article, as "npm run kb -- list <name>" shows it');
  const [document, versions] = [(await store.documents()).find((one) => one.id === id), await store.versions(id)];
  if (document === undefined) throw new BadCommand(await notFound(store, id));
  const version = wholeNumber(options.version, 'version', document.version);
  const shown = await store.version(id, version);
  if (shown === null) throw new BadCommand(`${id} has no version ${version}; its newest is ${document.version}.`);
  if (options.json) {
    screen.line(
      JSON.stringify({ ...shown, state: document.state, versions: versions.map(({ text: _, ...rest }) => rest) }),
    );
    return 0;
  }
  head(screen, document, shown);
  screen.line(`\n  ${screen.paint('bold', counted(versions.length, 'version'))}`);
  for (const one of versions) {
    const now = one.version === document.version ? screen.paint('green', '  newest') : '';
    screen.line(
      `    ${String(one.version).padStart(2)}  ${day(one.madeAt)}  ${counted(wordsOf(one.text), 'word')}${now}`,
    );
  }
  screen.line(`\n  ${screen.paint('bold', counted(shown.chunks.length, 'passage'))}`);
  for (const { id: chunk, headings, text } of shown.chunks) {
    screen.line(`\n    ${screen.paint('cyan', headings.join(' › ') || '(beginning)')}  ${screen.paint('dim', chunk)}`);
    screen.wrapped(text, 6);
  }
  screen.line();
  return 0;
}

function head(screen: Kb['screen'], document: StoredDocument, shown: ChunkedVersion): void {
  const old =
    shown.version === document.version ? '' : screen.paint('yellow', `  as it was in version ${shown.version}`);
  screen.line(`\n  ${screen.paint('bold', shown.title)}  ${screen.paint('dim', document.id)}${old}`);
  const state = document.answers
    ? shown.audience === 'internal'
      ? screen.paint('yellow', 'for agents only')
      : screen.paint('green', 'the AI answers from it')
    : screen.paint('yellow', 'removed');
  screen.line(`  ${[state, shown.language, shown.url].filter(Boolean).join(screen.paint('dim', ' · '))}`);
}

const wordsOf = (text: string): number => text.split(/\s+/).filter(Boolean).length;

export async function notFound(store: Kb['store'], id: string): Promise<string> {
  const near = (await store.documents()).filter(
    (one) => one.id.endsWith(`/${id}`) || one.title.toLowerCase() === id.toLowerCase(),
  );
  const hint =
    near.length === 0 ? 'See: npm run kb -- list <source>' : `Do you mean ${near.map((one) => one.id).join(' or ')}?`;
  return `There is no article "${id}". ${hint}`;
}

const SHOWN = 5;

export async function search({ store, screen }: Kb, about: string | null, options: KbOptions): Promise<number> {
  const question = needed(about, 'a question, in quotes');
  const [audience, language] = [audienceIn(options), languageIn(options)];
  const knowledge = await buildKnowledgeIndex((await store.snapshot(audience)).documents);
  const passages = await knowledge.search(question, wholeNumber(options.limit, 'limit', SHOWN), language);
  const found = await lookUp(question, knowledge, language);
  if (options.json) {
    screen.line(JSON.stringify({ question, does: found.type, passages }));
    return 0;
  }
  screen.line(`\n  ${verdict(screen, found, audience)}\n`);
  for (const [at, passage] of passages.entries()) one(screen, at + 1, passage);
  return 0;
}

function verdict(screen: Kb['screen'], found: Found, audience: string): string {
  if (audience === 'internal')
    return screen.paint('yellow', 'These are for agents: the AI answers no customer from them.');
  switch (found.type) {
    case 'answer':
      return screen.paint('green', 'The AI quotes the first passage.');
    case 'unclear':
      return screen.paint('yellow', 'The AI asks which of these is meant.');
    case 'nothing':
      return screen.paint('red', 'The AI says that it does not know, and offers a person.');
  }
}

function one(
  screen: Kb['screen'],
  number: number,
  { title, heading, document, coverage, relevance = 1, excerpt, text }: Passage,
) {
  const name = heading === null ? title : `${title} › ${heading}`;
  screen.line(`  ${number}  ${screen.paint('bold', name)}  ${screen.paint('dim', document?.id ?? '')}`);
  const score = `covers ${barOf(coverage, 10)} ${percent(coverage)}   score ${percent(relevance)} of the best`;
  screen.line(`     ${screen.paint('dim', score)}`);
  screen.wrapped(excerpt ?? clip(text, 300), 5);
  screen.line();
}

const percent = (share: number): string => `${Math.round(share * 100)} %`.padStart(5);
