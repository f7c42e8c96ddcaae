import { type ExternalId, PortError, type PostContext, type ThreadRef } from '../../../src/ports';
import type { Page, SlackClient } from './client';
import type { Identities, Identity } from './identity';
import { echoedKey, externalId, instantToTs, isTs, placeOf, threadRef } from './ids';
import { defaultOf, type SlackPlaces } from './places';

/** Slack's clock and the database's may differ; a post is looked for from a little before its first attempt. */
const CLOCK_SLACK_MS = 60_000;
/** 600 posts: far more than a channel or thread gets in the minutes that an outcome stays unknown. */
const MAX_PAGES = 40;

interface FoundPost {
  readonly thread: ThreadRef;
  readonly sentId: ExternalId;
}

/** Looks for our own key in what Slack holds. A thread that is gone holds nothing. */
export function createLookup(client: SlackClient, identities: Identities, places: SlackPlaces) {
  return async function findPost(thread: ThreadRef | null, context: PostContext): Promise<FoundPost | null> {
    const oldest = instantToTs(context.firstTriedAt - CLOCK_SLACK_MS);
    const identity = await identities.get();
    if (thread === null) {
      const slackChannel = context.place ?? defaultOf(places);
      const ts = await search(context.key, identity, (cursor) => client.history(slackChannel, oldest, cursor));
      return ts === null ? null : { thread: threadRef(slackChannel, ts), sentId: externalId(slackChannel, ts) };
    }
    const { channel, ts: root } = placeOf(thread);
    const ts = await search(context.key, identity, (cursor) => client.replies(channel, root, oldest, cursor), root);
    return ts === null ? null : { thread, sentId: externalId(channel, ts) };
  };
}

type NextPage = (cursor: string | null) => Promise<Page>;

async function search(key: string, identity: Identity, next: NextPage, root?: string): Promise<string | null> {
  let cursor: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const found: Page | null = await pageOrGone(next, cursor);
    if (found === null) return null;
    const ours = found.messages.find(
      (message) => message.ts !== root && isOwn(message, identity) && echoedKey(message.blocks) === key,
    );
    if (isTs(ours?.ts)) return ours.ts;
    if (found.nextCursor === null) return null;
    cursor = found.nextCursor;
  }
  return null;
}

async function pageOrGone(next: NextPage, cursor: string | null): Promise<Page | null> {
  try {
    return await next(cursor);
  } catch (error) {
    if (error instanceof PortError && error.details.reason === 'target_gone') return null;
    throw error;
  }
}

/** A block id can be copied by anyone; only our own bot's posts are evidence. */
const isOwn = (message: Readonly<Record<string, unknown>>, identity: Identity): boolean =>
  message.user === identity.botUserId || (identity.botId !== null && message.bot_id === identity.botId);
