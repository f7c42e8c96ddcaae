import type { IncomingMessage } from 'node:http';
import type { Emulation } from './emulation';
import type { Answer } from './faulty-server';
import { receiveContent } from './file-store';
import { multipartParts } from './multipart';
import type { StoredFile, Workspace } from './workspace';

const NOT_FOUND: Answer = { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Not found' };
/** What Slack serves to whoever may not download: a page to sign in, with status 200. */
const LOGIN_PAGE: Answer = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body>Sign in to Sample Shop</body></html>',
};

const byTicket = (workspace: Workspace, ticket: string | undefined): StoredFile | undefined =>
  Object.values(workspace.state.files).find((file) => file.ticket === ticket);

/** Raw bytes, or one multipart part whatever its name. */
export const upload = (
  { workspace }: Emulation,
  ticket: string | undefined,
  request: IncomingMessage,
  body: Buffer,
): Answer => {
  const file = byTicket(workspace, ticket);
  if (!file) return NOT_FOUND;
  const type = request.headers['content-type'] ?? '';
  const bytes = type.startsWith('multipart/form-data') ? multipartParts(body, type)[0]?.content : body;
  receiveContent(file, bytes ?? Buffer.alloc(0));
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: `OK - ${bytes?.length ?? 0}` };
};

/** `/files-pri/T…-F…/name`; with the redirect switch the first answer sends the app on to where the bytes are. */
export const download = (emulation: Emulation, path: readonly string[], request: IncomingMessage): Answer => {
  const { workspace, modes } = emulation;
  const file = workspace.state.files[path[1]?.split('-')[1] ?? ''];
  if (!mayDownload(workspace, request)) return LOGIN_PAGE;
  if (!file || file.deleted || file.content === null) return NOT_FOUND;
  if (modes.redirectDownloads && path[0] === 'files-pri') {
    const location = `${workspace.baseUrl}/files-origin/${path.slice(1).join('/')}`;
    return { status: 302, headers: { location }, body: '' };
  }
  return contentOf(file);
};

/** What the page shows to a person who is signed in to Slack. */
export const preview = ({ workspace }: Emulation, ticket: string | undefined): Answer => {
  const file = byTicket(workspace, ticket);
  return file && !file.deleted ? contentOf(file) : NOT_FOUND;
};

const contentOf = (file: StoredFile): Answer => ({
  status: 200,
  headers: { 'content-type': file.mimetype, 'x-content-type-options': 'nosniff' },
  body: Buffer.from(file.content ?? '', 'base64'),
});

const mayDownload = (workspace: Workspace, request: IncomingMessage): boolean => {
  const secret = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const token = workspace.state.tokens[secret];
  if (!token || token.revoked || !workspace.app.installed) return false;
  const expired = token.expiresAt !== null && token.expiresAt <= workspace.clock.now();
  return !expired && token.scopes.includes('files:read');
};
