import type { AdapterStorage, AgentIdentity, IncomingEvent, Instant } from '../../../src/ports';
import type { SlackClient, SlackUser } from './client';
import type { Identity } from './identity';
import { keys } from './ids';
import type { Json } from './json';
import type { Reading, Surroundings } from './message-events';
import { isUserId } from './rich-blocks';
import { oneLine } from './text';

export interface Person {
  readonly name: string;
  readonly standing: Exclude<AgentIdentity['standing'], 'unknown'>;
}

interface Cached extends Person {
  readonly at: number;
}

const CACHE_MS = 24 * 60 * 60_000;
const cacheKey = (id: string) => `user:${id}`;

/** Names and standings by `users.info`. Rejects while Slack cannot say; nobody unknown may answer a customer. */
export function createPeople(client: SlackClient, storage: AdapterStorage, now: () => number) {
  async function find(id: string, identity: Identity): Promise<Person> {
    const cached = await storage.get<Cached>(cacheKey(id));
    if (cached !== null && now() - cached.at < CACHE_MS) return cached;
    const person = personOf(await userOrStranger(id), id, identity);
    // A guest who is made a member answers at once: only members are remembered, and `user_change` ends that.
    if (person.standing === 'member') await storage.set<Cached>(cacheKey(id), { ...person, at: now() });
    return person;
  }

  async function userOrStranger(id: string): Promise<SlackUser> {
    try {
      return await client.user(id);
    } catch (error) {
      const code = (error as { details?: { code?: string } }).details?.code;
      if (code === 'user_not_found' || code === 'user_not_visible' || code === 'users_not_found')
        return { is_stranger: true };
      throw error;
    }
  }

  return { find, forget: (id: string) => storage.delete(cacheKey(id)) };
}

export type People = ReturnType<typeof createPeople>;

/** Some call themselves by characters that nobody sees. */
const SHOWS_SOMETHING = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Whether a user may answer customers. A deactivated member counts as a guest: known to us, and refused. */
function personOf(user: SlackUser, id: string, identity: Identity): Person {
  const name = [user.profile?.display_name, user.profile?.real_name, user.real_name, user.name]
    .map((candidate) => oneLine(candidate ?? ''))
    .find((candidate) => SHOWS_SOMETHING.test(candidate));
  return { name: name ?? id, standing: standingOf(user, identity) };
}

function standingOf(user: SlackUser, identity: Identity): Person['standing'] {
  if (user.is_bot) return 'bot';
  if (user.is_stranger || isOutside(user, identity)) return 'external';
  if (user.deleted || user.is_restricted || user.is_ultra_restricted) return 'guest';
  return 'member';
}

function isOutside(user: SlackUser, identity: Identity): boolean {
  if (user.team_id === undefined) return true;
  if (user.team_id === identity.teamId) return false;
  const enterprise = user.enterprise_user?.enterprise_id;
  return identity.enterpriseId === null || enterprise !== identity.enterpriseId;
}

/** Only what ends a person's right to answer is a fact; new names and pictures are found when they are next needed. */
export function readUserChange(event: Json, around: Surroundings): Reading {
  const user = (typeof event.user === 'object' && event.user !== null ? event.user : {}) as SlackUser & {
    updated?: unknown;
  };
  const isGuest = user.is_restricted || user.is_ultra_restricted;
  const ended = user.deleted || (isGuest && !around.allowed.has(user.id ?? ''));
  if (!ended || user.is_bot || typeof user.id !== 'string' || !isUserId(user.id)) return { type: 'ignored' };
  if (around.teamId !== null && around.enterpriseId === null && user.team_id !== around.teamId)
    return { type: 'ignored' };
  const updated = typeof user.updated === 'number' ? user.updated : Math.floor(Number(event.event_ts) || 0);
  const fact: IncomingEvent = {
    keys: [keys.user(user.id, String(updated))],
    source: `${user.id}:person`,
    at: (updated * 1_000) as Instant,
    type: 'agent_unavailable',
    agentId: user.id,
  };
  return { type: 'events', events: [fact] };
}
