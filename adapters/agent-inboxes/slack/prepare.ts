import { type Logger, type PlaceId, PortError, type UnusablePlace } from '../../../src/ports';
import type { SlackClient } from './client';
import { channelSentence } from './errors';
import { hasScope, type Identities, type Identity } from './identity';
import type { SlackPlaces } from './places';

const REQUIRED = ['chat:write', 'users:read'] as const;

/** What is lost without a scope that Baton can do without. */
const WITHOUT: readonly (readonly [scope: string, loss: string])[] = [
  ['chat:write.customize', "customers' messages appear under the bot's name, with theirs in front"],
  ['reactions:read', "agents' emoji on customers' messages do not reach customers"],
  ['reactions:write', "delivery marks and customers' reactions are not shown on messages"],
  ['files:read', "agents' files cannot be sent to customers, and customers' files appear as links"],
  ['files:write', "customers' files appear as links that end after 7 days"],
];

const REINSTALL =
  'Add what is missing under "OAuth & Permissions" → "Bot Token Scopes", reinstall the app to the workspace, and restart Baton.';

/** At start: is the token good, do the scopes suffice, can Baton post in its channels? Joins them where it can. */
export function createPrepare(client: SlackClient, identities: Identities, places: SlackPlaces, log: Logger) {
  return async function prepare(): Promise<{ readonly unusable: readonly UnusablePlace[] }> {
    const identity = await identities.refresh();
    requireScopes(identity, REQUIRED);
    const readable = hasScope(identity, 'channels:read') || hasScope(identity, 'groups:read');
    if (!readable) requireScopes(identity, ['channels:read', 'groups:read']);
    const unusable: UnusablePlace[] = [];
    for (const place of places.ids) {
      const reason = await enter(place, identity).catch(troubleOf);
      if (reason !== null) unusable.push({ place, reason });
    }
    for (const [scope, loss] of WITHOUT) {
      if (!hasScope(identity, scope)) log.warn(`The Slack app lacks ${scope}: ${loss}.`);
    }
    return { unusable };
  };

  async function enter(id: PlaceId, identity: Identity): Promise<null> {
    const channel = (await client.channel(id)) as ChannelFacts;
    if (channel.name) places.isNamed(id, channel.name);
    if (channel.is_archived) throw unfit('is_archived', id);
    const isPrivate = channel.is_private === true;
    requireScopes(identity, isPrivate ? ['groups:read', 'groups:history'] : ['channels:read', 'channels:history'], id);
    if (channel.is_member !== false) return null;
    if (isPrivate || !hasScope(identity, 'channels:join')) throw unfit('not_in_channel', id);
    await client.join(id);
    return null;
  }
}

/** What is wrong with one channel stops no other; anything else is wrong with the account. */
function troubleOf(error: unknown): string {
  if (error instanceof PortError && error.kind === 'misconfigured' && error.details.place !== undefined)
    return error.message;
  throw error;
}

const unfit = (code: string, place: PlaceId): PortError =>
  misconfigured(code, channelSentence(code, place) ?? code, place);

interface ChannelFacts {
  readonly name?: string;
  readonly is_archived?: boolean;
  readonly is_private?: boolean;
  readonly is_member?: boolean;
}

function requireScopes(identity: Identity, scopes: readonly string[], place?: PlaceId): void {
  const missing = scopes.filter((scope) => !hasScope(identity, scope));
  if (missing.length === 0) return;
  const what = place === undefined ? '' : ` for the Slack channel ${place}`;
  throw misconfigured('missing_scope', `The Slack app lacks ${missing.join(', ')}${what}. ${REINSTALL}`, place);
}

const misconfigured = (code: string, sentence: string, place?: PlaceId): PortError =>
  new PortError('misconfigured', sentence, { adapter: 'slack', code, ...(place === undefined ? {} : { place }) });
