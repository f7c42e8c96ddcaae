import type { KnownBlock, ModalView } from '@slack/types';
import { LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';
import { type Logger, PortError } from '../../../src/ports';
import { toPortError } from './errors';
import { NO_RENAMES, type Renames } from './renames';

/** No call outlives this: a lease ends soon after. */
const CALL_TIMEOUT_MS = 8_000;

/** Whose a post looks: Baton's own where this is empty. */
export interface PostAuthor {
  /** Shown in place of the bot's name; only with the scope chat:write.customize. */
  readonly username?: string;
  /** Shown in place of the picture of the app: an address, or the name of an emoji between colons. */
  readonly icon?: string;
}

export interface SlackPost extends PostAuthor {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  /** A reply that the channel is shown too. */
  readonly toChannel?: true;
}

/** Fields that Baton reads; Slack's answers hold many more. Everything may be missing. */
export interface SlackMessage {
  readonly [field: string]: unknown;
  readonly ts?: string;
  readonly thread_ts?: string;
}

export interface SlackUser {
  readonly id?: string;
  readonly team_id?: string;
  readonly name?: string;
  readonly real_name?: string;
  readonly deleted?: boolean;
  readonly is_bot?: boolean;
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_stranger?: boolean;
  readonly profile?: { readonly display_name?: string; readonly real_name?: string };
  readonly enterprise_user?: { readonly enterprise_id?: string };
}

export interface SlackFile {
  readonly [field: string]: unknown;
  readonly id?: string;
}

export interface Page {
  readonly messages: readonly SlackMessage[];
  readonly nextCursor: string | null;
}

/** Options of every Web API client here, Bolt's own included: one request per call, and a 429 is ours to wait for. */
export const clientOptions = (apiUrl: string, log: Logger): WebClientOptions => ({
  slackApiUrl: apiUrl,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: CALL_TIMEOUT_MS,
  logger: quietLogger(log),
});

/** The SDK and Bolt log bodies when asked for more than warnings; only the sentence passes, never an object. */
export function quietLogger(log: Logger) {
  const sentence = (parts: unknown[]): string => (typeof parts[0] === 'string' ? parts[0].slice(0, 300) : 'see code');
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts: unknown[]) => log.warn('slack sdk', { detail: sentence(parts) }),
    error: (...parts: unknown[]) => log.error('slack sdk', { detail: sentence(parts) }),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}

export type SlackClient = ReturnType<typeof createSlackClient>;

