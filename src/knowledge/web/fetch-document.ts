import { setTimeout as sleep } from 'node:timers/promises';
import type { KnowledgeDocument } from '../../ai/knowledge/document';
import type { OutsideHttp, OutsideResponse } from '../../net/outside-http';
import type { FetchMarks } from '../../ports/knowledge-store';
import { keyOf } from '../draft';
import { readFileContent } from '../formats/read-file';
import { type Item, problemWith, type ReadingContext, Unreadable } from '../item';

export const USER_AGENT = 'Baton-Knowledge/1.0';
const MAX_BYTES = 30_000_000;
const TIMEOUT_MS = 30_000;
const MAX_REDIRECTS = 5;
const MAX_RETRY_MS = 10_000;

/** One page, as a document under its address; what the server says has not changed is not sent again. */
export async function fetchDocument(url: string, http: OutsideHttp, context: ReadingContext): Promise<Item> {
  const key = keyOf(pageKey(url));
  try {
    const marks = context.known.get(key)?.fetched ?? null;
    const answer = await get(url, http, context.signal, marks);
    if (answer.status === 304) return { type: 'unchanged', key };
    if (answer.status === 404 || answer.status === 410) throw new Unreadable(`It is gone (${answer.status}).`, true);
    if (answer.status >= 300) throw new Unreadable(`The server answered ${answer.status}.`);
    return { type: 'document', document: await documentIn(answer, url), fetched: marksOf(answer) };
  } catch (error) {
    context.signal.throwIfAborted();
    return problemWith(error, key, url);
  }
}

/** A server that is busy is asked once more, when it says. */
export async function get(
  url: string,
  http: OutsideHttp,
  signal: AbortSignal,
  marks: FetchMarks | null = null,
  maxBytes = MAX_BYTES,
): Promise<OutsideResponse> {
  const headers = {
    ...{ 'user-agent': USER_AGENT, accept: 'text/html, text/markdown;q=0.9, */*;q=0.5', 'accept-encoding': 'identity' },
    ...(marks?.etag ? { 'if-none-match': marks.etag } : {}),
    ...(marks?.lastModified ? { 'if-modified-since': marks.lastModified } : {}),
  };
  const ask = () => http.fetch(url, { headers, timeoutMs: TIMEOUT_MS, maxBytes, maxRedirects: MAX_REDIRECTS, signal });
  const answer = await ask();
  if (answer.status !== 429 && answer.status !== 503) return answer;
  const seconds = Number(answer.headers['retry-after'] ?? 2);
  await sleep(Math.min(MAX_RETRY_MS, (Number.isFinite(seconds) ? seconds : 2) * 1000), undefined, { signal });
  return ask();
}

const marksOf = ({ headers }: OutsideResponse): FetchMarks | null => {
  const [etag, lastModified] = [headers.etag ?? null, headers['last-modified'] ?? null];
  return etag === null && lastModified === null ? null : { etag, lastModified };
};

/** Path and query, as people would name it: "hc/en/returns". */
export function pageKey(address: string): string {
  const { pathname, search } = new URL(address);
  const path = decoded(`${pathname}${search}`).replace(/^\/+|\/+$/g, '');
  return path === '' ? 'index' : path;
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

const ENDING_OF: Readonly<Record<string, string>> = {
  'text/markdown': 'md',
  'text/plain': 'txt',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
};

async function documentIn({ headers, body }: OutsideResponse, url: string): Promise<KnowledgeDocument> {
  const type = headers['content-type'] ?? 'text/html';
  const media = type.split(';')[0]?.trim().toLowerCase() ?? '';
  const key = pageKey(url);
  if (media === 'text/html' || media === 'application/xhtml+xml') {
    const { readHtmlPage } = await import('../formats/html');
    return readHtmlPage(decode(body, type), { key, url });
  }
  const ending = ENDING_OF[media];
  if (ending === undefined) throw new Unreadable(`It is of a kind that is not read (${media}).`);
  return { ...(await readFileContent(body, `page.${ending}`, key)), url };
}

/** In the encoding that the server names, or the page itself. */
function decode(body: Buffer, contentType: string): string {
  const named =
    /charset=["']?([\w-]+)/i.exec(contentType)?.[1] ??
    /<meta[^>]+charset=["']?([\w-]+)/i.exec(body.subarray(0, 2048).toString('latin1'))?.[1];
  try {
    return new TextDecoder(named ?? 'utf-8').decode(body);
  } catch {
    return body.toString('utf8');
  }
}
