import recorded from '../../../adapters/agent-inboxes/slack/emulator/fixtures/web-api-requests.json';
import { ANA, type Json, type Scene, SUPPORT, startScene } from './emulator-harness';

/** What the real SDKs put on the wire, byte for byte but for ids, and what Slack says to it. */

interface Recorded {
  readonly url: string;
  readonly contentType: string;
  readonly authorization: string | null;
  readonly body: string;
}

const REQUESTS = recorded as unknown as Record<string, Recorded[]>;
const OK = 'ok';

/** Answers in order, one for each request of the kind. Uploads answer in plain text. */
const EXPECTED: Record<string, string[]> = {
  'auth.test': [OK],
  'chat.postMessage.rootcard': [OK],
  'chat.postMessage.threadreply.customized': [OK],
  'chat.postMessage.markdown_text': [OK],
  'chat.postMessage.undefined_null': [OK],
  'chat.update': [OK],
  'chat.delete': [OK],
  'chat.postEphemeral': [OK],
  'chat.getPermalink': [OK],
  'chatStream.helper': [OK, OK, OK],
  'conversations.replies': [OK],
  'conversations.history': [OK],
  'conversations.join': [OK],
  'conversations.info': [OK],
  'paginate.conversations.list': [OK, 'invalid_cursor'],
  'users.info': [OK],
  'usergroups.users.list': ['missing_scope'],
  'reactions.add': [OK],
  'views.open': [OK],
  // Its hash is that of another day.
  'views.update': ['hash_conflict'],
  'views.push': [OK],
  'views.publish': [OK],
  'assistant.threads.setStatus': [OK],
  'assistant.threads.setSuggestedPrompts': ['missing_scope'],
  'agents.sessions.setStatus': ['feature_disabled'],
  'blocks.validate': [OK],
  'bookmarks.add': [OK],
  'filesUploadV2.buffer_in_thread': [OK, 'OK - 5', OK],
  'filesUploadV2.two_files': [OK, OK, 'OK - 1', 'OK - 2', OK],
  'files.completeUploadExternal.customized_author': [OK],
  'files.info': [OK],
  'oauth.v2.access': ['invalid_client_id'],
  'oauth.v2.access.refresh': ['invalid_client_id'],
  'apps.uninstall': ['invalid_client_id'],
  'auth.revoke': [OK],
  'apps.event.authorizations.list': [OK],
  'apiCall.per_call_token': ['invalid_auth'],
  // Two clients, three tokens: blanks as plus, then the upload steps with a file of one byte.
  'other clients': [OK, OK, OK, 'OK - 1', OK],
};

let scene: Scene;
let root: string;
let stream: string;
const files: string[] = [];
const uploads: string[] = [];

beforeEach(async () => {
  scene = await startScene();
  root = await scene.root({
    blocks: [
      { type: 'actions', elements: [{ type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'A' } }] },
    ],
  });
  files.length = 0;
  uploads.length = 0;
});
afterEach(() => scene.stop());

const trigger = async (): Promise<string> => {
  await scene.slack.agentSide.press(ANA, SUPPORT, root, 'a');
  return String(scene.app.interactions().at(-1)?.trigger_id);
};

/** Ids of the recording become those of this workspace; nothing else is touched. */
const localize = async (text: string, replacements: [RegExp, string][]): Promise<string> => {
  let local = text;
  for (const [pattern, value] of replacements) local = local.replace(pattern, value);
  if (local.includes('1.2.abc')) local = local.replace('1.2.abc', await trigger());
  return local;
};

const send = async (name: string, request: Recorded): Promise<string> => {
  const { SLACK_API_URL, SLACK_BOT_TOKEN } = scene.slack.settings;
  const modal = scene.slack.agentSide.modal?.(ANA)?.id ?? 'V1';
  const body = await localize(request.body, [
    [/C0123456789/g, SUPPORT],
    [/(channel|channel_id)=C1\b/g, `$1=${SUPPORT}`],
    [/1700000001\.000100/g, root],
    [/1700000002\.000100/g, stream],
    [/user(_id)?=U1\b/g, `user$1=${ANA}`],
    [/recipient_user_id=U1\b/g, `recipient_user_id=${ANA}`],
    [/view_id=V1/g, `view_id=${modal}`],
    [/file=F1/g, `file=${files.at(-1)}`],
    [/T0123456789/g, 'T0SAMPLE001'],
  ]);
  const path = request.url.replace(/^\/api\//, '');
  const url = request.url.startsWith('/up') ? String(uploads.shift()) : SLACK_API_URL + path;
  const token = request.authorization?.startsWith('Bearer xapp') ? scene.slack.control.appToken : SLACK_BOT_TOKEN;
  const known = name !== 'apiCall.per_call_token';
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': request.contentType,
      ...(request.authorization ? { authorization: known ? `Bearer ${token}` : request.authorization } : {}),
    },
    body: Buffer.from(
      body.replace(/F0123456789|%22F1%22/g, (id) =>
        id.startsWith('%22') ? `%22${files.at(-1)}%22` : (files.shift() ?? ''),
      ),
    ),
  });
  const text = await response.text();
  expect(response.status).toBe(200);
  if (text.startsWith('OK - ')) return text;
  const answer = JSON.parse(text) as Json;
  if (typeof answer.upload_url === 'string') uploads.push(answer.upload_url);
  if (typeof answer.file_id === 'string') files.push(answer.file_id);
  if (request.url.endsWith('startStream')) stream = String(answer.ts);
  return answer.ok === true ? OK : String(answer.error);
};

/** What has to be there before. */
const prepare: Record<string, () => Promise<unknown>> = {
  'views.update': async () => scene.call('views.open', { trigger_id: await trigger(), view: VIEW }),
  'views.push': async () => scene.call('views.open', { trigger_id: await trigger(), view: VIEW }),
  'files.completeUploadExternal.customized_author': () => uploadOne(),
  'files.info': async () => {
    await uploadOne();
    await scene.call('files.completeUploadExternal', { files: [{ id: files.at(-1) }] });
  },
};
const VIEW = { type: 'modal', title: { type: 'plain_text', text: 'T' }, blocks: [{ type: 'divider' }] };
const uploadOne = async (): Promise<void> => {
  const [start, send1] = REQUESTS['filesUploadV2.buffer_in_thread'] as Recorded[];
  await send('', start as Recorded);
  await send('', send1 as Recorded);
};

it('covers every recorded kind', () => {
  expect(Object.keys(REQUESTS).sort()).toEqual(Object.keys(EXPECTED).sort());
});

it.each(Object.entries(EXPECTED))('%s: %j', async (name, expected) => {
  await prepare[name]?.();
  const answers: string[] = [];
  for (const request of REQUESTS[name] as Recorded[]) answers.push(await send(name, request));
  expect(answers).toEqual(expected);
});
