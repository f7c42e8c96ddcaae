import { emojiOf, nameOf } from '../../../adapters/agent-inboxes/slack/emoji-names';
import { emojiText } from '../../../adapters/agent-inboxes/slack/emulator/emoji';
import { readReaction } from '../../../adapters/agent-inboxes/slack/reaction-events';
import { adapter as telegram } from '../../../adapters/customer-channels/telegram';

const around = {
  ...{ accountId: 'slack' as never, appId: 'A0BATON0001', botId: 'B0BATON0001', botUserId: 'U0BATONBOT1' },
  ...{ teamId: 'T0BATON0001', enterpriseId: null, envelopeTeamId: 'T0BATON0001', allowed: new Set<string>() },
};
const onPost = (changes: object = {}) => ({
  ...{ type: 'reaction_added', user: 'U0AGENTANA1', reaction: '+1::skin-tone-4', item_user: 'U0BATONBOT1' },
  ...{ item: { type: 'message', channel: 'C0SUPPORT01', ts: '1795350000.000100' }, event_ts: '1795350025.000700' },
  ...changes,
});

test('every emoji that a channel carries has its name in Slack, there and back', () => {
  const emojis = telegram.channels.flatMap(({ capabilities }) => capabilities.reactions);
  expect(emojis).toHaveLength(new Set(emojis).size);
  for (const emoji of emojis) {
    const name = nameOf(emoji) ?? '';
    expect([emoji, emojiText(name).replaceAll('\ufe0f', '')]).toEqual([emoji, emoji]);
    expect(emojiOf(name)).toBe(emoji);
  }
});

test('an emoji on a post of ours is reported, whatever the tone of the skin', () => {
  expect(readReaction(onPost(), true, around)).toMatchObject({
    events: [{ type: 'agent_reaction', emoji: '👍', on: true, target: 'C0SUPPORT01:1795350000.000100' }],
  });
  expect(readReaction(onPost({ item_user: undefined }), false, around)).toMatchObject({ events: [{ on: false }] });
});

test.each([
  ['our own mark', { user: 'U0BATONBOT1' }],
  ["a colleague's message", { item_user: 'U0AGENTBOB1' }],
  ['an emoji of the workspace', { reaction: 'partyparrot' }],
  ['a file', { item: { type: 'file', file: 'F1' } }],
  ['a direct message', { item: { type: 'message', channel: 'D0SUPPORT01', ts: '1795350000.000100' } }],
])('%s is nothing to report', (_name, changes) => {
  expect(readReaction(onPost(changes), true, around)).toEqual({ type: 'ignored' });
});
