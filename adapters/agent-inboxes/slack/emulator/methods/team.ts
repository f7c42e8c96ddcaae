import type { Methods } from '../method';
import { SlackRefusal } from '../wire';

export const teamMethods: Methods = {
  'api.test': {
    scopes: [],
    json: true,
    tier: 'T4',
    required: [],
    token: 'none',
    run: ({ args }) => {
      if (args.has('error')) throw new SlackRefusal(args.required('error'));
      return { args: args.raw };
    },
  },
  'auth.test': {
    scopes: [],
    json: true,
    tier: 'special',
    required: [],
    run: (_call, { options, workspace: { app, state, baseUrl } }) => ({
      url: `${baseUrl}/`,
      team: state.team.name,
      user: state.people[app.botUserId]?.name,
      team_id: state.team.id,
      user_id: app.botUserId,
      bot_id: app.botId,
      is_enterprise_install: options.enterprise !== null,
      ...(options.enterprise ? { enterprise_id: options.enterprise.id } : {}),
    }),
  },
  'team.info': {
    scopes: ['team:read'],
    json: true,
    tier: 'T3',
    required: [],
    run: ({ args }, { workspace: { state, baseUrl } }) => {
      const { id, name, domain } = state.team;
      if (args.has('team') && args.text('team') !== id) throw new SlackRefusal('team_not_found');
      const icon = { image_34: `${baseUrl}/icons/team-34.png`, image_default: true };
      return { team: { id, name, domain, email_domain: '', icon, url: `${baseUrl}/` } };
    },
  },
};
