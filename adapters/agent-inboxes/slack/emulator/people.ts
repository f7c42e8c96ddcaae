import type { EmulatedAgent } from '../../../../src/ports';
import type { Json } from './wire';

export interface Person {
  readonly id: string;
  /** The handle: what `@name` finds. */
  readonly name: string;
  readonly realName: string;
  readonly displayName: string;
  kind: EmulatedAgent['kind'];
  deleted: boolean;
  readonly teamId: string;
  readonly timezone: string;
  readonly email: string;
  /** May delete what others wrote. */
  readonly isAdmin?: boolean;
  /** Set for bots only. */
  readonly botId?: string;
  readonly appId?: string;
}

/** `users.info` as Slack answers it. Guests are multi-channel guests: restricted, not ultra-restricted. */
export const userObject = (person: Person, updated: number): Json => {
  const isBot = person.kind === 'bot';
  return {
    id: person.id,
    team_id: person.teamId,
    name: person.name,
    deleted: person.deleted,
    color: '9f69e7',
    real_name: person.realName,
    tz: person.timezone,
    tz_label: person.timezone,
    tz_offset: 0,
    profile: profileOf(person),
    is_admin: person.isAdmin ?? false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: person.kind === 'guest',
    is_ultra_restricted: false,
    is_bot: isBot,
    is_app_user: false,
    updated,
    is_email_confirmed: !isBot,
    who_can_share_contact_card: 'EVERYONE',
    // A stranger shares no channel with the app; an external colleague in a shared channel is not one.
    ...(person.kind === 'external' ? { is_stranger: false } : {}),
  };
};

const profileOf = (person: Person): Json => ({
  title: '',
  phone: '',
  real_name: person.realName,
  real_name_normalized: person.realName,
  display_name: person.displayName,
  display_name_normalized: person.displayName,
  status_text: '',
  status_emoji: '',
  avatar_hash: 'g0000000000',
  image_48: `https://a.slack-edge.com/avatars/${person.id}-48.png`,
  image_72: `https://a.slack-edge.com/avatars/${person.id}-72.png`,
  first_name: person.realName.split(' ')[0] ?? '',
  last_name: person.realName.split(' ').slice(1).join(' '),
  team: person.teamId,
  ...(person.botId ? { bot_id: person.botId, api_app_id: person.appId } : {}),
});
