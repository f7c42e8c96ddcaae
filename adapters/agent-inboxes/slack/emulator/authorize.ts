import type { Method } from './method';
import { SlackRefusal } from './wire';
import type { Token, Workspace } from './workspace';

/** The token's standing, then whether it may do this. Order and names of refusals are Slack's. */
export const authorize = (workspace: Workspace, method: Method, secret: string | undefined): Token | null => {
  if (method.token === 'none') return null;
  if (!secret) throw new SlackRefusal('not_authed');
  const token = workspace.state.tokens[secret];
  if (!token) throw new SlackRefusal('invalid_auth');
  if (!workspace.app.installed && token.kind !== 'app') throw new SlackRefusal('account_inactive');
  if (token.revoked) throw new SlackRefusal('token_revoked');
  if (token.expiresAt !== null && token.expiresAt <= workspace.clock.now()) throw new SlackRefusal('token_expired');
  if ((token.kind === 'app') !== (method.token === 'app')) throw new SlackRefusal('not_allowed_token_type');
  const granted = method.scopes.length === 0 || method.scopes.some((scope) => token.scopes.includes(scope));
  if (!granted) {
    throw new SlackRefusal('missing_scope', { needed: method.scopes.join(','), provided: token.scopes.join(',') });
  }
  return token;
};
