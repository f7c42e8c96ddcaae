import type { Server } from 'node:http';
import express, { type Response } from 'express';
import type { Backend } from './backend';
import { listen } from './listen';

const MEDIA = /^\/api\.twilio\.com\/2010-04-01\/Accounts\/(AC\w+)\/Messages\/(\w+)\/Media\/(ME[0-9a-f]{32})$/;

/** The address of a file redirects to where it is kept. False: the path is none of a file. The caller is known already. */
export function sendMedia({ state }: Backend, path: string, response: Response, storeUrl: string): boolean {
  const [, account, messageSid, sid = ''] = MEDIA.exec(path) ?? [];
  if (account !== state.account.sid) return false;
  if (state.media.get(sid)?.messageSid !== messageSid) {
    response.status(404).json({ code: 20404, message: 'The requested resource was not found', status: 404 });
  } else response.redirect(307, `${storeUrl}/${sid}?X-Amz-Signature=${sid.slice(2)}`);
  return true;
}

/** The store refuses whoever shows credentials, as the real one does: its addresses are signed instead. */
export function startStore(backend: () => Backend): Promise<Server> {
  const app = express();
  app.disable('x-powered-by');
  app.get('/:sid', (request, response) => {
    const file = backend().state.media.get(request.params.sid);
    if (request.get('authorization') !== undefined) {
      response.status(400).type('application/xml').send('<Error><Code>InvalidArgument</Code></Error>');
    } else if (file === undefined || request.query['X-Amz-Signature'] !== request.params.sid.slice(2)) {
      response.status(403).type('application/xml').send('<Error><Code>AccessDenied</Code></Error>');
    } else response.type(file.mediaType).send(file.bytes);
  });
  return listen(app, 0);
}
