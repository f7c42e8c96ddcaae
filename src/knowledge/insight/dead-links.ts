import { type OutsideHttp, OutsideProblem } from '../../net/outside-http';
import type { StoredDocument } from '../../ports/knowledge-store';
import { USER_AGENT } from '../web/fetch-document';

const LINK = /https?:\/\/[^\s<>"'`)\]}]+/g;
const AT_ONCE = 4;
const MAX_LINKS = 500;

export interface LinkCheck {
  readonly dead: ReadonlyMap<string, readonly string[]>;
  readonly checked: number;
  /** More than are checked at once. */
  readonly left: number;
}

/** Asks every address that an article has or names, once. Dead is what its server says is gone, and what has no server. */
export async function checkLinks(
  documents: readonly StoredDocument[],
  http: OutsideHttp,
  signal: AbortSignal,
  onProgress: (done: number, expected: number, link: string) => void,
): Promise<LinkCheck> {
  const byLink = new Map<string, string[]>();
  for (const { id, url, text } of documents)
    for (const link of new Set([...(url === null ? [] : [url]), ...(text.match(LINK) ?? []).map(bare)]))
      byLink.set(link, [...(byLink.get(link) ?? []), id]);
  const links = [...byLink.keys()].slice(0, MAX_LINKS);
  const dead = new Map<string, string[]>();
  let done = 0;
  for (let at = 0; at < links.length; at += AT_ONCE) {
    signal.throwIfAborted();
    await Promise.all(
      links.slice(at, at + AT_ONCE).map(async (link) => {
        if (await isDead(link, http, signal))
          for (const id of byLink.get(link) ?? []) dead.set(id, [...(dead.get(id) ?? []), link]);
        done += 1;
        onProgress(done, links.length, link);
      }),
    );
  }
  return { dead, checked: links.length, left: byLink.size - links.length };
}

const bare = (link: string): string => link.replace(/[.,;:!?*_]+$/, '');

const GONE: ReadonlySet<number> = new Set([404, 410]);

/** Some servers answer only what browsers ask: what a HEAD is told is gone is asked for. */
async function isDead(link: string, http: OutsideHttp, signal: AbortSignal): Promise<boolean> {
  const ask = async (method: 'HEAD' | 'GET'): Promise<number> => {
    const headers = { 'user-agent': USER_AGENT };
    const options = { method, headers, timeoutMs: 10_000, maxBytes: 2_000_000, maxRedirects: 5, signal };
    return (await http.fetch(link, options)).status;
  };
  try {
    return GONE.has(await ask('HEAD')) && GONE.has(await ask('GET'));
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof OutsideProblem && error.kind === 'unreachable';
  }
}
