import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { FOLDER_SOURCE } from '../../knowledge/teach';
import type { StoredDocument } from '../../ports/knowledge-store';
import type { Kb } from './kb';
import { notFound } from './look';
import { counted } from './screen';
import { BadCommand, needed } from './usage';

/** Nothing is deleted: answers that were given keep what they rest on. */
export async function remove({ store, screen }: Kb, about: string | null): Promise<number> {
  const name = needed(about, 'a source or an article');
  const source = (await store.sources()).find((one) => one.name === name);
  if (source?.name === FOLDER_SOURCE)
    throw new BadCommand(
      `${FOLDER_SOURCE} is the folder of KNOWLEDGE_DIR. Change the setting, or take single articles out.`,
    );
  if (source !== undefined) {
    await store.setSourceState(name, 'removed');
    screen.line(
      `  ${name} is out, with ${counted(source.documents, 'article')}. Back with: npm run kb -- restore ${name}`,
    );
    return 0;
  }
  const document = (await store.documents()).find(({ id }) => id === name);
  if (document === undefined) throw new BadCommand(await notFound(store, name));
  await store.setDocumentState(name, 'removed', true);
  screen.line(
    `  “${document.title}” is out, and stays out when its source is read again. Back with: npm run kb -- restore ${name}`,
  );
  return 0;
}

export async function restore({ store, screen }: Kb, about: string | null): Promise<number> {
  const name = needed(about, 'a source or an article');
  const source = (await store.sources()).find((one) => one.name === name);
  if (source !== undefined) {
    await store.setSourceState(name, 'on');
    screen.line(
      `  ${name} is back, with ${counted(source.documents, 'article')} as they were. Newer ones: npm run kb -- sync ${name}`,
    );
    return 0;
  }
  const document = (await store.documents()).find(({ id }) => id === name);
  if (document === undefined) throw new BadCommand(await notFound(store, name));
  if (document.state === 'live') {
    screen.line(`  “${document.title}” is not out.`);
    return 0;
  }
  // What its source took away would be taken away again: by hand it stays until the source has it again.
  await store.setDocumentState(name, 'live', !document.byHand);
  screen.line(`  “${document.title}” is back.`);
  return 0;
}

export async function exportAll({ store, screen, from }: Kb, about: string | null): Promise<number> {
  const documents = (await store.documents()).filter(({ answers }) => answers);
  if (about === null) {
    for (const document of documents) screen.line(JSON.stringify(bare(document)));
    return 0;
  }
  const folder = resolve(from, about);
  for (const document of documents) {
    const file = join(folder, ...document.id.split('/').map(safe));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.md`, markdown(document));
  }
  screen.line(`  ${counted(documents.length, 'article')} written to ${folder}.`);
  return 0;
}

const bare = ({ id, version, title, url, audience, language, text, madeAt }: StoredDocument) => ({
  ...{ id, version, title, url, audience, language, text },
  changedAt: madeAt.toISOString(),
});

/** A key is made of a path or an address: no part of it leads out of the folder or is refused by a file system. */
const safe = (part: string): string =>
  part
    .replace(/[<>:"\\|?*\p{Cc}]/gu, '-')
    .replace(/^\.+/, '')
    .slice(0, 100) || '-';

function markdown({ title, url, audience, language, text }: StoredDocument): string {
  const settings = [
    `title: ${title.replace(/\s+/g, ' ')}`,
    ...(url === null ? [] : [`url: ${url}`]),
    `language: ${language}`,
    ...(audience === 'internal' ? ['audience: internal'] : []),
  ];
  return `---\n${settings.join('\n')}\n---\n\n${text.trim()}\n`;
}
