import { isEmojiName } from '../emoji';
import type { Emulation } from '../emulation';
import { isTs } from '../ids';
import type { Call, Methods } from '../method';
import { addReaction, removeReaction } from '../reactions';
import { showMessage } from '../show';
import { type Message, SlackRefusal } from '../wire';
import { findChannel } from './channel-arguments';

export const reactionMethods: Methods = {
  'reactions.add': {
    scopes: ['reactions:write'],
    json: true,
    tier: 'T3',
    required: ['channel', 'name', 'timestamp'],
    run: (call, emulation) => {
      const { workspace, publisher } = emulation;
      const message = reactedMessage(call, emulation);
      addReaction(workspace, publisher, message, workspace.app.botUserId, emojiName(call));
      return {};
    },
  },
  'reactions.remove': {
    scopes: ['reactions:write'],
    json: true,
    tier: 'T2',
    required: ['name'],
    run: (call, emulation) => {
      const { workspace, publisher } = emulation;
      const message = reactedMessage(call, emulation);
      removeReaction(workspace, publisher, message, workspace.app.botUserId, emojiName(call));
      return {};
    },
  },
  'reactions.get': {
    scopes: ['reactions:read'],
    json: false,
    tier: 'T3',
    required: [],
    run: (call, emulation) => {
      const message = reactedMessage(call, emulation);
      return { type: 'message', channel: message.channel, message: showMessage(emulation.workspace, message) };
    },
  },
};

const emojiName = ({ args }: Call): string => {
  const name = args.required('name');
  if (!isEmojiName(name)) throw new SlackRefusal('invalid_name');
  return name;
};

const reactedMessage = ({ args, name }: Call, { workspace }: Emulation): Message => {
  if (!args.has('channel') || !args.has('timestamp')) throw new SlackRefusal('no_item_specified');
  const channel = findChannel(workspace, args.required('channel'));
  if (channel.isArchived && name !== 'reactions.get') throw new SlackRefusal('is_archived');
  if (!isTs(args.required('timestamp'))) throw new SlackRefusal('bad_timestamp');
  const message = workspace.find(channel.id, args.required('timestamp'));
  if (!message || message.subtype === 'tombstone') throw new SlackRefusal('message_not_found');
  return message;
};
