import type { Request, RequestHandler, Response } from 'express';

const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The page plays customers and agents without a password, so only pages that this server sent may talk to it: a name
 * that a stranger's DNS points to this machine is refused by its Host, a stranger's page by its Origin.
 */
export const localOnly: RequestHandler = (request, response, next) => {
  if (!isLocal(request.headers.host)) {
    return refuse(response, 'The sandbox answers at http://localhost and http://127.0.0.1 only. Open it there.');
  }
  if (!isSameOrigin(request))
    return refuse(response, 'Another page asked for this, and the sandbox listens to its own only.');
  next();
};

function isLocal(host: string | undefined): boolean {
  const [, name = ''] = /^(\[[^\]]+\]|[^:]+)(:\d+)?$/.exec(host ?? '') ?? [];
  return LOCAL.has(name.toLowerCase());
}

/** Browsers send Origin with everything that changes something, and Sec-Fetch-Site with all the rest. */
function isSameOrigin({ headers }: Request): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const { origin } = headers;
  return origin === undefined || origin === `http://${headers.host}`;
}

const refuse = (response: Response, why: string): void => {
  response.status(403).type('text/plain').send(why);
};

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Nothing from elsewhere, nothing inline: what customers write is text, whatever it looks like. */
export const strictPolicy: RequestHandler = (_request, response, next) => {
  response.set('content-security-policy', POLICY);
  response.set('cache-control', 'no-store');
  next();
};