/** The calls that Baton makes. Each is one request and rejects with a PortError and nothing else. */
export function createSlackClient(token: string, apiUrl: string, log: Logger, renames: Renames = NO_RENAMES) {
  const web = new WebClient(token, clientOptions(apiUrl, log));

  async function call<T>(
    method: string,
    harmless: boolean,
    run: () => Promise<T>,
    channel: string | null = null,
  ): Promise<T> {
    try {
      return await run();
    } catch (error) {
      throw toPortError(error, { method, harmless, channel });
    }
  }

  /** About one Slack channel, under the id that it has now. */
  async function inChannel<T>(
    channel: string,
    method: string,
    harmless: boolean,
    run: (id: string) => Promise<T>,
  ): Promise<T> {
    const id = renames.current(channel);
    try {
      return await call(method, harmless, () => run(id), channel);
    } catch (error) {
      if (!(error instanceof PortError) || error.details.code !== 'channel_not_found') throw error;
      await renames.reload();
      const now = renames.current(channel);
      if (now === id) throw error;
      return call(method, harmless, () => run(now), channel);
    }
  }

  return {
    /** The id under which Slack knows a channel now. */
    channelNow: renames.current,

    authTest: () => call('auth.test', true, () => web.auth.test()),

    postMessage: (channel: string, threadTs: string | null, post: SlackPost) =>
      inChannel(channel, 'chat.postMessage', false, (id) =>
        web.chat.postMessage({
          channel: id,
          ...inThread(threadTs, post.toChannel === true),
          ...asAuthor(post),
          text: post.text,
          blocks: [...post.blocks],
          ...INERT,
          unfurl_links: false,
          unfurl_media: false,
        }),
      ),

    updateMessage: (channel: string, ts: string, post: SlackPost) =>
      inChannel(channel, 'chat.update', true, (id) =>
        web.chat.update({
          channel: id,
          ts,
          text: post.text,
          blocks: [...post.blocks],
          parse: 'none',
          link_names: false,
        }),
      ),

    postEphemeral: (channel: string, threadTs: string | null, user: string, post: SlackPost) =>
      inChannel(channel, 'chat.postEphemeral', true, (id) =>
        web.chat.postEphemeral({
          channel: id,
          user,
          ...(threadTs === null ? {} : { thread_ts: threadTs }),
          text: post.text,
          blocks: [...post.blocks],
          parse: 'none',
          link_names: false,
        }),
      ),

    deleteMessage: (channel: string, ts: string) =>
      inChannel(channel, 'chat.delete', true, (id) => web.chat.delete({ channel: id, ts })),

    permalink: (channel: string, ts: string) =>
      inChannel(channel, 'chat.getPermalink', true, async (id) => {
        return (await web.chat.getPermalink({ channel: id, message_ts: ts })).permalink ?? null;
      }),

    addReaction: (channel: string, ts: string, name: string) =>
      inChannel(channel, 'reactions.add', true, (id) => web.reactions.add({ channel: id, timestamp: ts, name })),

    removeReaction: (channel: string, ts: string, name: string) =>
      call('reactions.remove', true, () => web.reactions.remove({ channel, timestamp: ts, name })),

    openView: (triggerId: string, view: ModalView) =>
      call('views.open', true, () => web.views.open({ trigger_id: triggerId, view })),

    user: (id: string) =>
      call('users.info', true, async () => ((await web.users.info({ user: id })).user ?? {}) as SlackUser),

    channel: (channel: string) =>
      inChannel(
        channel,
        'conversations.info',
        true,
        async (id) => (await web.conversations.info({ channel: id })).channel ?? {},
      ),

    join: (channel: string) =>
      inChannel(channel, 'conversations.join', true, (id) => web.conversations.join({ channel: id })),

    file: (id: string) =>
      call('files.info', true, async () => ((await web.files.info({ file: id })).file ?? {}) as SlackFile),

    uploadUrl: (filename: string, length: number) =>
      call('files.getUploadURLExternal', true, async () => {
        const answer = await web.files.getUploadURLExternal({ filename, length });
        return { url: answer.upload_url ?? '', fileId: answer.file_id ?? '' };
      }),

    completeUpload: (id: string, title: string, channel: string, threadTs: string, author: PostAuthor) =>
      inChannel(channel, 'files.completeUploadExternal', false, (channelId) =>
        web.files.completeUploadExternal({
          ...{ files: [{ id, title }], channel_id: channelId, thread_ts: threadTs },
          ...asAuthor(author),
        }),
      ),

    deleteFile: (id: string) => call('files.delete', true, () => web.files.delete({ file: id })),

    replies: (channel: string, rootTs: string, oldest: string, cursor: string | null): Promise<Page> =>
      inChannel(channel, 'conversations.replies', true, async (id) =>
        toPage(
          await web.conversations.replies({ channel: id, ts: rootTs, oldest, limit: PAGE, ...withCursor(cursor) }),
        ),
      ),

    history: (channel: string, oldest: string, cursor: string | null): Promise<Page> =>
      inChannel(channel, 'conversations.history', true, async (id) =>
        toPage(await web.conversations.history({ channel: id, oldest, limit: PAGE, ...withCursor(cursor) })),
      ),
  };
}

/** Apps that are distributed but not listed get 15 objects a call, whatever they ask for. */
const PAGE = 15;

/** Customers' words stay words: no mention, no formatting, no link preview comes of them. */
const INERT = { mrkdwn: false, parse: 'none', link_names: false } as const;

/** Needs the scope chat:write.customize; without it Slack drops them silently. */
const asAuthor = ({ username, icon }: PostAuthor) => ({
  ...(username ? { username } : {}),
  ...(icon === undefined ? {} : icon.startsWith(':') ? { icon_emoji: icon } : { icon_url: icon }),
});

const inThread = (threadTs: string | null, toChannel: boolean) => {
  if (threadTs === null) return {};
  return toChannel ? { thread_ts: threadTs, reply_broadcast: true as const } : { thread_ts: threadTs };
};

const withCursor = (cursor: string | null) => (cursor === null ? {} : { cursor });

function toPage(answer: {
  messages?: unknown;
  response_metadata?: { next_cursor?: string | undefined } | undefined;
}): Page {
  const cursor = answer.response_metadata?.next_cursor;
  return {
    messages: Array.isArray(answer.messages) ? (answer.messages as SlackMessage[]) : [],
    nextCursor: cursor ? cursor : null,
  };
}
