import { type IncomingEvent, type Instant, type KnownPost, PortError, type ThreadRef } from '../../../src/ports';
import type { Page, SlackClient, SlackMessage } from './client';
import type { Identities, Identity } from './identity';
import { instantToTs, placeOf, tsToInstant } from './ids';
import { lostThread, type Reading, readMessage, type Surroundings } from './message-events';
import { changesOf } from './read-changes';
import type { Installation } from './reporting';

/** 450 messages at a time; the next reading goes on from there, and only the end of the thread is an end. */
const MAX_PAGES = 30;

interface ReadBackOptions extends Installation {
  readonly client: SlackClient;
  readonly identities: Identities;
  readonly now: () => number;
}

/**
 * Everything in a thread after `since`, as the webhook would have reported it, under the same keys, and what became of
 * the posts that are known: Slack is asked from the oldest of them on. That the root is gone is told too.
 */
export function createReadBack({ client, identities, now, ...installation }: ReadBackOptions) {
  const interrupted = new Map<string, Interrupted>();

  return async function read(
    thread: ThreadRef,
    since: Instant,
    known: readonly KnownPost[],
  ): Promise<readonly IncomingEvent[]> {
    const { channel, ts: root } = placeOf(thread);
    const around = surroundingsOf(await identities.get(), installation);
    const startedAt = now();
    const found = await repliesFrom(channel, root, oldestOf(since, known));
    if (found === null) return eventsOf(lostThread(channel, root));
    const isNew = ({ ts = '' }: SlackMessage): boolean => ts === root || Number(ts) > Number(instantToTs(since));
    const posted = found.filter(isNew).flatMap((message) => readOne(message, channel, root, around));
    const changed = changesOf(known, found, { thread, around, at: startedAt as Instant });
    return inOrder([...posted, ...changed]);
  };

  async function repliesFrom(channel: string, root: string, from: string): Promise<readonly SlackMessage[] | null> {
    const key = `${channel}:${root}`;
    const begun = resumed(key);
    const oldest = begun?.oldest ?? from;
    const messages: SlackMessage[] = [...(begun?.messages ?? [])];
    let cursor: string | null = begun?.cursor ?? null;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const asked = cursor;
      const found: Page | null = await pageOrGone(() => client.replies(channel, root, oldest, asked)).catch((error) => {
        if (asked !== null && error instanceof PortError && error.kind === 'rate_limited')
          interrupted.set(key, { oldest, messages, cursor: asked, at: now() });
        throw error;
      });
      if (found === null) return null;
      messages.push(...found.messages);
      if (found.nextCursor === null) return messages;
      cursor = found.nextCursor;
    }
    if (cursor !== null) interrupted.set(key, { oldest, messages, cursor, at: now() });
    throw new PortError('unavailable', 'The thread is longer than what is read at once; Baton goes on with the rest.', {
      ...{ adapter: 'slack', code: 'more_to_read' },
    });
  }

  function resumed(key: string): Interrupted | null {
    const begun = interrupted.get(key);
    interrupted.delete(key);
    return begun !== undefined && now() - begun.at < RESUME_MS ? begun : null;
  }
}

/** A reading that Slack made wait goes on from there: an app that may read a page a minute would never get to the end. */
interface Interrupted {
  readonly oldest: string;
  readonly messages: readonly SlackMessage[];
  readonly cursor: string;
  readonly at: number;
}

const RESUME_MS = 10 * 60_000;

/** Slack leaves out a message that is exactly as old as it was asked for. */
const BEFORE_MS = 1_000;

function oldestOf(since: Instant, known: readonly KnownPost[]): string {
  const written = known.map(({ externalId }) => tsToInstant(placeOf(externalId).ts) - BEFORE_MS);
  return instantToTs(Math.max(0, Math.min(since, ...written)));
}

/** What people said in a thread before it was lost counts, so its loss comes last. */
const inOrder = (events: readonly IncomingEvent[]): IncomingEvent[] =>
  [...events].sort((a, b) => Number(a.type === 'thread_lost') - Number(b.type === 'thread_lost') || a.at - b.at);

function readOne(message: SlackMessage, channel: string, root: string, around: Surroundings): readonly IncomingEvent[] {
  // The root comes first on every page, whatever `oldest` says.
  if (message.ts === root) return message.subtype === 'tombstone' ? eventsOf(lostThread(channel, root)) : [];
  return eventsOf(readMessage({ type: 'message', channel, ...message }, around));
}

const eventsOf = (reading: Reading): readonly IncomingEvent[] => (reading.type === 'events' ? reading.events : []);

const surroundingsOf = (identity: Identity, { accountId, allowed }: Installation): Surroundings => ({
  accountId,
  allowed,
  appId: null,
  botId: identity.botId,
  botUserId: identity.botUserId,
  teamId: identity.teamId,
  enterpriseId: identity.enterpriseId,
  envelopeTeamId: null,
});

async function pageOrGone(read: () => Promise<Page>): Promise<Page | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof PortError && error.details.reason === 'target_gone') return null;
    throw error;
  }
}
