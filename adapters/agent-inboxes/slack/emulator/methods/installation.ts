import type { Methods } from '../method';
import { SlackRefusal } from '../wire';

export const installationMethods: Methods = {
  'oauth.v2.access': {
    scopes: [],
    json: false,
    tier: 'special',
    required: [],
    token: 'none',
    run: ({ args, basic }, { installations }) => {
      installations.checkClient(basic?.user ?? args.text('client_id'), basic?.password ?? args.text('client_secret'));
      switch (args.text('grant_type') ?? 'authorization_code') {
        case 'authorization_code':
          return installations.exchange(args.text('code'), args.text('redirect_uri'));
        case 'refresh_token':
          return installations.refresh(args.text('refresh_token'));
        default:
          throw new SlackRefusal('invalid_grant_type');
      }
    },
  },
  'auth.revoke': {
    scopes: [],
    json: false,
    tier: 'T3',
    required: [],
    run: ({ args, secret }, { installations }) => {
      if (args.flag('test')) return { revoked: false };
      installations.revoke(secret ?? '');
      return { revoked: true };
    },
  },
  'apps.uninstall': {
    scopes: [],
    json: false,
    tier: 'T1',
    required: ['client_id', 'client_secret'],
    run: ({ args }, { installations }) => {
      installations.checkClient(args.text('client_id'), args.text('client_secret'));
      installations.uninstall();
      return {};
    },
  },
  'apps.connections.open': {
    scopes: ['connections:write'],
    json: true,
    tier: 'T3',
    required: [],
    token: 'app',
    run: (_call, { socketMode }) => ({ url: socketMode.newUrl() }),
  },
  'apps.event.authorizations.list': {
    scopes: ['authorizations:read'],
    json: true,
    tier: 'special',
    required: ['event_context'],
    token: 'app',
    run: ({ args }, { workspace, publisher }) => {
      if (!args.required('event_context').startsWith('4-')) throw new SlackRefusal('invalid_event_context');
      return workspace.app.installed ? { authorizations: [publisher.authorization()] } : { authorizations: [] };
    },
  },
};
