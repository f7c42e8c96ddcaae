import { createOutsideHttp } from '../net/outside-http';
import type { KnowledgeSource } from '../ports/knowledge-store';
import type { SourceReader } from './item';
import { MARKDOWN, readFolder, readOneFile } from './read-folder';
import { FOLDER_SOURCE, SAMPLE_SOURCE } from './teach';

/** How a source is read, by its kind. What reads pages and exports is loaded when it is needed. */
export function readerFor({ name, kind, location, options }: KnowledgeSource): SourceReader {
  switch (kind) {
    case 'folder':
      return name === FOLDER_SOURCE || name === SAMPLE_SOURCE ? readFolder(location, MARKDOWN) : readFolder(location);
    case 'file':
      return readOneFile(location);
    case 'export':
      return async function* (context) {
        yield* (await import('./formats/export')).readExport(location)(context);
      };
    case 'page':
    case 'sitemap':
      return async function* (context) {
        const http = createOutsideHttp({ allowPrivate: options.allowPrivate ?? false });
        try {
          if (kind === 'page') yield* (await import('./web/read-page')).readPage(location, http)(context);
          else yield* (await import('./web/read-sitemap')).readSitemap(location, http, options.maxPages)(context);
        } finally {
          await http.close();
        }
      };
  }
}
