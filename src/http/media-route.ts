import { once } from 'node:events';
import type { Request, Response, Router } from 'express';
import express from 'express';
import type { MediaStore, StoredMedia } from '../ports/media-store';
import type { SignedLinks } from './media-link';

export interface MediaPorts {
  readonly links: Pick<SignedLinks, 'read'>;
  readonly media: Pick<MediaStore, 'get' | 'read'>;
}

/** What a browser shows without running anything in it; everything else is saved. */
const SHOWN = /^(image\/(jpeg|png|gif|webp|avif)|audio\/[a-z0-9.+-]+|video\/(mp4|webm|ogg|quicktime|3gpp))$/;
/** Types that a browser would run or draw are served as plain bytes. */
const ACTIVE = /html|xml|svg|script|ecma|wasm|x-msdownload|x-executable/;

/** Files by signed link. Whatever is wrong with a link, the answer is the same: there is nothing here. */
export function mediaRouter({ links, media }: MediaPorts): Router {
  const router = express.Router();
  router.get('/media/:token{/:name}', async (request, response) => {
    const linked = links.read(String(request.params.token));
    const found = linked === null ? null : await media.get(linked.tenantId, linked.id);
    if (found === null) return nothing(response);
    await serve(found, media, request, response);
  });
  return router;
}

function nothing(response: Response): void {
  response.status(404).set('cache-control', 'no-store').type('text/plain').send('There is nothing here.');
}

async function serve(file: StoredMedia, media: MediaPorts['media'], request: Request, response: Response) {
  setHeaders(file, response);
  const range = request.method === 'GET' ? rangeOf(request.headers.range, file.bytes) : null;
  if (range === 'unsatisfiable') {
    response.status(416).set('content-range', `bytes */${file.bytes}`).end();
    return;
  }
  const { from, to } = range ?? { from: 0, to: file.bytes - 1 };
  response.status(range === null ? 200 : 206);
  if (range !== null) response.set('content-range', `bytes ${from}-${to}/${file.bytes}`);
  response.set('content-length', String(to - from + 1));
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  await stream(media.read(file, from, to), response);
}

function setHeaders({ mediaType, name }: StoredMedia, response: Response): void {
  const isShown = SHOWN.test(mediaType);
  // Not by Express, which would add a charset that nobody knows.
  response.setHeader('content-type', ACTIVE.test(mediaType) ? 'application/octet-stream' : mediaType);
  response.set({
    'content-disposition': disposition(isShown ? 'inline' : 'attachment', name),
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex, nofollow',
    'referrer-policy': 'no-referrer',
    // A signed link is a right: no shared cache may hand its file to others.
    'cache-control': 'private, max-age=3600',
    'accept-ranges': 'bytes',
  });
}

/** A name for old programs, and the real one as RFC 6266 wants it. */
function disposition(how: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const real = encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="${plain}"; filename*=UTF-8''${real}`;
}

/** One range, as players ask for it. Null: all of it, also where several or other units are asked for. */
function rangeOf(header: string | undefined, size: number): { from: number; to: number } | 'unsatisfiable' | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  const from = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (from >= size || (first === '' && Number(last) === 0)) return 'unsatisfiable';
  return from > to ? null : { from, to };
}

/** Piece by piece, no faster than the reader takes them. */
async function stream(pieces: AsyncIterable<Buffer>, response: Response): Promise<void> {
  try {
    for await (const piece of pieces) {
      if (response.destroyed) return;
      if (!response.write(piece)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    }
    response.end();
  } catch (error) {
    // Half a file must not look like a whole one.
    response.destroy();
    throw error;
  }
}
