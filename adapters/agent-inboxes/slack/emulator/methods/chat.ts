import { LIMITS } from '../blocks/limits';
import { blocksFor, type Content, readContent } from '../content';
import type { Emulation } from '../emulation';
import { appAuthor, customIdentity } from '../identity';
import { isTs } from '../ids';
import type { Draft } from '../messages';
import type { Call, Methods } from '../method';
import { showMessage } from '../show';
import { type Message, SlackRefusal } from '../wire';
import { findChannel, postingChannel } from './channel-arguments';

const WRITE = { scopes: ['chat:write'], json: true } as const;

export const chatMethods: Methods = {
  'chat.postMessage': {
    ...WRITE,
    tier: 'special',
    required: ['channel'],
    run: (call, emulation) => {
      const channel = postingChannel(call, emulation);
      const content = readContent(call, emulation.workspace);
      needsContent(content);
      const message = emulation.messages.post(channel, draftOf(call, emulation, content));
      return {
        channel: channel.id,
        ts: message.ts,
        message: showMessage(emulation.workspace, message, { metadata: true }),
      };
    },
  },
  'chat.postEphemeral': {
    ...WRITE,
    tier: 'T4',
    required: ['channel', 'user'],
    run: (call, emulation) => {
      const channel = postingChannel(call, emulation);
      const user = call.args.required('user');
      const content = readContent(call, emulation.workspace);
      needsContent(content);
      if (!emulation.workspace.isMember(channel, user)) throw new SlackRefusal('user_not_in_channel');
      const message = emulation.messages.postEphemeral(channel, user, draftOf(call, emulation, content));
      return { message_ts: message.ts };
    },
  },
  'chat.update': {
    ...WRITE,
    tier: 'T3',
    required: ['channel', 'ts'],
    run: (call, emulation) => {
      const message = ownMessage(call, emulation, 'cant_update_message');
      const content = readContent(call, emulation.workspace);
      needsContent(content);
      if ((call.args.text('text')?.length ?? 0) > LIMITS.message.updateText) throw new SlackRefusal('msg_too_long');
      if (message.streaming) throw new SlackRefusal('streaming_state_conflict');
      emulation.messages.change(message, emulation.workspace.app.botId, () => applyUpdate(message, content));
      const shown = showMessage(emulation.workspace, message, { metadata: true });
      return { channel: message.channel, ts: message.ts, text: message.text, message: shown };
    },
  },
  'chat.delete': {
    ...WRITE,
    tier: 'T3',
    required: ['channel', 'ts'],
    run: (call, emulation) => {
      const message = ownMessage(call, emulation, 'cant_delete_message');
      emulation.messages.remove(message);
      return { channel: message.channel, ts: message.ts };
    },
  },
  'chat.getPermalink': {
    scopes: [],
    tier: 'special',
    json: false,
    required: ['channel', 'message_ts'],
    run: ({ args }, { workspace }) => {
      const channel = findChannel(workspace, args.required('channel'));
      const ts = args.required('message_ts');
      const message = workspace.find(channel.id, ts);
      if (!message) throw new SlackRefusal('message_not_found');
      const reply = message.thread_ts && message.thread_ts !== ts;
      const thread = reply ? `?thread_ts=${message.thread_ts}&cid=${channel.id}` : '';
      const permalink = `${workspace.baseUrl}/archives/${channel.id}/p${ts.replace('.', '')}${thread}`;
      return { channel: channel.id, permalink };
    },
  },
};

const needsContent = ({ text, blocks, attachments }: Content): void => {
  if (!text && !blocks?.length && !attachments?.length) throw new SlackRefusal('no_text');
};

/** `text` beyond the limit is cut, with a warning that is easy to miss. */
const cutText = (call: Call, text: string): string => {
  if (text.length <= LIMITS.message.textCutAt) return text;
  call.warn('message_truncated');
  return text.slice(0, LIMITS.message.textCutAt);
};

const draftOf = (call: Call, emulation: Emulation, content: Content): Draft => {
  const { args } = call;
  const threadTs = args.has('thread_ts') ? args.required('thread_ts') : undefined;
  if (threadTs !== undefined && !isTs(threadTs)) throw new SlackRefusal('invalid_thread_ts');
  const identity = customIdentity(call);
  const blocks = blocksFor(content, identity !== null);
  return {
    ...(identity ?? appAuthor(emulation.workspace)),
    bot_id: emulation.workspace.app.botId,
    app_id: emulation.workspace.app.id,
    text: cutText(call, content.text ?? ''),
    ...(content.mrkdwn ? {} : { mrkdwn: false }),
    ...(blocks ? { blocks } : {}),
    ...(content.sentBlocks ? { sentBlocks: content.sentBlocks } : {}),
    ...(content.attachments ? { attachments: content.attachments } : {}),
    ...(content.metadata ? { metadata: content.metadata } : {}),
    threadTs,
    broadcast: args.flag('reply_broadcast'),
  };
};

/** Text alone takes existing blocks away; blocks alone keep the text; name and picture stay as they were posted. */
const applyUpdate = (message: Message, content: Content): void => {
  if (content.text !== undefined) message.text = content.text;
  const blocks = blocksFor(content, message.username !== undefined);
  if (content.text !== undefined || content.blocks) {
    delete message.blocks;
    delete message.sentBlocks;
    if (blocks) message.blocks = blocks;
    if (content.sentBlocks) message.sentBlocks = content.sentBlocks;
  }
  if (content.attachments) message.attachments = content.attachments;
  if (content.metadata) message.metadata = content.metadata;
  if (content.metadata === null) delete message.metadata;
};

const ownMessage = (call: Call, { workspace }: Emulation, refusal: string): Message => {
  const channel = findChannel(workspace, call.args.required('channel'));
  const message = workspace.find(channel.id, call.args.required('ts'));
  if (!message || message.subtype === 'tombstone') throw new SlackRefusal('message_not_found');
  if (message.bot_id !== workspace.app.botId) throw new SlackRefusal(refusal);
  return message;
};
