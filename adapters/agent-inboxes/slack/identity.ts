import { createHash } from 'node:crypto';
import type { AdapterStorage } from '../../../src/ports';
import type { SlackClient } from './client';

/** Who the token makes us. */
export interface Identity {
  readonly teamId: string;
  /** Set only for an installation into a whole Enterprise organisation. */
  readonly enterpriseId: string | null;
  readonly botId: string | null;
  readonly botUserId: string;
  /** Null where Slack does not say. */
  readonly scopes: readonly string[] | null;
}

export interface Identities {
  /** From memory or storage, without a call: what a webhook may ask. Null before the first contact with Slack. */
  known(): Promise<Identity | null>;
  /** Known, or asked of Slack now. */
  get(): Promise<Identity>;
  /** Asked of Slack now: the token may have been given more scopes. */
  refresh(): Promise<Identity>;
}

interface Stored extends Identity {
  readonly tokenHash: string;
}

const KEY = 'identity';

/** Kept in storage, so that a process that has just started tells our own posts from others' without asking. */
export function createIdentities(client: SlackClient, token: string, storage: AdapterStorage): Identities {
  const tokenHash = createHash('sha256').update(token).digest('hex').slice(0, 16);
  let current: Identity | null = null;

  async function known(): Promise<Identity | null> {
    if (current === null) {
      const stored = await storage.get<Stored>(KEY);
      if (stored !== null && stored.tokenHash === tokenHash) current = stored;
    }
    return current;
  }

  async function refresh(): Promise<Identity> {
    const answer = await client.authTest();
    const identity: Identity = {
      teamId: answer.team_id ?? '',
      enterpriseId: answer.is_enterprise_install ? (answer.enterprise_id ?? null) : null,
      botId: answer.bot_id ?? null,
      botUserId: answer.user_id ?? '',
      scopes: answer.response_metadata?.scopes ?? null,
    };
    await storage.set<Stored>(KEY, { ...identity, tokenHash });
    current = identity;
    return identity;
  }

  return { known, refresh, get: async () => (await known()) ?? refresh() };
}

export const hasScope = (identity: Identity, scope: string): boolean =>
  identity.scopes === null || identity.scopes.includes(scope);
