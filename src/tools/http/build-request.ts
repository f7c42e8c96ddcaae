import { PortError } from '../../domain/errors';
import type { Values } from '../bind';
import type { DeclaredRequest } from '../file/schema';
import { fill } from '../file/template';
import { fillJson } from '../fill-json';

export interface BuiltRequest {
  readonly url: string;
  readonly init: { readonly method: string; readonly headers: Record<string, string>; readonly body?: string };
}

export interface RequestParts {
  readonly tool: string;
  readonly values: Values;
  readonly secrets: ReadonlyMap<string, string>;
  /** Null: it only reads. */
  readonly idempotencyKey: string | null;
}

/** Fills a declared request in. Rejects arguments that would lead to another path than the file says. */
export function buildRequest(request: DeclaredRequest, parts: RequestParts): BuiltRequest {
  const { values, secrets, idempotencyKey } = parts;
  const look = (name: string): string | null =>
    secrets.get(name) ?? (Object.hasOwn(values, name) ? String(values[name]) : null);
  const body = request.body === undefined ? undefined : JSON.stringify(fillJson(request.body, values, look));
  const headers = Object.entries(request.headers).map(([name, text]): [string, string] => {
    const value = needed(fill(text, look), parts);
    if (!/^[\x20-\x7e]*$/.test(value)) throw refused(parts, `Its header ${name} carries letters of English only.`);
    return [name.toLowerCase(), value];
  });
  return {
    url: buildUrl(request, look, parts),
    init: {
      method: request.method,
      headers: {
        accept: 'application/json',
        'user-agent': 'baton',
        ...Object.fromEntries(headers),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(idempotencyKey === null ? {} : { 'idempotency-key': idempotencyKey }),
      },
      ...(body === undefined ? {} : { body }),
    },
  };
}

function buildUrl(request: DeclaredRequest, look: (name: string) => string | null, parts: RequestParts): string {
  const encoded = (name: string): string | null => {
    const value = look(name);
    return value === null || parts.secrets.has(name) ? value : encodeURIComponent(value.toWellFormed());
  };
  const address = needed(fill(request.url, encoded), parts);
  // ".." climbs out of the path that the file names, and there is no way to write it that does not.
  if (address.split('/').some((segment) => segment === '.' || segment === '..')) {
    throw refused(parts, 'An argument would lead to another address than the file says.');
  }
  const url = new URL(address);
  for (const [name, text] of Object.entries(request.query)) {
    const value = fill(text, look);
    if (value !== null) url.searchParams.append(name, value);
  }
  return url.href;
}

function needed(text: string | null, parts: RequestParts): string {
  if (text === null) throw refused(parts, 'Something that it needs is not known of this customer.');
  return text;
}

const refused = ({ tool }: RequestParts, why: string): PortError =>
  new PortError('rejected', `The tool ${tool} was not called. ${why}`, { adapter: 'tools', reason: 'content' });
