import { ANA, client, type Json, type Scene, SUPPORT, startScene } from './emulator-harness';

let scene: Scene;
afterEach(() => scene.stop());

const redirectUri = () => `${scene.app.url}/webhooks/slack/oauth`;
const authorize = (change: Record<string, string | undefined> = {}): URL => {
  const url = new URL(scene.slack.control.oauth.authorizeUrl);
  const asked = {
    client_id: scene.slack.control.oauth.clientId,
    scope: 'chat:write,channels:history',
    state: 's t&te',
    redirect_uri: redirectUri(),
    ...change,
  };
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) url.searchParams.set(name, value);
  return url;
};
/** Presses the button, with the fields as the page has them. */
const decide = async (decision: string, change: Record<string, string | undefined> = {}): Promise<URL> => {
  const html = await (await fetch(authorize(change))).text();
  const fields = [...html.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    value.replace(/&amp;/g, '&'),
  ]);
  const form = new URLSearchParams(Object.fromEntries(fields.filter(([name]) => name !== 'decision')));
  form.set('decision', decision);
  const response = await fetch(authorize(), { method: 'POST', body: form, redirect: 'manual' });
  return new URL(String(response.headers.get('location')));
};
const access = async (args: Record<string, string>, headers: Record<string, string> = {}): Promise<Json> => {
  const { clientId, clientSecret } = scene.slack.control.oauth;
  const body = new URLSearchParams(
    headers.authorization ? args : { client_id: clientId, client_secret: clientSecret, ...args },
  );
  const response = await fetch(`${scene.slack.settings.SLACK_API_URL}oauth.v2.access`, {
    method: 'POST',
    body,
    headers,
  });
  return (await response.json()) as Json;
};
const newCode = async (): Promise<string> => String((await decide('allow')).searchParams.get('code'));
const exchange = async (): Promise<Json> => access({ code: await newCode(), redirect_uri: redirectUri() });

describe('authorizing', () => {
  beforeEach(async () => {
    scene = await startScene();
  });

  it('goes back with a code, or with access_denied, and with the state as it was', async () => {
    const allowed = await decide('allow');
    expect(allowed.href.startsWith(redirectUri())).toBe(true);
    expect(allowed.searchParams.get('state')).toBe('s t&te');
    expect(allowed.searchParams.get('code')).toBeTruthy();
    const denied = await decide('deny');
    expect(Object.fromEntries(denied.searchParams)).toEqual({ error: 'access_denied', state: 's t&te' });
  });

  it.each<[string, Record<string, string | undefined>, string]>([
    ['another client', { client_id: '1.2' }, 'invalid_client_id'],
    ['no scopes', { scope: '' }, 'no_scopes'],
    ['more than the manifest asks for', { scope: 'chat:write,admin' }, 'invalid_scope: admin'],
    ['an address that is not the app’s', { redirect_uri: 'https://evil.example/x' }, 'bad_redirect_uri'],
  ])('stops at %s', async (_, change, message) => {
    const html = await (await fetch(authorize(change))).text();
    expect(html).toContain(message);
    expect(html).not.toContain('<form');
  });
});

describe('exchanging a code', () => {
  beforeEach(async () => {
    scene = await startScene();
  });

  it('gives a token that works, as the real client reads it, for the people and scopes asked', async () => {
    const { clientId, clientSecret } = scene.slack.control.oauth;
    const code = await newCode();
    const answer = await client(scene.slack, '').oauth.v2.access({
      client_id: clientId,
      client_secret: clientSecret,
      code,
      redirect_uri: redirectUri(),
    });
    expect(answer).toMatchObject({
      ok: true,
      token_type: 'bot',
      bot_user_id: 'U0BATONBOT1',
      app_id: 'A0BATONAPP1',
      team: { id: 'T0SAMPLE001', name: 'Sample Shop' },
      enterprise: null,
      is_enterprise_install: false,
      authed_user: { id: ANA },
    });
    expect(await scene.call('auth.test', {}, answer.access_token)).toMatchObject({ ok: true });
  });

  it('takes HTTP Basic for the client', async () => {
    const { clientId, clientSecret } = scene.slack.control.oauth;
    const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
    expect(await access({ code: await newCode(), redirect_uri: redirectUri() }, { authorization })).toMatchObject({
      ok: true,
    });
  });

  it('works once, for ten minutes, with the same address and the right secret', async () => {
    const code = await newCode();
    const redirect_uri = redirectUri();
    expect(await access({ code, redirect_uri: `${redirect_uri}/other` })).toMatchObject({ error: 'bad_redirect_uri' });
    expect(await access({ code, redirect_uri, client_secret: 'x' })).toMatchObject({ error: 'bad_client_secret' });
    expect(await access({ code, redirect_uri, client_id: 'x' })).toMatchObject({ error: 'invalid_client_id' });
    expect(await access({ code: 'x', redirect_uri })).toMatchObject({ error: 'invalid_code' });
    expect(await access({ grant_type: 'password' })).toMatchObject({ error: 'invalid_grant_type' });
    expect(await access({ code, redirect_uri })).toMatchObject({ ok: true });
    expect(await access({ code, redirect_uri })).toMatchObject({ error: 'code_already_used' });
    const late = await newCode();
    scene.slack.control.advanceClock(10 * 60_000);
    expect(await access({ code: late, redirect_uri })).toMatchObject({ error: 'invalid_code' });
  });

  it('keeps the token of an app installed again, and gives a new one after an uninstall', async () => {
    const token = scene.slack.settings.SLACK_BOT_TOKEN;
    expect((await exchange()).access_token).toBe(token);
    scene.slack.control.uninstall();
    const fresh = await exchange();
    expect(fresh.access_token).not.toBe(token);
    expect(fresh.scope).toBe('chat:write,channels:history');
    expect(await scene.call('auth.test', {}, String(fresh.access_token))).toMatchObject({ ok: true });
    expect(await scene.call('auth.test')).toMatchObject({ error: 'token_revoked' });
  });
});

