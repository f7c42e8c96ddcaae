import { DEFAULT_EVENTS, DEFAULT_SCOPES } from '../../../adapters/agent-inboxes/slack/emulator/seed';
import { startSlackEmulator } from '../../../adapters/agent-inboxes/slack/emulator/start';
import manifest from '../../../manifests/slack.json';
import { BOT_USER, form, GENERAL, type Json, type Scene, SUPPORT, startScene } from './emulator-harness';

let scene: Scene;
beforeEach(async () => {
  scene = await startScene();
});
afterEach(() => scene.stop());

const post = (init: RequestInit, path = 'chat.postMessage'): Promise<Response> =>
  fetch(`${scene.slack.settings.SLACK_API_URL}${path}`, { method: 'POST', ...init });
const bearer = () => ({ authorization: `Bearer ${scene.slack.settings.SLACK_BOT_TOKEN}` });
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describe('tokens', () => {
  it.each([
    ['no token', undefined, 'not_authed'],
    ['an unknown token', 'xoxb-nobody', 'invalid_auth'],
  ])('%s is refused', async (_, token, error) => {
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    const response = await post({ headers: { ...FORM, ...headers }, body: `channel=${SUPPORT}&text=x` });
    expect([response.status, await response.json()]).toEqual([200, { ok: false, error }]);
  });

  it('takes a token from a form body, and none from a JSON body', async () => {
    const token = String(scene.slack.settings.SLACK_BOT_TOKEN);
    const inForm = await post({ headers: FORM, body: `token=${token}` }, 'auth.test');
    expect(await inForm.json()).toMatchObject({
      ok: true,
      user_id: BOT_USER,
      bot_id: 'B0BATONBOT1',
      team: 'Sample Shop',
    });
    const inJson = await post(
      { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }) },
      'auth.test',
    );
    expect(await inJson.json()).toMatchObject({ ok: false, error: 'not_authed' });
  });

  it('names why a token is no good any more', async () => {
    const { control } = scene.slack;
    control.expireToken();
    expect(await scene.call('auth.test')).toMatchObject({ error: 'token_expired' });
    control.revokeToken();
    expect(await scene.call('auth.test')).toMatchObject({ error: 'token_revoked' });
    control.uninstall();
    expect(await scene.call('auth.test')).toMatchObject({ error: 'account_inactive' });
  });

  it('sends farewell events although the token is gone, and nothing after', async () => {
    scene.slack.control.uninstall();
    await scene.slack.agentSide.write('U0AGENTANA1', SUPPORT, null, 'anyone?');
    scene.slack.control.openHome('U0AGENTANA1');
    await scene.slack.idle();
    expect(
      scene.app
        .events()
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['app_uninstalled', 'tokens_revoked']);
  });

  it('refuses an app token where a bot token is needed', async () => {
    const saved = scene.slack.snapshot() as { workspace: { tokens: Record<string, { kind: string }> } };
    const [appToken] = Object.entries(saved.workspace.tokens).find(([, { kind }]) => kind === 'app') ?? [];
    expect(await scene.call('auth.test', {}, appToken)).toMatchObject({ error: 'not_allowed_token_type' });
  });
});

describe('scopes', () => {
  it.each([
    ['chat.postMessage', { channel: SUPPORT, text: 'x' }, 'chat:write'],
    ['reactions.add', { channel: SUPPORT, timestamp: '1700000000.000001', name: 'eyes' }, 'reactions:write'],
    ['conversations.join', { channel: GENERAL }, 'channels:join'],
    ['team.info', {}, 'team:read'],
  ])('%s without %s is refused with what is needed and what is there', async (method, args, scope) => {
    scene.slack.control.removeScope(scope);
    const answer = await scene.call(method, args as Json);
    expect(answer).toMatchObject({ ok: false, error: 'missing_scope', needed: scope });
    expect(String(answer.provided).split(',')).not.toContain(scope);
  });

  it.each([
    ['conversations.info', 'channels:read'],
    ['conversations.history', 'channels:history'],
  ])(
    '%s of a public channel wants %s even where the sister scope for private ones is granted',
    async (method, scope) => {
      scene.slack.control.removeScope(scope);
      expect(await form(scene.slack, method, { channel: SUPPORT })).toMatchObject({
        error: 'missing_scope',
        needed: scope,
      });
    },
  );

  it('does not give optional scopes of the manifest by itself', async () => {
    expect(await form(scene.slack, 'users.lookupByEmail', { email: 'ana@sample-shop.example' })).toMatchObject({
      error: 'missing_scope',
      needed: 'users:read.email',
    });
  });

  it('prints granted and accepted scopes into headers', async () => {
    const response = await post({ headers: { ...FORM, ...bearer() }, body: `channel=${SUPPORT}&text=x` });
    expect(response.headers.get('x-oauth-scopes')).toContain('chat:write.customize');
    expect(response.headers.get('x-accepted-oauth-scopes')).toBe('chat:write');
    expect(response.headers.get('x-slack-req-id')).toMatch(/^[0-9a-f]{32}$/);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });
});

