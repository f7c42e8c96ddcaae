import { eventFile, fileObject } from './file-object';
import type { Json, Message } from './wire';
import type { Workspace } from './workspace';

interface ShowOptions {
  /** Only with `include_all_metadata`. */
  readonly metadata?: boolean;
  /** For an event, where files of other companies are mere pointers. */
  readonly event?: boolean;
}

/** A message as answers, events and histories show it: what is stored plus what Slack derives. */
export const showMessage = (workspace: Workspace, message: Message, options: ShowOptions = {}): Json => {
  const { channel, sentBlocks, fileIds, streaming, unfurl, reactions, metadata, mrkdwn, ...stored } = message;
  return structuredClone({
    ...stored,
    ...(mrkdwn === false ? { mrkdwn: false } : {}),
    ...(message.bot_id && message.user ? { bot_profile: botProfile(workspace, message.bot_id) } : {}),
    ...(fileIds ? { files: fileIds.map((id) => (options.event ? eventFile : fileObject)(workspace, id)) } : {}),
    ...(metadata && options.metadata ? { metadata } : {}),
    ...(reactions && reactions.length > 0
      ? { reactions: reactions.map(({ name, users }) => ({ name, users, count: users.length })) }
      : {}),
    ...threadSummary(workspace, message),
  });
};

/** Root fields: count, people, newest reply. Nothing while nobody has replied. */
const threadSummary = (workspace: Workspace, message: Message): Json => {
  if (message.thread_ts && message.thread_ts !== message.ts) return {};
  const replies = workspace.replies(message.channel, message.ts);
  if (replies.length === 0) return {};
  const people = [...new Set(replies.map((reply) => reply.user ?? reply.bot_id ?? ''))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: people.length,
    latest_reply: replies.at(-1)?.ts,
    reply_users: people.slice(0, 5),
    is_locked: false,
    subscribed: message.user === workspace.app.botUserId,
  };
};

export const botProfile = (workspace: Workspace, botId: string): Json => {
  const { app, state } = workspace;
  const person = Object.values(state.people).find((one) => one.botId === botId);
  const own = botId === app.botId;
  return {
    id: botId,
    deleted: false,
    name: own ? app.name : (person?.realName ?? botId),
    updated: 1_795_000_000,
    app_id: own ? app.id : person?.appId,
    user_id: person?.id,
    icons: {
      image_36: 'https://a.slack-edge.com/80588/img/plugins/app/bot_36.png',
      image_48: 'https://a.slack-edge.com/80588/img/plugins/app/bot_48.png',
      image_72: 'https://a.slack-edge.com/80588/img/plugins/app/service_72.png',
    },
    team_id: state.team.id,
  };
};
