import { type IncomingEvent, type Instant, PortError, type ThreadRef } from '../../../src/ports';
import type { Page, SlackClient, SlackMessage } from './client';
import type { Identities, Identity } from './identity';
import { instantToTs, placeOf } from './ids';
import { lostThread, type Reading, readMessage, type Surroundings } from './message-events';
import type { Installation } from './reporting';

/** 450 messages; a thread that got more since it was last read is read on the next round, from where this one ended. */
const MAX_PAGES = 30;

/**
 * Everything in a thread after `since`, as the webhook would have reported it, under the same keys. Edits and deletions
 * that were missed cannot be told from here; a root that is gone can.
 */
export function createReadBack(client: SlackClient, identities: Identities, installation: Installation) {
  return async function read(thread: ThreadRef, since: Instant): Promise<readonly IncomingEvent[]> {
    const { channel, ts: root } = placeOf(thread);
    const around = surroundingsOf(await identities.get(), installation);
    const events: IncomingEvent[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const found: Page | null = await pageOrGone(() => client.replies(channel, root, instantToTs(since), cursor));
      if (found === null) return eventsOf(lostThread(channel, root));
      for (const message of found.messages) events.push(...readOne(message, channel, root, around));
      if (found.nextCursor === null) break;
      cursor = found.nextCursor;
    }
    return inOrder(events);
  };
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
