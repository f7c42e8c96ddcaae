import type { AgentSide, EmulatedPost } from '../../../../src/ports';
import { emojiText } from './emoji';
import type { Emulation } from './emulation';
import type { Humans } from './humans';
import { tsToMs } from './ids';
import type { Modals } from './modals';
import { unescapeText } from './text';
import type { EphemeralMessage, Message } from './wire';
import type { Workspace } from './workspace';

/** Slack as the people of the workspace see and use it. */
export const agentSide = (emulation: Emulation, humans: Humans, modals: Modals): AgentSide => {
  const { workspace } = emulation;
  return {
    format: 'slack-blocks',
    label: 'Slack',
    get agents() {
      return Object.values(workspace.state.people)
        .filter(({ id }) => id !== workspace.app.botUserId)
        .map(({ id, realName, kind }) => ({ id, name: realName, kind }));
    },
    channels: () =>
      Object.values(workspace.state.channels)
        .filter(({ kind }) => kind === 'channel')
        .map(({ id, name }) => ({ id, name })),
    posts: (channelId, agentId) =>
      visible(emulation, humans, channelId, agentId, (message) => isTopLevel(message)).map((message) =>
        postOf(workspace, message),
      ),
    thread: (channelId, rootId, agentId) =>
      visible(emulation, humans, channelId, agentId, ({ thread_ts, ts }) => thread_ts === rootId && ts !== rootId).map(
        (message) => postOf(workspace, message),
      ),
    write: async (agentId, channelId, rootId, text) => ({ id: await humans.write(agentId, channelId, rootId, text) }),
    upload: async (agentId, channelId, rootId, files, text) => ({
      id: humans.upload(agentId, channelId, rootId, files, text ?? ''),
    }),
    edit: async (agentId, channelId, postId, text) => humans.edit(agentId, channelId, postId, text),
    remove: async (agentId, channelId, postId) => humans.remove(agentId, channelId, postId),
    react: async (agentId, channelId, postId, emoji) => humans.react(agentId, channelId, postId, emoji),
    press: async (agentId, channelId, postId, actionId, value) => ({
      status: await humans.press(agentId, channelId, postId, actionId, value),
    }),
    modal: (agentId) => modals.modal(agentId),
    submit: async (agentId, values) => ({ errors: await modals.submit(humans.person(agentId), values) }),
    closeModal: async (agentId) => modals.close(humans.person(agentId)),
  };
};

const isTopLevel = ({ thread_ts, ts, subtype }: Message): boolean =>
  thread_ts === undefined || thread_ts === ts || subtype === 'thread_broadcast';

const visible = (
  { workspace }: Emulation,
  humans: Humans,
  channelId: string,
  agentId: string,
  wanted: (message: Message) => boolean,
): readonly (Message | EphemeralMessage)[] => {
  const channel = humans.channel(channelId);
  if (!humans.canSee(humans.person(agentId), channel)) return [];
  const mine = workspace.state.ephemerals.filter(
    (message) => message.channel === channelId && message.seenBy === agentId && wanted(message),
  );
  return [...workspace.messagesOf(channelId).filter(wanted), ...mine].sort((a, b) => Number(a.ts) - Number(b.ts));
};

const postOf = (workspace: Workspace, message: Message | EphemeralMessage): EmulatedPost => {
  const author = workspace.person(message.user ?? '');
  const icon = message.icons?.image_48 ?? message.icons?.emoji;
  return {
    id: message.ts,
    authorId: message.user ?? null,
    authorName: message.username ?? (author?.displayName || 'Slackbot'),
    ...(typeof icon === 'string' ? { authorIcon: icon } : {}),
    isBot: message.bot_id !== undefined,
    text: unescapeText(message.text),
    raw: message.sentBlocks ?? message.blocks ?? [],
    files: (message.fileIds ?? []).map((id) => filePreview(workspace, id)),
    reactions: (message.reactions ?? []).map(({ name, users }) => ({ emoji: emojiText(name), count: users.length })),
    at: tsToMs(message.ts),
    edited: message.edited !== undefined,
    ephemeral: 'seenBy' in message,
    replyCount: workspace.replies(message.channel, message.ts).length,
  };
};

const filePreview = (workspace: Workspace, id: string): EmulatedPost['files'][number] => {
  const file = workspace.state.files[id];
  if (!file || file.deleted) return { name: 'deleted file', mediaType: '' };
  // The ticket stands for the person's own session, which the app does not have.
  const url = `${workspace.baseUrl}/preview/${file.ticket}/${encodeURIComponent(file.name)}`;
  return { name: file.name, mediaType: file.mimetype, url };
};
