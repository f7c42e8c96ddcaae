import type { Api } from './api';
import { decide, showAuthorizePage } from './authorize-page';
import type { Emulation } from './emulation';
import type { Answer } from './faulty-server';
import { download, preview, upload } from './file-routes';
import { respond } from './response-url';
import type { Route } from './server';

const NOT_FOUND: Answer = { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Not found' };

/** Everything Slack serves, by address. */
export const routes =
  (api: Api, emulation: Emulation) =>
  (method: string, url: URL): Route | null => {
    const [, area = '', ...rest] = url.pathname.split('/');
    switch (area) {
      case 'api': {
        const name = rest.join('/');
        if (method !== 'POST' && method !== 'GET') return null;
        return { name, handle: (request, body) => api.call(name, request, body, url.searchParams) };
      }
      case 'actions':
      case 'commands':
      case 'app':
        return {
          name: 'response_url',
          handle: async (_request, body) => respond(emulation, url.pathname, body) ?? NOT_FOUND,
        };
      case 'oauth':
        if (rest.join('/') !== 'v2/authorize') return null;
        if (method === 'GET')
          return { name: 'authorize', handle: async () => showAuthorizePage(emulation, url.searchParams) };
        return {
          name: 'authorize',
          handle: async (_, body) => decide(emulation, new URLSearchParams(body.toString())),
        };
      case 'upload':
        if (method !== 'POST') return null;
        return { name: 'upload', handle: async (request, body) => upload(emulation, rest[1], request, body) };
      case 'files-pri':
      case 'files-origin':
        return { name: 'download', handle: async (request) => download(emulation, [area, ...rest], request) };
      case 'preview':
        return { name: 'preview', handle: async () => preview(emulation, rest[0]) };
      default:
        return null;
    }
  };
