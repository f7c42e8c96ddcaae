import { secret } from './ids';
import type { ResolvedOptions } from './options';
import type { Publisher } from './publisher';
import { type Json, SlackRefusal } from './wire';
import type { Token, Workspace } from './workspace';

const CODE_MS = 10 * 60_000;
const TOKEN_SECONDS = 43_200;
/** A refresh token works this long after its first use; then it is gone. */
const GRACE_MS = 30_000;
const MAX_ACTIVE_TOKENS = 2;

/** OAuth's codes and tokens: installing, refreshing, revoking, uninstalling. */
export class Installations {
  constructor(
    private readonly workspace: Workspace,
    private readonly publisher: Publisher,
    private readonly options: ResolvedOptions,
  ) {}

  /** A code for the redirect after somebody pressed Allow. */
  newCode(userId: string, scopes: readonly string[], redirectUri: string): string {
    const code = `${secret(6)}.${secret(6)}.${secret(16)}`;
    const expiresAt = this.workspace.clock.now() + CODE_MS;
    this.workspace.state.oauth.codes[code] = { userId, scopes: [...scopes], redirectUri, expiresAt, used: false };
    return code;
  }

  checkClient(clientId: string | undefined, clientSecret: string | undefined): void {
    const { app } = this.workspace;
    if (clientId !== app.clientId) throw new SlackRefusal('invalid_client_id');
    if (clientSecret !== app.clientSecret) throw new SlackRefusal('bad_client_secret');
  }

  exchange(code: string | undefined, redirectUri: string | undefined): Json {
    const found = this.workspace.state.oauth.codes[code ?? ''];
    if (!found || found.expiresAt <= this.workspace.clock.now()) throw new SlackRefusal('invalid_code');
    if (found.used) throw new SlackRefusal('code_already_used');
    if (found.redirectUri !== (redirectUri ?? '')) throw new SlackRefusal('bad_redirect_uri');
    found.used = true;
    this.workspace.app.installed = true;
    const issued = this.options.tokenRotation ? this.rotated(found.scopes) : this.lasting(found.scopes);
    this.workspace.changed();
    return { ...this.answer(issued), authed_user: { id: found.userId } };
  }

  refresh(refreshToken: string | undefined): Json {
    const found = this.workspace.state.oauth.refreshTokens[refreshToken ?? ''];
    const now = this.workspace.clock.now();
    if (!found || (found.usedAt !== null && now - found.usedAt > GRACE_MS))
      throw new SlackRefusal('invalid_refresh_token');
    found.usedAt ??= now;
    return this.answer(this.rotated(found.scopes));
  }

  revoke(tokenSecret: string): void {
    const token = this.workspace.state.tokens[tokenSecret];
    if (token) token.revoked = true;
    this.announceRevoked();
  }

  /** The order of the two events is not promised by Slack; here the app hears of the tokens last. */
  uninstall(): void {
    const { workspace } = this;
    workspace.app.installed = false;
    for (const token of this.botTokens()) token.revoked = true;
    const event = { type: 'app_uninstalled', event_ts: workspace.clock.nextTs() };
    this.publisher.publish(event, { farewell: true, lane: 'installation' });
    this.announceRevoked();
    workspace.changed();
  }

  botTokens(): Token[] {
    return Object.values(this.workspace.state.tokens).filter(({ kind }) => kind === 'bot');
  }

  private announceRevoked(): void {
    const { clock, app } = this.workspace;
    const tokens = { oauth: [], bot: [app.botUserId] };
    const event = { type: 'tokens_revoked', tokens, event_ts: clock.nextTs() };
    this.publisher.publish(event, { farewell: true, lane: 'installation' });
  }

  /** Installed again, an app keeps its token and gains scopes; after an uninstall the token is a new one. */
  private lasting(scopes: readonly string[]): { secret: string; token: Token } {
    const existing = this.workspace.tokenOfKind('bot');
    if (!existing) return this.issue(`xoxb-emulated-${secret(12)}`, scopes, null);
    const [tokenSecret, token] = existing;
    token.scopes = [...new Set([...token.scopes, ...scopes])];
    return { secret: tokenSecret, token };
  }

  private rotated(scopes: readonly string[]): { secret: string; token: Token; refreshToken: string } {
    const refreshToken = `xoxe-1-${secret(20)}`;
    this.workspace.state.oauth.refreshTokens[refreshToken] = { scopes: [...scopes], usedAt: null };
    const expiresAt = this.workspace.clock.now() + TOKEN_SECONDS * 1000;
    const issued = this.issue(`xoxe.xoxb-1-${secret(20)}`, scopes, expiresAt);
    const active = this.botTokens().filter(({ revoked, expiresAt: until }) => !revoked && until !== null);
    for (const old of active.slice(0, -MAX_ACTIVE_TOKENS)) old.revoked = true;
    return { ...issued, refreshToken };
  }

  private issue(
    tokenSecret: string,
    scopes: readonly string[],
    expiresAt: number | null,
  ): { secret: string; token: Token } {
    const token: Token = {
      kind: 'bot',
      userId: this.workspace.app.botUserId,
      scopes: [...scopes],
      revoked: false,
      expiresAt,
    };
    this.workspace.state.tokens[tokenSecret] = token;
    return { secret: tokenSecret, token };
  }

  private answer(issued: { secret: string; token: Token; refreshToken?: string }): Json {
    const { app, state } = this.workspace;
    const enterprise = this.options.enterprise;
    return {
      access_token: issued.secret,
      token_type: 'bot',
      scope: issued.token.scopes.join(','),
      bot_user_id: app.botUserId,
      app_id: app.id,
      team: enterprise ? null : { id: state.team.id, name: state.team.name },
      enterprise,
      is_enterprise_install: enterprise !== null,
      ...(issued.refreshToken ? { refresh_token: issued.refreshToken, expires_in: TOKEN_SECONDS } : {}),
    };
  }
}
