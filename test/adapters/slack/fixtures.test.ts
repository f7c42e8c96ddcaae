import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asForm, deliver, FORM, KNOWN_IDENTITY, memoryStorage, slackRequest, startInbox } from './support';

/** `body` as Slack sends it; `expect` is what the adapter makes of it. */
interface Fixture {
  readonly encoding: 'json' | 'payload' | 'fields';
  readonly body: Readonly<Record<string, string>>;
  readonly expect: { readonly events: readonly unknown[] };
}

const FOLDER = join(__dirname, '../../../adapters/agent-inboxes/slack/fixtures');
const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace('.json', ''));

const load = (name: string): Fixture => JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Fixture;

function requestOf({ encoding, body }: Fixture) {
  if (encoding === 'json') return slackRequest(JSON.stringify(body));
  const raw = encoding === 'payload' ? asForm(body) : new URLSearchParams(body).toString();
  return slackRequest(raw, { contentType: FORM });
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('each payload that Slack sends is understood as written down beside it', () => {
  test.each(names)('%s', async (name) => {
    const fixture = load(name);
    const { inbox } = await startInbox({}, { storage: memoryStorage(KNOWN_IDENTITY) });
    expect(plain(await deliver(inbox, requestOf(fixture)))).toEqual(fixture.expect);
  });
});

/** Before the first contact with Slack nothing tells installations apart; such an author is an outsider all the same. */
const NEEDS_IDENTITY = 'message-of-another-installation';

describe('and just so before the first contact with Slack, without a call to it', () => {
  test.each(names.filter((name) => name !== NEEDS_IDENTITY))('%s', async (name) => {
    const fixture = load(name);
    const { inbox } = await startInbox();
    expect(plain(await deliver(inbox, requestOf(fixture)))).toEqual(fixture.expect);
  });
});

test('one message that comes as message and as app_mention has the same keys', () => {
  const [message, mention] = ['message-command-resolve', 'app-mention-command-resolve'].map(
    (name) => load(name).expect,
  );
  expect(mention).toEqual(message);
});

test('what is written outside a thread leaves no trace', () => {
  expect(load('message-agent-top-level-not-thread').expect).toEqual({ reply: { status: 200 }, events: [] });
});
