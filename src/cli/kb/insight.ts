import { buildKnowledgeIndex } from '../../ai/knowledge/knowledge-index';
import type { Asked } from '../../knowledge/insight/asked';
import { checkLinks } from '../../knowledge/insight/dead-links';
import { type Gap, gapsIn } from '../../knowledge/insight/gaps';
import { readAsked } from '../../knowledge/insight/read-asked';
import { type StaleArticle, type StaleReason, staleIn } from '../../knowledge/insight/stale';
import { createOutsideHttp } from '../../net/outside-http';
import type { StoredDocument } from '../../ports/knowledge-store';
import type { Kb } from './kb';
import { ago, counted } from './screen';
import { type KbOptions, wholeNumber } from './usage';

const DAY_MS = 24 * 60 * 60_000;

async function asked(kb: Kb, options: KbOptions): Promise<{ days: number; since: number; asked: readonly Asked[] }> {
  const days = wholeNumber(options.days, 'days', 90);
  const since = Date.now() - days * DAY_MS;
  const onProgress = (done: number) =>
    kb.screen.progress('conversations', { done, expected: null, current: 'conversations' });
  const found = await readAsked(kb.store, new Date(since), kb.signal, options.json ? undefined : onProgress);
  if (!options.json) kb.screen.progressEnds();
  return { days, since, asked: found };
}

export async function gaps(kb: Kb, _: string | null, options: KbOptions): Promise<number> {
  const { store, screen } = kb;
  const read = await asked(kb, options);
  const { documents } = await store.snapshot('public');
  const madeAt = new Map(documents.map(({ id, version, madeAt: at }) => [`${id} ${version}`, at.getTime()]));
  const found = await gapsIn(read.asked, {
    now: Date.now(),
    knowledge: await buildKnowledgeIndex(documents),
    madeAt: (id, version) => madeAt.get(`${id} ${version}`) ?? null,
  });
  const limit = wholeNumber(options.limit, 'limit', 10);
  if (options.json) {
    screen.line(JSON.stringify(found.slice(0, limit)));
    return 0;
  }
  const failed = read.asked.filter(({ outcome }) => outcome !== 'helped').length;
  screen.line(`\n  ${screen.paint('bold', 'What could not be answered')}`);
  screen.line(`  ${screen.paint('dim', failedOf(failed, read.asked.length, read.days, found.length))}\n`);
  for (const [at, gap] of found.slice(0, limit).entries()) tellGap(screen, at + 1, gap);
  if (found.length > limit)
    screen.line(`  ${screen.paint('dim', `${found.length - limit} more: --limit ${found.length}`)}\n`);
  return 0;
}

function failedOf(failed: number, asked: number, days: number, groups: number): string {
  const lately = `in the last ${counted(days, 'day')}`;
  if (asked === 0) return `Nobody asked anything ${lately}.`;
  return failed === 0
    ? `Nothing: ${counted(asked, 'question')} ${lately}.`
    : `${failed} of ${counted(asked, 'question')} ${lately}, in ${counted(groups, 'group')}`;
}

const OUTCOMES: Readonly<Record<keyof Gap['outcomes'], string>> = {
  no_answer: 'no answer',
  not_helped: '“did not help”',
  handed_off: 'needed a person',
};

function tellGap(screen: Kb['screen'], number: number, gap: Gap): void {
  const { question, language, count, lastAt, outcomes, articles, draft, answeredBy } = gap;
  const kinds = (Object.keys(OUTCOMES) as (keyof Gap['outcomes'])[]).filter((outcome) => outcomes[outcome] > 0);
  const how = kinds.map((outcome) => (kinds.length === 1 ? '' : `${outcomes[outcome]} `) + OUTCOMES[outcome]);
  const head = `${`${count}×`.padStart(6)}  `;
  screen.wrapped(`${String(number).padStart(2)}. ${question}`, 2, 'bold');
  screen.line(
    `  ${screen.paint('yellow', head)}${screen.paint('dim', [how.join(', '), `last ${ago(new Date(lastAt))}`, language].join(' · '))}`,
  );
  if (articles.length > 0) screen.wrapped(`quoted: ${articles.join(', ')}`, 10, 'dim');
  if (draft !== null) screen.wrapped(`a colleague wrote: “${draft}”`, 10, 'cyan');
  if (answeredBy !== null) screen.wrapped(`answered since by “${answeredBy}”`, 10, 'green');
  screen.line();
}

export async function stale(kb: Kb, _: string | null, options: KbOptions): Promise<number> {
  const { store, screen } = kb;
  const read = await asked(kb, options);
  const documents = (await store.documents()).filter(({ answers, audience }) => answers && audience === 'public');
  const oldAfterMonths = wholeNumber(options.months, 'months', 6);
  const links = options.links ? await deadLinks(kb, documents, options) : null;
  const found = staleIn(documents, read.asked, {
    ...{ now: Date.now(), since: read.since, oldAfterMonths },
    ...(links === null ? {} : { deadLinks: links.dead }),
  });
  if (options.json) {
    screen.line(JSON.stringify(found));
    return 0;
  }
  const answers = read.asked.filter(({ sources }) => sources.length > 0).length;
  screen.line(`\n  ${screen.paint('bold', 'Articles to look at')}`);
  screen.line(
    `  ${screen.paint('dim', `${counted(documents.length, 'article')}, ${counted(answers, 'answer')} in the last ${counted(read.days, 'day')}`)}`,
  );
  for (const why of Object.keys(REASONS) as StaleReason[])
    tellStale(
      screen,
      why,
      found.filter((one) => one.why === why),
      oldAfterMonths,
    );
  if (found.length === 0) screen.line(`\n  ${screen.paint('green', '✓')} Nothing stands out.`);
  if (links !== null && links.left > 0)
    screen.line(`\n  ${counted(links.left, 'link')} more than are checked at once.`);
  screen.line();
  return 0;
}

const REASONS: Readonly<Record<StaleReason, (months: number) => string>> = {
  does_not_help: () => 'Fail more often than they help',
  dead_link: () => 'Lead nowhere',
  old: (months) => `Often used, and not changed for ${counted(months, 'month')}`,
  never_used: () => 'Never used',
};

function tellStale(screen: Kb['screen'], why: StaleReason, articles: readonly StaleArticle[], months: number): void {
  if (articles.length === 0) return;
  screen.line(`\n  ${screen.paint('yellow', REASONS[why](months))}\n`);
  screen.table(
    ['article', 'used', 'failed', 'changed', 'title'],
    articles.map(({ id, used, failed, changedAt, title, links = [] }) => [
      ...[id, String(used), String(failed), ago(new Date(changedAt))],
      [title, ...links.map((link) => screen.paint('red', link))].join('  '),
    ]),
    [1, 2],
  );
}

async function deadLinks({ screen, signal }: Kb, documents: readonly StoredDocument[], options: KbOptions) {
  const http = createOutsideHttp({ allowPrivate: options['allow-private'] ?? false });
  try {
    return await checkLinks(documents, http, signal, (done, expected, current) => {
      if (!options.json) screen.progress('links', { done, expected, current });
    });
  } finally {
    await http.close();
    if (!options.json) screen.progressEnds();
  }
}
