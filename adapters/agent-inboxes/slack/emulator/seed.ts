import { secret } from './ids';
import type { Person } from './people';
import type { WorkspaceState } from './workspace';

/** What the app may do, and what it hears of: as in its manifest. */
export const DEFAULT_SCOPES: readonly string[] = [
  'channels:history',
  'channels:join',
  'channels:read',
  'chat:write',
  'chat:write.customize',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'reactions:read',
  'reactions:write',
  'users:read',
];

export const DEFAULT_EVENTS: readonly string[] = [
  'channel_id_changed',
  'channel_rename',
  'group_rename',
  'member_left_channel',
  'message.channels',
  'message.groups',
  'reaction_added',
  'reaction_removed',
  'user_change',
];

const TEAM = 'T0SAMPLE001';
export const PARTNER_TEAM = 'T0PARTNER01';
const APP_BOT_USER = 'U0BATONBOT1';
export const SUPPORT = 'C0SUPPORT01';
export const GENERAL = 'C0GENERAL01';
const PARTNERS = 'C0PARTNERS1';

const person = (id: string, name: string, realName: string, more: Partial<Person> = {}): Person => ({
  id,
  name,
  realName,
  displayName: realName.split(' ')[0] ?? realName,
  kind: 'member',
  deleted: false,
  teamId: TEAM,
  timezone: 'Europe/Lisbon',
  email: `${name}@sample-shop.example`,
  ...more,
});

const people = (): Person[] => [
  person('U0AGENTANA1', 'ana', 'Ana Alves', { isAdmin: true }),
  person('U0AGENTBOB1', 'bob', 'Bob Brandt'),
  person('U0GUESTGIL1', 'gil', 'Gil Guerra', { kind: 'guest' }),
  person('U0EXTERNEVE', 'eve', 'Eve Ek', { kind: 'external', teamId: PARTNER_TEAM, email: 'eve@partner.example' }),
  person('U0OTHERBOT1', 'deploybot', 'Deploy Bot', { kind: 'bot', botId: 'B0OTHERBOT1', appId: 'A0OTHERAPP1' }),
  person(APP_BOT_USER, 'baton', 'Baton', { kind: 'bot', botId: 'B0BATONBOT1', appId: 'A0BATONAPP1' }),
];

/** The workspace "Sample Shop" as it is on the first day. Secrets are new each time; ids stay, so that tests can name them. */
export const newWorkspace = (now: number, scopes: readonly string[]): WorkspaceState => {
  const botToken = `xoxb-emulated-${secret(12)}`;
  const channel = (id: string, name: string, members: string[]) => ({
    id,
    name,
    created: Math.floor(now / 1000),
    isPrivate: false,
    isArchived: false,
    isShared: id === PARTNERS,
    kind: 'channel' as const,
    members,
    topic: '',
  });
  return {
    team: { id: TEAM, name: 'Sample Shop', domain: 'sample-shop' },
    app: {
      id: 'A0BATONAPP1',
      name: 'Baton',
      botUserId: APP_BOT_USER,
      botId: 'B0BATONBOT1',
      signingSecret: secret(16),
      verificationToken: secret(12),
      clientId: '3000000001.3000000002',
      clientSecret: secret(16),
      installed: true,
    },
    people: Object.fromEntries(people().map((one) => [one.id, one])),
    channels: {
      [SUPPORT]: channel(SUPPORT, 'support', [
        'U0AGENTANA1',
        'U0AGENTBOB1',
        'U0GUESTGIL1',
        'U0OTHERBOT1',
        APP_BOT_USER,
      ]),
      [GENERAL]: channel(GENERAL, 'general', ['U0AGENTANA1', 'U0AGENTBOB1', 'U0OTHERBOT1']),
      [PARTNERS]: channel(PARTNERS, 'ext-partners', ['U0AGENTANA1', 'U0EXTERNEVE', APP_BOT_USER]),
    },
    messages: {},
    ephemerals: [],
    tokens: {
      [botToken]: { kind: 'bot', userId: APP_BOT_USER, scopes: [...scopes], revoked: false, expiresAt: null },
      [`xapp-emulated-${secret(12)}`]: {
        kind: 'app',
        userId: APP_BOT_USER,
        scopes: ['connections:write', 'authorizations:read'],
        revoked: false,
        expiresAt: null,
      },
    },
    files: {},
    views: {},
    viewStacks: {},
    bookmarks: [],
    oauth: { codes: {}, refreshTokens: {} },
    statuses: {},
    lastTs: '0',
  };
};
