import type { AgentInbox, InboxCard, InboxPlaces, Logger, Notice, ThreadPost, ThreadRef } from '../../../src/ports';
import { PortError } from '../../../src/ports';
import { renderCard } from './card';
import type { SlackClient } from './client';
import { hasScope, type Identities } from './identity';
import { echoBlockId, externalId, isTs, placeOf, threadRef } from './ids';
import { renderMovedCard } from './moved-card';
import { customerPicture } from './pictures';
import { defaultOf, type SlackPlaces } from './places';
import { type Opens, renderPost, renderWhisper } from './render';

interface PostingOptions {
  readonly client: SlackClient;
  readonly identities: Identities;
  readonly places: SlackPlaces;
  readonly apiUrl: string;
  readonly log: Logger;
}

type Posting = Required<Pick<AgentInbox, 'open' | 'update' | 'post' | 'tell'>> & Pick<InboxPlaces, 'close'>;

/** All that Baton writes in Slack. One call each, but for the clean-up of a reply that Slack put outside its thread. */
export function createPosting({ client, identities, places, apiUrl, log }: PostingOptions): Posting {
  const open: Posting['open'] = async (card, context) => {
    const slackChannel = context.place ?? defaultOf(places);
    const answer = await client.postMessage(slackChannel, null, renderCard(card, echoBlockId(context.key)));
    const { channel, ts } = sent(answer, slackChannel);
    return { thread: threadRef(channel, ts), sentId: externalId(channel, ts) };
  };

  const update: Posting['update'] = async (thread: ThreadRef, card: InboxCard) => {
    const { channel, ts } = placeOf(thread);
    await client.updateMessage(channel, ts, renderCard(card, 'baton:head'));
  };

  const post: Posting['post'] = async (thread, threadPost, context) => {
    const { channel, ts: root } = placeOf(thread);
    const mayRename = hasScope(await identities.get(), 'chat:write.customize');
    const rendered = renderPost(await withLink(threadPost), {
      key: context.key,
      mayRename,
      picture: customerPicture(context, apiUrl),
      ...(context.mediaUrl === undefined ? {} : { mediaUrl: context.mediaUrl }),
    });
    const answer = await client.postMessage(channel, root, rendered);
    const { ts } = sent(answer, channel);
    if (answer.message?.thread_ts !== root) await takeBack(channel, ts);
    return { sentId: externalId(channel, ts) };
  };

  /** A reply to a deleted root is answered "ok" and lands at the top of the channel, where nobody expects it. */
  async function takeBack(channel: string, ts: string): Promise<never> {
    try {
      await client.deleteMessage(channel, ts);
    } catch (error) {
      log.warn('A reply that landed outside its thread could not be deleted', {
        code: error instanceof PortError ? (error.details.code ?? null) : null,
      });
    }
    throw new PortError('rejected', 'The thread of this handoff was deleted in Slack; a new one is needed.', {
      adapter: 'slack',
      reason: 'target_gone',
      code: 'thread_ts_missing',
    });
  }

  const tell: Posting['tell'] = async (thread, agentId, notice, below) => {
    const { channel, ts: root } = placeOf(thread);
    const post = renderWhisper({ ...notice, mention: null }, thread, below, await opens(notice));
    await client.postEphemeral(channel, root, agentId, post).catch((error: unknown) => {
      throw unreachableAgent(error);
    });
  };

  const close: Posting['close'] = async (thread, card, now) => {
    const { channel, ts } = placeOf(thread);
    await client.updateMessage(channel, ts, renderMovedCard(card, { label: now.label, url: await linkTo(now.thread) }));
  };

  async function withLink(threadPost: ThreadPost): Promise<ThreadPost> {
    if (threadPost.type !== 'notice' || threadPost.link !== undefined) return threadPost;
    const link = await opens(threadPost.notice);
    return link === undefined ? threadPost : { ...threadPost, link };
  }

  async function opens({ link }: Notice): Promise<Opens | undefined> {
    const url = link === undefined ? null : await linkTo(link);
    return url === null ? undefined : { label: 'Open the thread', url };
  }

  /** The words say where it is without a link, too. */
  async function linkTo(thread: ThreadRef): Promise<string | null> {
    const { channel, ts } = placeOf(thread);
    return client.permalink(channel, ts).catch((error: unknown) => {
      if (error instanceof PortError && (error.kind === 'rejected' || error.details.place !== undefined)) return null;
      throw error;
    });
  }

  return { open, update, post, tell, close };
}

/** Where a whisper cannot go, a line in the thread can: only trouble with the account itself holds everything. */
const NOT_REACHABLE = new Set([
  'user_not_in_channel',
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'messages_tab_disabled',
]);

function unreachableAgent(error: unknown): unknown {
  const code = error instanceof PortError ? error.details.code : undefined;
  if (code === undefined || !NOT_REACHABLE.has(code)) return error;
  return new PortError('rejected', 'This agent cannot be reached privately in the channel.', {
    adapter: 'slack',
    reason: 'other',
    code,
  });
}

function sent(answer: { ts?: string | undefined }, channel: string): { channel: string; ts: string } {
  if (isTs(answer.ts)) return { channel, ts: answer.ts };
  throw new PortError('unsure', 'Slack accepted a post without saying where it is.', {
    adapter: 'slack',
    code: 'no_ts',
  });
}
