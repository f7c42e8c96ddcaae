import { isIP } from 'node:net';
import { isPrivateAddress } from '../../net/private-addresses';
import type { DeclaredRequest, ToolsFile } from './schema';
import { fill, placeholders, textsIn } from './template';

/** What a request may use, and where it stands in the file. */
export interface RequestRules {
  readonly path: string;
  readonly permission: 'read' | 'write';
  /** Names that may be filled in. */
  readonly known: readonly string[];
  /** Those of them that may be absent. */
  readonly optional: readonly string[];
  readonly secrets: ReadonlyMap<string, string>;
  readonly allowPrivateHosts: ToolsFile['allowPrivateHosts'];
}

/** Baton and the HTTP client set these. */
const OWN_HEADERS =
  /^(host|content-length|content-type|connection|transfer-encoding|accept-encoding|idempotency-key)$/i;
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Problems of one request, each a sentence with its path. */
export function checkRequest(request: DeclaredRequest, rules: RequestRules): readonly string[] {
  const { path, permission } = rules;
  return [
    ...checkMethod(request, path, permission),
    ...checkUrlTemplate(request.url, rules),
    ...Object.keys(request.headers).flatMap((name) => checkHeaderName(name, `${path}.headers`)),
    ...checkNames(request, rules),
  ];
}

function checkMethod({ method, body }: DeclaredRequest, path: string, permission: 'read' | 'write'): readonly string[] {
  const problems: string[] = [];
  if (permission === 'write' && method === 'GET') {
    problems.push(`${path}.method is GET, and a write must not be one. Use the method that the service wants for it.`);
  }
  if (permission === 'read' && !['GET', 'POST'].includes(method)) {
    problems.push(`${path}.method is ${method}, which changes something. Make the permission "write".`);
  }
  if (method === 'GET' && body !== undefined) {
    problems.push(`${path}.body cannot be sent with GET. Put it into query, or use POST.`);
  }
  return problems;
}

/** Names stand behind the host only: nobody's words choose where a request goes. */
function checkUrlTemplate(template: string, rules: RequestRules): readonly string[] {
  const where = `${rules.path}.url`;
  const base = fill(template, (name) => rules.secrets.get(name) ?? (/^[a-z]/.test(name) ? 'x' : null));
  // A variable that is not set has its sentence already.
  if (base === null) return [];
  const optional = placeholders(template).filter((name) => rules.optional.includes(name));
  return [
    ...(/\?|#/.test(template) ? [`${where} has a query or a fragment. Put what follows "?" into query.`] : []),
    ...optional.map((name) => `${where} needs {${name}}, which is optional. Make it required, or put it into query.`),
    ...(/^[^/]*\/\/[^/]*\{[a-z]/.test(template)
      ? [`${where} has a {name} in its host. Names may stand in the path only.`]
      : checkAddress(base, where, rules.allowPrivateHosts)),
  ];
}

/** Also for servers of other protocols. */
export function checkAddress(url: string, where: string, allowPrivateHosts: readonly string[]): readonly string[] {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    return [`${where} must be an address such as https://shop.example/api. Correct it.`];
  }
  const { protocol, hostname, host, username, password } = new URL(url);
  if (username !== '' || password !== '') return [`${where} has a password in it. Put it into headers, as \${TOOL_…}.`];
  if (allowPrivateHosts.includes(hostname) || allowPrivateHosts.includes(host)) return [];
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (hostname === 'localhost' || (isIP(literal) !== 0 && isPrivateAddress(literal))) {
    return [
      `${where} leads to this machine or into a private network. If it is yours, add "${host}" to allowPrivateHosts.`,
    ];
  }
  return protocol === 'https:'
    ? []
    : [
        `${where} must begin with https://, because customers' data is sent there. Plain http is for hosts in allowPrivateHosts.`,
      ];
}

export function checkHeaderName(name: string, path: string): readonly string[] {
  if (!HEADER_NAME.test(name)) return [`${path} has "${name}", which is no name of a header. Correct it.`];
  return OWN_HEADERS.test(name) ? [`${path} has "${name}", which Baton sets itself. Remove it.`] : [];
}

function checkNames(request: DeclaredRequest, { path, known, optional }: RequestRules): readonly string[] {
  const places: [string, readonly string[]][] = [
    ['url', [request.url]],
    ...Object.entries(request.query).map(([name, text]): [string, string[]] => [`query.${name}`, [text]]),
    ...Object.entries(request.headers).map(([name, text]): [string, string[]] => [`headers.${name}`, [text]]),
    ['body', textsIn(request.body)],
  ];
  return places.flatMap(([place, texts]) =>
    texts.flatMap(placeholders).flatMap((name) => {
      if (!known.includes(name)) {
        return [`${path}.${place} names {${name}}, which is neither an input nor bound. Correct it or add it to bind.`];
      }
      return place.startsWith('headers.') && optional.includes(name)
        ? [`${path}.${place} needs {${name}}, which may be absent. Put it into query or body.`]
        : [];
    }),
  );
}

/** Every name a request fills in. */
export const namesOfRequest = (request: DeclaredRequest): readonly string[] => [
  ...new Set(
    [request.url, ...Object.values(request.query), ...Object.values(request.headers), ...textsIn(request.body)].flatMap(
      placeholders,
    ),
  ),
];
