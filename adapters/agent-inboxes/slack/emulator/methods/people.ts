import type { Methods } from '../method';
import { userObject } from '../people';
import { botProfile } from '../show';
import { SlackRefusal } from '../wire';
import { needsTeam } from './channel-arguments';
import { nextPage, pageOf } from './paging';

const READ = { scopes: ['users:read'], json: false } as const;

export const peopleMethods: Methods = {
  'users.info': {
    ...READ,
    tier: 'T4',
    required: ['user'],
    run: ({ args }, { workspace }) => {
      const person = workspace.person(args.required('user'));
      if (!person) throw new SlackRefusal('user_not_found');
      return { user: userObject(person, workspace.clock.seconds()) };
    },
  },
  'users.list': {
    ...READ,
    tier: 'T2',
    required: [],
    run: (call, { workspace, options }) => {
      needsTeam(call, options);
      const local = Object.values(workspace.state.people).filter(({ teamId }) => teamId === workspace.state.team.id);
      const page = pageOf(call, local, 1000, 1000);
      const now = workspace.clock.seconds();
      return { members: page.items.map((person) => userObject(person, now)), cache_ts: now, ...nextPage(page) };
    },
  },
  'users.lookupByEmail': {
    scopes: ['users:read.email'],
    json: false,
    tier: 'T3',
    required: ['email'],
    run: ({ args }, { workspace }) => {
      const found = Object.values(workspace.state.people).find(({ email }) => email === args.required('email'));
      if (!found || found.deleted) throw new SlackRefusal('users_not_found');
      return { user: userObject(found, workspace.clock.seconds()) };
    },
  },
  'bots.info': {
    ...READ,
    tier: 'T3',
    required: [],
    run: ({ args }, { workspace }) => {
      const id = args.text('bot');
      const known = Object.values(workspace.state.people).some(({ botId }) => botId === id);
      if (!id || !known) throw new SlackRefusal('bot_not_found');
      return { bot: botProfile(workspace, id) };
    },
  },
  'usergroups.list': {
    scopes: ['usergroups:read'],
    json: false,
    tier: 'T2',
    required: [],
    run: (_call, { workspace }) => ({
      usergroups: [
        { id: 'S0ONCALL001', team_id: workspace.state.team.id, handle: 'oncall', name: 'On call', user_count: 1 },
      ],
    }),
  },
  'usergroups.users.list': {
    scopes: ['usergroups:read'],
    json: false,
    tier: 'T2',
    required: ['usergroup'],
    run: ({ args }) => {
      if (args.required('usergroup') !== 'S0ONCALL001') throw new SlackRefusal('no_such_subteam');
      return { users: ['U0AGENTANA1'] };
    },
  },
};
