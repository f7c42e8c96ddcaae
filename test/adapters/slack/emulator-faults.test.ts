import { ErrorCode } from '@slack/web-api';
import { ANA, client, type Json, type Scene, SUPPORT, startScene } from './emulator-harness';

const texts = (scene: Scene): unknown[] => scene.slack.agentSide.posts(SUPPORT, ANA).map(({ text }) => text);
const post = (scene: Scene, text = 'x') => scene.web.chat.postMessage({ channel: SUPPORT, text });

describe('faults, as the real client meets them', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await startScene();
  });
  afterEach(() => scene.stop());

  it('429 with Retry-After, for the method named and as often as said', async () => {
    scene.slack.faults.fail({ type: 'rate_limit', retryAfterSeconds: 7 }, 2, 'chat.postMessage');
    await scene.web.auth.test();
    for (let time = 0; time < 2; time += 1) {
      await expect(post(scene)).rejects.toMatchObject({ code: ErrorCode.RateLimitedError, retryAfter: 7 });
    }
    await post(scene);
    expect(texts(scene)).toEqual(['x']);
  });

  it.each([false, true])('500 with the post done: %s', async (done) => {
    scene.slack.faults.fail({ type: 'server_error', done });
    await expect(post(scene)).rejects.toMatchObject({ code: ErrorCode.HTTPError, statusCode: 500 });
    await scene.slack.idle();
    expect(texts(scene)).toEqual(done ? ['x'] : []);
    expect(scene.app.events('message')).toHaveLength(done ? 1 : 0);
  });

  it.each([false, true])('a cut connection with the post done: %s', async (done) => {
    scene.slack.faults.fail({ type: 'cut', done });
    await expect(post(scene)).rejects.toMatchObject({ code: ErrorCode.RequestError });
    expect(texts(scene)).toEqual(done ? ['x'] : []);
  });

  it.each([false, true])('no answer at all with the post done: %s', async (done) => {
    scene.slack.faults.fail({ type: 'hang', done });
    const hasty = client(scene.slack);
    const posted = new Promise<void>((resolve) => scene.slack.onChange(resolve));
    const attempt = hasty.apiCall('chat.postMessage', { channel: SUPPORT, text: 'x' });
    const settled = attempt.then(
      () => 'answered',
      () => 'failed',
    );
    if (done) await posted;
    const outcome = await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, 100, 'nothing'))]);
    expect(outcome).toBe('nothing');
    expect(texts(scene)).toEqual(done ? ['x'] : []);
    await scene.stop();
    await expect(attempt).rejects.toMatchObject({ code: ErrorCode.RequestError });
  });

  it('a refusal by name, and a page instead of JSON', async () => {
    scene.slack.faults.fail({ type: 'refuse', error: 'restricted_action' });
    await expect(post(scene)).rejects.toMatchObject({
      code: ErrorCode.PlatformError,
      data: { error: 'restricted_action' },
    });
    scene.slack.control.fail({ type: 'html' });
    await expect(post(scene)).rejects.toMatchObject({ code: ErrorCode.PlatformError });
    expect(texts(scene)).toEqual([]);
  });

  it('end with clear', async () => {
    scene.slack.faults.fail({ type: 'cut', done: false }, 5);
    scene.slack.faults.clear();
    expect(await post(scene)).toMatchObject({ ok: true });
  });

  it('reach response URLs too', async () => {
    const button = { type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'Go' } };
    const root = await scene.root({ blocks: [{ type: 'actions', elements: [button] }] });
    await scene.slack.agentSide.press(ANA, SUPPORT, root, 'a');
    scene.slack.faults.fail({ type: 'server_error', done: false }, 1, 'response_url');
    const url = String(scene.app.interactions()[0]?.response_url);
    const statuses = [];
    for (let time = 0; time < 2; time += 1) {
      statuses.push((await fetch(url, { method: 'POST', body: '{"text":"x"}' })).status);
    }
    expect(statuses).toEqual([500, 200]);
  });
});

describe('rates', () => {
  let scene: Scene;
  let now: number;
  beforeEach(async () => {
    now = 1_795_350_000_000;
    scene = await startScene({ rateLimits: true, now: () => now });
  });
  afterEach(() => scene.stop());

  const codes = async (count: number, method: string, args: Json): Promise<(string | null)[]> => {
    const seen: (string | null)[] = [];
    for (let time = 0; time < count; time += 1) {
      const response = await fetch(`${scene.slack.settings.SLACK_API_URL}${method}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          authorization: `Bearer ${scene.slack.settings.SLACK_BOT_TOKEN}`,
        },
        body: JSON.stringify(args),
      });
      const body = (await response.json()) as Json;
      if (response.status === 429) expect(body).toEqual({ ok: false, error: 'ratelimited' });
      seen.push(response.status === 429 ? response.headers.get('retry-after') : null);
    }
    return seen;
  };

  it('one post a second and channel, after a short burst, other channels apart', async () => {
    const support = { channel: SUPPORT, text: 'x' };
    expect(await codes(5, 'chat.postMessage', support)).toEqual([null, null, null, '1', '1']);
    expect(await codes(1, 'chat.postMessage', { channel: 'C0PARTNERS1', text: 'x' })).toEqual([null]);
    now += 1_000;
    expect(await codes(2, 'chat.postMessage', support)).toEqual([null, '1']);
  });

  it.each([
    ['T3', 'chat.update', { channel: SUPPORT, ts: '1700000000.000001', text: 'x' }, 50],
    ['T4', 'chat.postEphemeral', { channel: SUPPORT, user: ANA, text: 'x' }, 100],
    ['T2', 'reactions.remove', { channel: SUPPORT, timestamp: '1700000000.000001', name: 'eyes' }, 20],
  ])('%s: %s', async (_, method, args, allowance) => {
    const seen = await codes(allowance + 1, method, args);
    expect(seen.slice(0, -1).every((one) => one === null)).toBe(true);
    expect(seen.at(-1)).toBe('60');
    now += 60_000;
    expect(await codes(1, method, args)).toEqual([null]);
  });

  it('are off unless asked for', async () => {
    const free = await startScene();
    for (let time = 0; time < 6; time += 1) expect(await post(free)).toMatchObject({ ok: true });
    await free.stop();
  });
});
