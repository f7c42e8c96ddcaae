import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OUR_SHORTCUT } from '../../../adapters/agent-inboxes/slack/shortcuts';
import { contentOf, type IncomingEvent } from '../../../src/ports';
import { ANA, BOB, context, customerSays, type Live, SUPPORT, startLive } from './live';

const root = join(__dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Manifest {
  readonly display_information: {
    readonly name: string;
    readonly description: string;
    readonly long_description: string;
  };
  readonly features: {
    readonly slash_commands: readonly { readonly command: string; readonly url: string }[];
    readonly shortcuts: readonly {
      readonly name: string;
      readonly type: string;
      readonly callback_id: string;
      readonly description: string;
    }[];
  };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: {
    readonly event_subscriptions: { readonly request_url: string; readonly bot_events: readonly string[] };
    readonly interactivity: { readonly request_url: string };
  };
}
const manifest = JSON.parse(read('manifests/slack.json')) as Manifest;
const scopes = manifest.oauth_config.scopes.bot;
const events = manifest.settings.event_subscriptions.bot_events;

test('everything comes in on one path', () => {
  const urls = [
    manifest.settings.event_subscriptions.request_url,
    manifest.settings.interactivity.request_url,
    ...manifest.features.slash_commands.map(({ url }) => url),
  ];
  expect(new Set(urls)).toEqual(new Set(['https://baton.example.com/webhooks/slack']));
});

test('the texts are within what Slack takes', () => {
  const { name, description, long_description: long } = manifest.display_information;
  expect(name).toBe('Baton');
  expect(description.length).toBeLessThanOrEqual(140);
  expect(long.length).toBeGreaterThanOrEqual(175);
  expect(long.length).toBeLessThanOrEqual(4_000);
});

test('the entries for the menu of a message are those that are understood, in words that Slack has room for', () => {
  const { shortcuts } = manifest.features;
  expect(shortcuts.map(({ callback_id: id }) => OUR_SHORTCUT.test(id))).toEqual([true, true]);
  for (const { name, type, description } of shortcuts) {
    expect(type).toBe('message');
    expect(name.length).toBeLessThanOrEqual(24);
    expect(description.length).toBeLessThanOrEqual(150);
  }
});

test('the README says of each scope what it pays for, and of no other', () => {
  const section = read('adapters/agent-inboxes/slack/README.md').split('## Scopes')[1]?.split('\n## ')[0] ?? '';
  const explained = [...section.matchAll(/^\| (`[^|]+)\|/gm)].flatMap((row) =>
    [...(row[1] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1]),
  );
  expect(explained.sort()).toEqual([...scopes].sort());
});

describe('with these scopes and events, and no others', () => {
  let live: Live;
  beforeAll(async () => {
    live = await startLive({
      scopes,
      events,
      slashCommands: manifest.features.slash_commands.map(({ command }) => command),
    });
  });
  afterAll(() => live.stop());

  test('all that the adapter does works, and no call lacks a scope', async () => {
    await live.inbox.prepare?.();
    const { thread } = await live.open();
    await live.inbox.post(thread, customerSays('Hello'), context('post-1'));
    const file = { name: 'photo.jpg', ...contentOf(Buffer.from('a photo'), 'image/jpeg') };
    await live.inbox.files?.upload(thread, file, context('file-1'));
    expect(await live.inbox.files?.findUpload(thread, context('file-1'))).not.toBeNull();
    const message = await live.write(ANA, thread, 'Hi, @bob knows');
    await live.inbox.enrich?.(live.events('agent_message')[0] as IncomingEvent);
    await live.inbox.marks?.mark(thread, message, 'delivered');
    await live.inbox.tell(thread, ANA, { text: 'x', tone: 'info', actions: [], mention: null });
    expect(await live.inbox.lookup?.findPost(null, context('open-1'))).not.toBeNull();
    expect(await live.inbox.lookup?.findPost(thread, context('post-1'))).not.toBeNull();
    expect(await live.inbox.readBack?.read(thread, 0 as never, [])).toHaveLength(2);
    await live.slack.agentSide.edit(ANA, SUPPORT, message.split(':')[1] ?? '', 'Hello');
    await live.slack.agentSide.remove(ANA, SUPPORT, message.split(':')[1] ?? '');
    await live.slack.agentSide.press(ANA, SUPPORT, thread.split(':')[1] ?? '', 'baton:claim:0');
    live.slack.control.removeMember(SUPPORT, BOB);
    live.slack.control.deactivate(BOB);
    await live.slack.idle();
    const kinds = new Set(live.results.flatMap((result) => result.events.map(({ type }) => type)));
    expect(kinds).toEqual(
      new Set(['own_echo', 'agent_message', 'agent_edit', 'agent_delete', 'agent_action', 'agent_unavailable']),
    );
    expect(live.log.filter(({ level }) => level !== 'info')).toEqual([]);
  });

  test('every event asked for is understood', async () => {
    const types = new Set(live.slack.control.deliveries().map(({ type }) => type));
    expect(live.results.filter(({ quarantined }) => quarantined !== undefined)).toEqual([]);
    expect([...types].length).toBeGreaterThan(2);
  });

  test('/baton explains itself', async () => {
    await live.slack.agentSide.write(ANA, SUPPORT, null, '/baton help');
    const answer = live.slack.agentSide.posts(SUPPORT, ANA).find((post) => post.ephemeral);
    expect(answer?.text).toContain('@Baton help');
  });
});

test('it offers nothing that nobody answers: no home, no side pane, no steps of workflows', () => {
  expect(Object.keys(manifest.features).sort()).toEqual(['bot_user', 'shortcuts', 'slash_commands']);
});
