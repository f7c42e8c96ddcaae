/** Endings by which messengers make a link of bare words. A missing space ("done.Then") is no link. */
const DOMAIN_ENDING =
  'com|net|org|io|co|info|biz|app|dev|shop|store|online|site|xyz|me|ai|link|click|top|example|uk|us|de|fr|es|it|nl|eu|ch|at|be|pt|br|ru|pl|ly|gl|to|cc';
const LINK = new RegExp(
  `(?:[a-z][a-z0-9+.-]{1,20}://|www\\.)[^\\s<>"'“”‹›]+|(?<![@\\w.-])(?:[a-z0-9-]{1,63}\\.){1,4}(?:${DOMAIN_ENDING})(?![\\w-])(?:/[^\\s<>"'“”‹›]*)?`,
  'giu',
);
const TRAILING = /[.,;:!?)\]}*_]+$/u;

/** The links of a text, without the punctuation behind them. */
export const linksIn = (text: string): readonly string[] => [...text.matchAll(LINK)].map(([link]) => trimmed(link));

/** A closing bracket belongs to the link only where the link opened it. */
function trimmed(link: string): string {
  const bare = link.replace(TRAILING, '');
  return bare.includes('(') && link[bare.length] === ')' ? link.slice(0, bare.length + 1) : bare;
}

export interface LinkRules {
  /** Texts and addresses of the passages: a link that stands there may be written. */
  readonly sources: readonly string[];
  /** Hosts that may always be linked to, with their subdomains. */
  readonly hosts: readonly string[];
}

/** Takes out every link that is not allowed, and what it leaves behind: empty brackets, double spaces. */
export function withoutForeignLinks(
  text: string,
  rules: LinkRules,
): { readonly text: string; readonly removed: number } {
  const known = new Set(rules.sources.flatMap(linksIn).map(comparable));
  let removed = 0;
  const kept = text.replace(LINK, (found) => {
    const link = trimmed(found);
    if (known.has(comparable(link)) || isAllowedHost(link, rules.hosts)) return found;
    removed += 1;
    return found.slice(link.length);
  });
  return removed === 0 ? { text, removed } : { text: tidied(kept), removed };
}

/** Without what makes no difference: the protocol's spelling, a last slash, upper case in the host. */
function comparable(link: string): string {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(link) ? link : `https://${link}`;
  return URL.canParse(address) ? new URL(address).href.replace(/\/$/, '') : address;
}

function isAllowedHost(link: string, hosts: readonly string[]): boolean {
  const address = /^https?:\/\//i.test(link) ? link : `https://${link}`;
  // Any other protocol is a link nobody meant to allow.
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(link) && !/^https?:/i.test(link)) return false;
  if (!URL.canParse(address)) return false;
  const { hostname, username } = new URL(address);
  return username === '' && hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));
}

const tidied = (text: string): string =>
  text
    .replace(/\(\s*\)|\[\s*\]/g, '')
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/ +([.,;:!?])/g, '$1')
    .replace(/[ \t]+$/gm, '')
    .trim();
