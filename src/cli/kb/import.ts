import { inTurn } from '../../knowledge/in-turn';
import { sourceOf } from '../../knowledge/name-source';
import { readerFor } from '../../knowledge/reader-for';
import { type SyncReport, syncSource } from '../../knowledge/sync';
import { SAMPLE_SOURCE } from '../../knowledge/teach';
import type { KnowledgeSource, SourceRecord } from '../../ports/knowledge-store';
import type { Kb } from './kb';
import { counted } from './screen';
import { audienceIn, BadCommand, type KbOptions, languageIn, needed, wholeNumber } from './usage';

/** Exit code of a command that a person stopped. */
const STOPPED = 130;

export async function add(kb: Kb, about: string | null, options: KbOptions): Promise<number> {
  const target = needed(about, 'a folder, a file or an address');
  const source = sourceOf(target, options.name ?? null, sourceOptions(options), kb.from);
  const there = (await kb.store.sources()).find(({ name }) => name === source.name);
  if (there !== undefined && there.state !== 'removed' && there.location !== source.location)
    throw new BadCommand(
      `There is a source "${source.name}" already, from ${there.location}. Choose another name with --name.`,
    );
  const code = await importOne(kb, source);
  if (source.kind === 'page')
    kb.screen.line(
      kb.screen.paint('dim', '  This is one page. For all pages of a site, add the address of its sitemap (.xml).'),
    );
  if (!kb.sandbox) await sampleStepsAside(kb);
  return code;
}

function sourceOptions(options: KbOptions): KnowledgeSource['options'] {
  return {
    audience: audienceIn(options),
    language: languageIn(options),
    ...(options['max-pages'] === undefined ? {} : { maxPages: wholeNumber(options['max-pages'], 'max-pages', 1) }),
    ...(options['allow-private'] ? { allowPrivate: true } : {}),
  };
}

/** Customers are not answered from the articles of a shop that does not exist, once there are real ones. */
async function sampleStepsAside({ store, screen }: Kb): Promise<void> {
  const sources = await store.sources();
  const hasReal = sources.some(
    ({ name, state, documents }) => name !== SAMPLE_SOURCE && state === 'on' && documents > 0,
  );
  if (!hasReal || !sources.some(({ name, state }) => name === SAMPLE_SOURCE && state === 'on')) return;
  await store.setSourceState(SAMPLE_SOURCE, 'off');
  screen.line('  The sample shop steps aside: the AI answers from your articles alone.');
}

export async function sync(kb: Kb, about: string | null): Promise<number> {
  const sources = (await kb.store.sources()).filter(({ state }) => state === 'on');
  const chosen = about === null ? sources : sources.filter(({ name }) => name === about);
  if (chosen.length === 0)
    throw new BadCommand(
      about === null
        ? 'There is nothing to read again yet. Begin with: npm run kb -- add <folder or address>'
        : noSource(about),
    );
  let worst = 0;
  for (const source of chosen) {
    worst = Math.max(worst, await importOne(kb, plain(source), chosen.length > 1));
    if (kb.signal.aborted) break;
  }
  return worst;
}

const plain = ({ name, kind, location, options }: SourceRecord): KnowledgeSource => ({ name, kind, location, options });

export const noSource = (name: string): string => `There is no source "${name}". See: npm run kb -- list`;

/** 0: all of it was read. 1: something could not be read, and the rest is in. 130: stopped. */
async function importOne(kb: Kb, source: KnowledgeSource, goesOn = false): Promise<number> {
  const { store, exclusive, screen, signal } = kb;
  screen.line(`\n  ${screen.paint('bold', source.name)}  ${screen.paint('dim', source.location)}\n`);
  const onProgress = (progress: Parameters<Screen['progress']>[1]) => screen.progress(source.name, progress);
  const work = () => syncSource(source, readerFor(source), store, { signal, onProgress });
  const onWait = () => screen.line('  Another process is reading it. Waiting for its turn.');
  try {
    const report = await inTurn(exclusive, source.name, work, { signal, onWait });
    screen.progressEnds();
    tell(kb, source, report);
    return signal.aborted ? STOPPED : report.failed > 0 || !report.complete ? 1 : 0;
  } catch (error) {
    screen.progressEnds();
    if (signal.aborted) {
      screen.line('  Stopped before anything was read.');
      return STOPPED;
    }
    if (!goesOn || !(error instanceof Error)) throw error;
    screen.line(`  ${screen.paint('red', '✗')} ${error.message}`);
    return 1;
  }
}

type Screen = Kb['screen'];

function tell({ screen, signal }: Kb, { name, options }: KnowledgeSource, report: SyncReport): void {
  const { added, changed, removed, unchanged, failed, keptOut, problems, complete } = report;
  const parts = [
    [added, 'green', `${added} added`],
    [changed, 'cyan', `${changed} changed`],
    [removed, 'yellow', `${removed} removed`],
    [unchanged, 'dim', `${unchanged} unchanged`],
    [keptOut, 'dim', `${keptOut} kept out`],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([, style, text]) => screen.paint(style, text));
  const sign = signal.aborted ? screen.paint('yellow', '■') : screen.paint('green', '✓');
  screen.line(`  ${sign} ${said.length === 0 ? 'Nothing was read' : said.join(screen.paint('dim', ' · '))}`);
  if (failed > 0) {
    screen.line(`  ${screen.paint('red', '✗')} ${counted(failed, 'thing')} to look at`);
    for (const { what, reason } of problems) {
      screen.line(`\n      ${what}`);
      screen.wrapped(reason, 8, 'dim');
    }
  }
  screen.line();
  if (signal.aborted)
    screen.line('  Stopped. What was read is kept, nothing was removed; the same command goes on from here.');
  else if (!complete)
    screen.line(
      `  Nothing was found where there was something, so nothing was removed. To take it out: npm run kb -- remove ${name}`,
    );
  else if (added + changed + removed > 0)
    screen.line(
      options.audience === 'internal'
        ? '  It is for agents only: the AI does not answer from it.'
        : '  The AI answers from it now.',
    );
}