describe('transport', () => {
  const ask = async (headers: Record<string, string>, body: string, path = 'chat.postMessage') =>
    (await (await post({ headers: { ...bearer(), ...headers }, body: Buffer.from(body) }, path)).json()) as Json;

  it.each<[string, Record<string, string>, string, string]>([
    ['no content type', {}, 'channel=x', 'missing_post_type'],
    ['a wrong content type', { 'content-type': 'text/xml' }, '<x/>', 'invalid_post_type'],
    ['broken JSON', { 'content-type': 'application/json' }, '{', 'invalid_json'],
    ['a JSON array', { 'content-type': 'application/json' }, '[]', 'json_not_object'],
    ['multipart without parts', { 'content-type': 'multipart/form-data; boundary=b' }, 'x', 'invalid_form_data'],
  ])('refuses %s', async (_, headers, body, error) => {
    expect(await ask(headers, body)).toMatchObject({ ok: false, error });
  });

  it('warns of a missing charset on JSON and of a superfluous one on forms, and of nothing otherwise', async () => {
    const text = { channel: SUPPORT, text: 'x' };
    const json = await ask({ 'content-type': 'application/json' }, JSON.stringify(text));
    expect(json).toMatchObject({
      ok: true,
      warning: 'missing_charset',
      response_metadata: { warnings: ['missing_charset'] },
    });
    const charset = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    expect(await ask(charset, `channel=${SUPPORT}&text=x`)).toMatchObject({ ok: true, warning: 'superfluous_charset' });
    expect(await ask(FORM, `channel=${SUPPORT}&text=x`)).not.toHaveProperty('warning');
  });

  it('reads blanks as plus and as %20 alike', async () => {
    for (const body of ['text=a+b', 'text=a%20b']) {
      expect(await ask(FORM, `channel=${SUPPORT}&${body}`)).toMatchObject({ message: { text: 'a b' } });
    }
  });

  it('takes multipart fields and arguments of the query', async () => {
    const data = new FormData();
    data.set('channel', SUPPORT);
    data.set('text', 'two lines\r\nhere');
    const multipart = await post({ headers: bearer(), body: data });
    expect(await multipart.json()).toMatchObject({ ok: true, message: { text: 'two lines\r\nhere' } });
    const query = await fetch(`${scene.slack.settings.SLACK_API_URL}users.info?user=U0AGENTANA1`, {
      headers: bearer(),
    });
    expect(await query.json()).toMatchObject({ user: { name: 'ana' } });
  });

  it('does not look into JSON where the method does not document it', async () => {
    expect(await scene.call('conversations.info', { channel: SUPPORT })).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] missing required field: channel'] },
    });
    expect(await form(scene.slack, 'conversations.info', { channel: SUPPORT })).toMatchObject({ ok: true });
  });

  it('names every argument that is missing', async () => {
    expect(await scene.call('chat.update')).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: {
        messages: ['[ERROR] missing required field: channel', '[ERROR] missing required field: ts'],
      },
    });
  });

  it('answers an unknown method with 200', async () => {
    const response = await post({ headers: { ...bearer(), ...FORM }, body: '' }, 'chat.shout');
    expect([response.status, ((await response.json()) as Json).error]).toEqual([200, 'unknown_method']);
  });

  it('accepts team_id on any method', async () => {
    expect(await scene.call('auth.test', { team_id: 'T0SAMPLE001' })).toMatchObject({ ok: true });
  });
});

it('has the scopes and events of Baton’s own manifest by default', () => {
  expect([...DEFAULT_SCOPES].sort()).toEqual([...manifest.oauth_config.scopes.bot].sort());
  expect([...DEFAULT_EVENTS].sort()).toEqual([...manifest.settings.event_subscriptions.bot_events].sort());
});

it('grants the scopes a test asks for', async () => {
  const slack = await startSlackEmulator({ scopes: ['chat:write'] });
  const response = await fetch(`${slack.settings.SLACK_API_URL}team.info`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.settings.SLACK_BOT_TOKEN}` },
  });
  expect(await response.json()).toMatchObject({ error: 'missing_scope', needed: 'team:read', provided: 'chat:write' });
  await slack.stop();
});
