import type { AgentIdentity, IncomingEvent, Instant, KnownPost, ThreadRef } from '../../../src/ports';
import type { SlackMessage } from './client';
import { instantToTs, placeOf, tsToInstant } from './ids';
import { deletion, readEdited, type Surroundings } from './message-events';
import { isUserId } from './rich-blocks';

/** Slack may show a post a moment later to those who read than to those who listen. */
const SETTLED_MS = 30_000;
/** A workspace may have Slack drop messages after a day: what is older may be gone though nobody deleted it. */
const KEPT_MS = 20 * 60 * 60_000;

interface ReadAt {
  readonly thread: ThreadRef;
  readonly around: Surroundings;
  readonly at: Instant;
}

/**
 * What became of posts that are known, from the thread as Slack shows it to its end. Every change is reported each time, because
 * its key makes it a repeat; whether the words are other than those that are kept is for core to see.
 */
export function changesOf(
  known: readonly KnownPost[],
  replies: readonly SlackMessage[],
  read: ReadAt,
): readonly IncomingEvent[] {
  const shown = new Map(replies.map((message) => [message.ts, message]));
  return known.flatMap((post): readonly IncomingEvent[] => {
    const message = shown.get(placeOf(post.externalId).ts);
    if (message === undefined || message.subtype === 'tombstone') return isTold(post, read) ? gone(post, read) : [];
    return edited(post, message, read);
  });
}

function edited({ externalId, isPublic }: KnownPost, message: SlackMessage, { around }: ReadAt) {
  const reading = readEdited({ type: 'message', ...message }, isPublic, placeOf(externalId).channel, around);
  return reading.type === 'events' ? reading.events : [];
}

/** Slack does not say when, nor by whom: it counts as its writer's own, as in the event. */
function gone({ externalId, agent }: KnownPost, { thread, around, at }: ReadAt): readonly IncomingEvent[] {
  const isBot = !isUserId(agent.id);
  if (isBot && !around.allowed.has(agent.id)) return [];
  const who: AgentIdentity = { ...agent, standing: isBot ? 'member' : 'unknown' };
  return [deletion(externalId, thread, who, instantToTs(at))];
}

function isTold({ externalId }: KnownPost, { at }: ReadAt): boolean {
  const age = at - tsToInstant(placeOf(externalId).ts);
  return age > SETTLED_MS && age < KEPT_MS;
}
