import { LIMITS } from '../blocks/limits';
import { storedBlocks } from '../blocks/stored';
import { readBlocks } from '../content';
import type { Emulation } from '../emulation';
import { appAuthor } from '../identity';
import type { Call, Methods } from '../method';
import { richTextBlock } from '../rich-text';
import { showMessage } from '../show';
import { storedText } from '../text';
import { isJson, type Message, SlackRefusal } from '../wire';
import { findChannel, postingChannel } from './channel-arguments';

const STREAM = { scopes: ['chat:write'], json: true } as const;
/** Reported: a stream that is not stopped ends by itself after about five minutes. */
const LIFETIME_MS = 5 * 60_000;
const CHUNK_TYPES: readonly unknown[] = ['markdown_text', 'task_update', 'plan_update', 'blocks'];

/** start, then append as often as wanted, then stop; in that order and within five minutes. */
export const streamMethods: Methods = {
  'chat.startStream': {
    ...STREAM,
    tier: 'T2',
    required: ['channel'],
    run: (call, emulation) => {
      const { workspace, messages } = emulation;
      const { args } = call;
      const channel = postingChannel(call, emulation);
      if (channel.kind === 'channel') {
        if (!args.has('recipient_team_id')) throw new SlackRefusal('missing_recipient_team_id');
        if (!args.has('recipient_user_id')) throw new SlackRefusal('missing_recipient_user_id');
        if (!workspace.person(args.required('recipient_user_id'))) throw new SlackRefusal('user_not_found');
      }
      const root = args.has('thread_ts') ? messages.rootOf(channel, args.required('thread_ts')) : undefined;
      if (!root) throw new SlackRefusal('invalid_thread_ts');
      const { app, clock } = workspace;
      const message = messages.post(channel, {
        ...appAuthor(workspace),
        bot_id: app.botId,
        app_id: app.id,
        text: storedText(chunkText(call)),
        threadTs: root.ts,
        streaming: { startedAt: clock.now() },
      });
      return { channel: channel.id, ts: message.ts };
    },
  },
  'chat.appendStream': {
    ...STREAM,
    tier: 'T4',
    required: ['channel', 'ts'],
    run: (call, emulation) => {
      const message = streamingMessage(call, emulation);
      const more = storedText(chunkText(call));
      emulation.messages.change(message, null, () => {
        message.text += more;
      });
      return { channel: message.channel, ts: message.ts };
    },
  },
  'chat.stopStream': {
    ...STREAM,
    tier: 'T2',
    required: ['channel', 'ts'],
    run: (call, emulation) => {
      const message = streamingMessage(call, emulation);
      const more = storedText(chunkText(call));
      const sentBlocks = readBlocks(call) ?? [];
      emulation.messages.change(message, null, () => {
        message.text += more;
        message.blocks = [...(message.text ? [richTextBlock(message.text)] : []), ...storedBlocks(sentBlocks)];
        delete message.streaming;
      });
      return { channel: message.channel, ts: message.ts, message: showMessage(emulation.workspace, message) };
    },
  },
};

const streamingMessage = ({ args }: Call, { workspace }: Emulation): Message => {
  const channel = findChannel(workspace, args.required('channel'));
  const message = workspace.find(channel.id, args.required('ts'));
  if (!message) throw new SlackRefusal('message_not_found');
  if (message.bot_id !== workspace.app.botId) throw new SlackRefusal('message_not_owned_by_app');
  const alive = message.streaming && workspace.clock.now() - message.streaming.startedAt < LIFETIME_MS;
  if (!alive) throw new SlackRefusal('message_not_in_streaming_state');
  return message;
};

/** Text of `markdown_text` and of the chunks that carry some. */
const chunkText = ({ args }: Call): string => {
  const chunks = args.array('chunks', 'invalid_chunks') ?? [];
  if (!chunks.every((chunk) => isJson(chunk) && CHUNK_TYPES.includes(chunk.type)))
    throw new SlackRefusal('invalid_chunks');
  const pieces = chunks.filter(isJson).map(({ type, text }) => (type === 'markdown_text' ? String(text ?? '') : ''));
  const text = (args.text('markdown_text') ?? '') + pieces.join('');
  if (text.length > LIMITS.message.markdownText) throw new SlackRefusal('msg_too_long');
  return text;
};
