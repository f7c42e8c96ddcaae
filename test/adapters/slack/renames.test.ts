import { startSlackEmulator } from '../../../adapters/agent-inboxes/slack/emulator/start';
import type { PlaceId, ThreadRef } from '../../../src/ports';
import { ANA, card, context, type Live, SUPPORT, startLive } from './live';
import { recordingLog, startInbox } from './support';

let live: Live;
afterEach(() => live.stop());

const note = (text: string) =>
  ({ type: 'notice', notice: { text, tone: 'info', actions: [], mention: null } }) as const;

test('a channel that gets another id keeps its threads: what agents write and do there, and what is posted', async () => {
  live = await startLive();
  const { thread } = await live.open();
  const root = thread.split(':')[1] ?? '';
  const now = live.slack.control.changeChannelId(SUPPORT);
  await live.slack.idle();
  expect(live.log).toContainEqual(
    expect.objectContaining({ level: 'warn', message: expect.stringContaining(`${SUPPORT} the id ${now}`) }),
  );

  const there = `${now}:${root}` as ThreadRef;
  await live.write(ANA, there, 'still the same thread');
  expect(live.events('agent_message')[0]).toMatchObject({
    thread,
    source: thread,
    externalId: expect.stringContaining(`${SUPPORT}:`),
  });
  const button = JSON.stringify(live.root(there)?.raw).match(/"action_id":"(baton:claim:\d+)"/)?.[1] ?? '';
  await live.slack.agentSide.press(ANA, now, root, button);
  await live.slack.idle();
  expect(live.events('agent_action')[0]).toMatchObject({ thread });

  const { sentId } = await live.inbox.post(thread, note('posted after'), context('after'));
  expect(sentId).toContain(`${SUPPORT}:`);
  await live.inbox.update(thread, card());
  expect(live.posts(there).map(({ text }) => text)).toContain('posted after');
  expect(await live.inbox.lookup?.findPost(thread, context('after'))).toEqual({ thread, sentId });
  expect((await live.open('next')).thread).toContain(`${SUPPORT}:`);
});

test('another process that heard nothing follows, and so do settings that name the new id', async () => {
  live = await startLive();
  const { thread } = await live.open();
  const settings = { ...live.slack.settings };
  const asleep = await startInbox(settings, { storage: live.storage, log: recordingLog(live.log), now: Date.now });
  const now = live.slack.control.changeChannelId(SUPPORT);
  await live.slack.idle();
  await asleep.inbox.post(thread, note('from the other process'), context('other'));

  const renamed = await startInbox(
    { ...settings, SLACK_CHANNEL: now },
    { storage: live.storage, log: recordingLog(live.log), now: Date.now },
  );
  expect(renamed.inbox.places?.list().map(({ id }) => id)).toEqual([SUPPORT as PlaceId]);
  expect(await renamed.inbox.prepare?.()).toEqual({ unusable: [] });
  await renamed.inbox.post(thread, note('with the new setting'), context('new'));
  const texts = live.posts(`${now}:${thread.split(':')[1]}` as ThreadRef).map(({ text }) => text);
  expect(texts).toEqual(expect.arrayContaining(['from the other process', 'with the new setting']));
});

describe('what a Slack channel is called', () => {
  const labels = () => live.inbox.places?.list().map(({ label }) => label);
  let hidden = '';

  beforeEach(async () => {
    // Channels exist before settings can name them.
    const slack = await startSlackEmulator({ timeScale: 0 });
    hidden = slack.control.createChannel('vip', { isPrivate: true, members: [ANA, 'U0BATONBOT1'] });
    const snapshot = slack.snapshot();
    await slack.stop();
    live = await startLive({ snapshot }, { SLACK_CHANNELS: hidden });
    await live.inbox.prepare?.();
  });

  test('follows its admin at once, in public and in private channels, and other channels mean nothing', async () => {
    expect(labels()).toEqual(['#support', '#vip']);
    live.slack.control.renameChannel(SUPPORT, 'helpdesk');
    live.slack.control.renameChannel(hidden, 'gold');
    live.slack.control.renameChannel('C0PARTNERS1', 'friends');
    await live.slack.idle();
    expect(labels()).toEqual(['#helpdesk', '#gold']);
    expect(live.results.flatMap(({ events }) => events)).toEqual([]);
    expect(live.results.filter(({ quarantined }) => quarantined !== undefined)).toEqual([]);
  });

  test('also under the id that it was given since', async () => {
    const now = live.slack.control.changeChannelId(SUPPORT);
    await live.slack.idle();
    live.slack.control.renameChannel(now, 'shared-support');
    await live.slack.idle();
    expect(labels()).toEqual(['#shared-support', '#vip']);
  });

  test('is asked for, where the event did not come; what cannot be asked keeps its name', async () => {
    live.slack.faults.deliver({ hold: true });
    live.slack.control.renameChannel(SUPPORT, 'helpdesk');
    live.slack.control.renameChannel(hidden, 'gold');
    live.slack.faults.fail({ type: 'refuse', error: 'channel_not_found' }, 1, 'conversations.info');
    await live.inbox.places?.refresh?.();
    expect(labels()).toEqual(['#support', '#gold']);
    await live.inbox.places?.refresh?.();
    expect(labels()).toEqual(['#helpdesk', '#gold']);
    live.slack.faults.clear();
  });
});
