import { type Logger, PortError } from '../../../src/ports';
import type { SlackClient } from './client';
import { hasScope, type Identities, type Identity } from './identity';

const REQUIRED = ['chat:write', 'users:read'] as const;

/** What is lost without a scope that Baton can do without. */
const WITHOUT: readonly (readonly [scope: string, loss: string])[] = [
  ['chat:write.customize', "customers' messages appear under the bot's name, with theirs in front"],
  ['reactions:write', 'delivery marks are not shown on messages'],
  ['files:read', "agents' files cannot be sent to customers, and customers' files appear as links"],
  ['files:write', "customers' files appear as links that end after 7 days"],
];

const REINSTALL =
  'Add what is missing under "OAuth & Permissions" → "Bot Token Scopes", reinstall the app to the workspace, and restart Baton.';

/** At start: is the token good, do the scopes suffice, can Baton post in its channel? Joins it where it can. */
export function createPrepare(client: SlackClient, identities: Identities, slackChannel: string, log: Logger) {
  return async function prepare(): Promise<void> {
    const identity = await identities.refresh();
    requireScopes(identity, REQUIRED);
    await enterChannel(identity);
    for (const [scope, loss] of WITHOUT) {
      if (!hasScope(identity, scope)) log.warn(`The Slack app lacks ${scope}: ${loss}.`);
    }
  };

  async function enterChannel(identity: Identity): Promise<void> {
    const readable = hasScope(identity, 'channels:read') || hasScope(identity, 'groups:read');
    if (!readable) requireScopes(identity, ['channels:read', 'groups:read']);
    const channel = (await client.channel(slackChannel)) as ChannelFacts;
    if (channel.is_archived)
      throw misconfigured(
        'is_archived',
        `The Slack channel ${slackChannel} is archived. Unarchive it, or set SLACK_CHANNEL to another channel and restart Baton.`,
      );
    const isPrivate = channel.is_private === true;
    requireScopes(identity, isPrivate ? ['groups:read', 'groups:history'] : ['channels:read', 'channels:history']);
    if (channel.is_member !== false) return;
    if (isPrivate || !hasScope(identity, 'channels:join')) {
      throw misconfigured(
        'not_in_channel',
        `Baton is not in the Slack channel ${slackChannel}. Write /invite @Baton there.`,
      );
    }
    await client.join(slackChannel);
  }
}

interface ChannelFacts {
  readonly is_archived?: boolean;
  readonly is_private?: boolean;
  readonly is_member?: boolean;
}

function requireScopes(identity: Identity, scopes: readonly string[]): void {
  const missing = scopes.filter((scope) => !hasScope(identity, scope));
  if (missing.length > 0)
    throw misconfigured('missing_scope', `The Slack app lacks ${missing.join(', ')}. ${REINSTALL}`);
}

const misconfigured = (code: string, sentence: string): PortError =>
  new PortError('misconfigured', sentence, { adapter: 'slack', code });