describe('rotation', () => {
  beforeEach(async () => {
    scene = await startScene({ tokenRotation: true });
  });
  const refresh = (refresh_token: unknown) =>
    access({ grant_type: 'refresh_token', refresh_token: String(refresh_token) });
  const works = async (token: unknown) => (await scene.call('auth.test', {}, String(token))).error ?? 'ok';

  it('gives tokens for twelve hours with a refresh token', async () => {
    const first = await exchange();
    expect(first).toMatchObject({
      access_token: expect.stringMatching(/^xoxe\.xoxb-1-/),
      refresh_token: expect.stringMatching(/^xoxe-1-/),
      expires_in: 43_200,
    });
    scene.slack.control.advanceClock(43_200_000);
    expect(await works(first.access_token)).toBe('token_expired');
    const second = await refresh(first.refresh_token);
    expect(await works(second.access_token)).toBe('ok');
  });

  it('keeps two tokens alive: a third refresh revokes the oldest at once', async () => {
    const first = await exchange();
    const second = await refresh(first.refresh_token);
    expect(await works(first.access_token)).toBe('ok');
    const third = await refresh(second.refresh_token);
    expect([
      await works(first.access_token),
      await works(second.access_token),
      await works(third.access_token),
    ]).toEqual(['token_revoked', 'ok', 'ok']);
  });

  it('takes a refresh token again for a moment, then never more', async () => {
    const { refresh_token } = await exchange();
    expect(await refresh(refresh_token)).toMatchObject({ ok: true });
    expect(await refresh(refresh_token)).toMatchObject({ ok: true });
    scene.slack.control.advanceClock(31_000);
    expect(await refresh(refresh_token)).toMatchObject({ error: 'invalid_refresh_token' });
    expect(await refresh('xoxe-1-nothing')).toMatchObject({ error: 'invalid_refresh_token' });
  });
});

describe('leaving', () => {
  beforeEach(async () => {
    scene = await startScene();
  });

  it('by auth.revoke, tried first with test', async () => {
    const revoke = (args: Record<string, string>) => scene.web.apiCall('auth.revoke', args);
    expect(await revoke({ test: 'true' })).toMatchObject({ ok: true, revoked: false });
    expect(await revoke({})).toMatchObject({ ok: true, revoked: true });
    expect(await scene.call('auth.test')).toMatchObject({ error: 'token_revoked' });
    await scene.slack.idle();
    expect(scene.app.events('tokens_revoked')).toMatchObject([{ tokens: { bot: ['U0BATONBOT1'] } }]);
  });

  it('by apps.uninstall, with the client’s secret', async () => {
    const { clientId, clientSecret } = scene.slack.control.oauth;
    const uninstall = (client_secret: string) => scene.web.apps.uninstall({ client_id: clientId, client_secret });
    await expect(uninstall('x')).rejects.toMatchObject({ data: { error: 'bad_client_secret' } });
    expect(await uninstall(clientSecret)).toMatchObject({ ok: true });
    await scene.slack.idle();
    expect(scene.app.events().map(({ type }) => type)).toEqual(['app_uninstalled', 'tokens_revoked']);
    expect(await scene.call('auth.test')).toMatchObject({ error: 'account_inactive' });
  });
});

describe('a whole organisation', () => {
  const enterprise = { id: 'E0SAMPLE001', name: 'Sample Group' };
  beforeEach(async () => {
    scene = await startScene({ enterprise });
  });

  it('has no team in the installation and in presses, and says so in events', async () => {
    expect(await exchange()).toMatchObject({ team: null, enterprise, is_enterprise_install: true });
    const button = { type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'A' } };
    const root = await scene.root({ blocks: [{ type: 'actions', elements: [button] }] });
    await scene.slack.agentSide.press(ANA, SUPPORT, root, 'a');
    expect(scene.app.interactions()[0]).toMatchObject({
      team: null,
      enterprise,
      is_enterprise_install: true,
      user: { team_id: 'T0SAMPLE001' },
    });
    await scene.slack.agentSide.write(ANA, SUPPORT, null, '/baton x');
    expect(scene.app.interactions()[1]).toMatchObject({ enterprise_id: enterprise.id, is_enterprise_install: 'true' });
    await scene.slack.idle();
    expect(scene.app.received[0]?.body).toMatchObject({
      context_enterprise_id: enterprise.id,
      authorizations: [{ enterprise_id: enterprise.id, is_enterprise_install: true }],
    });
  });

  it('wants team_id where a workspace has to be named', async () => {
    await expect(scene.web.users.list({})).rejects.toMatchObject({ data: { error: 'missing_argument' } });
    await expect(scene.web.conversations.list({})).rejects.toMatchObject({ data: { error: 'missing_argument' } });
    expect(await scene.web.users.list({ team_id: 'T0SAMPLE001' })).toMatchObject({ ok: true });
  });
});
