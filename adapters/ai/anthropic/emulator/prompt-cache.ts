import { invalid, isObject, type Json } from './checks';

/** Smallest prefix that is kept; 4,096 for some models. A shorter one is no error: it is just not cached. */
const MIN_TOKENS = 1024;
/** How many blocks before a breakpoint are looked at for something kept earlier. */
const LOOKBACK = 20;
const MAX_BREAKPOINTS = 4;

/** About four characters are a token. */
export const tokensOf = (text: string): number => Math.ceil(text.length / 4);

export interface CacheUse {
  readonly read: number;
  readonly written: number;
  readonly plain: number;
}

/** Keeps what stands before a breakpoint, and finds it again when a later prompt begins the same. */
export class PromptCache {
  private readonly kept = new Set<string>();

  use(parts: readonly Json[], automatic: unknown): CacheUse {
    const marks = parts.map((part) => ttlOf(part.cache_control));
    if (automatic !== undefined && automatic !== null) marks[parts.length - 1] ??= ttlOf(automatic);
    checkMarks(marks);
    const prefixes: string[] = [];
    for (const part of parts) {
      const { cache_control: _, ...words } = part;
      prefixes.push(`${prefixes.at(-1) ?? ''}\n${JSON.stringify(words)}`);
    }
    const breakpoints = marks.flatMap((mark, index) => (mark === null ? [] : [index]));
    const read = Math.max(0, ...breakpoints.map((at) => this.found(prefixes, at)));
    const last = breakpoints.at(-1);
    const cacheable = last === undefined ? 0 : tokensOf(prefixes[last] ?? '');
    for (const at of breakpoints) {
      if (tokensOf(prefixes[at] ?? '') >= MIN_TOKENS) this.kept.add(prefixes[at] ?? '');
    }
    const total = tokensOf(prefixes.at(-1) ?? '');
    const written = cacheable >= MIN_TOKENS ? Math.max(0, cacheable - read) : 0;
    return { read, written, plain: total - read - written };
  }

  private found(prefixes: readonly string[], breakpoint: number): number {
    for (let at = breakpoint; at >= 0 && at > breakpoint - LOOKBACK; at -= 1) {
      const prefix = prefixes[at] ?? '';
      if (this.kept.has(prefix)) return tokensOf(prefix);
    }
    return 0;
  }
}

function ttlOf(control: unknown): '5m' | '1h' | null {
  if (control === undefined || control === null) return null;
  if (!isObject(control) || control.type !== 'ephemeral')
    throw invalid("cache_control.type: Input should be 'ephemeral'");
  const ttl = control.ttl ?? '5m';
  if (ttl !== '5m' && ttl !== '1h') throw invalid("cache_control.ttl: Input should be '5m' or '1h'");
  return ttl;
}

function checkMarks(marks: readonly ('5m' | '1h' | null)[]): void {
  const set = marks.filter((mark) => mark !== null);
  if (set.length > MAX_BREAKPOINTS) {
    throw invalid(`A maximum of ${MAX_BREAKPOINTS} blocks with cache_control may be provided. Found ${set.length}.`);
  }
  const short = set.indexOf('5m');
  if (short !== -1 && set.lastIndexOf('1h') > short) {
    throw invalid("a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block.");
  }
}
