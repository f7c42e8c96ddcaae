import type { Call } from '../domain/conversation/call';
import type { Notice } from '../domain/conversation/effects';
import type { InboxCapabilities } from '../domain/delivery/capabilities';
import type { HandoffId, MessageId } from '../domain/ids';
import { type MessagePart, plainText, type TranscriptEntry } from '../domain/message';
import type { PlanMaterial } from '../ports/store';
import { filesOf } from './plan-files';

/**
 * A thread that missed more than this begins with its end, and the rest comes as a file: nobody scrolls through all of it
 * before they answer.
 */
const SHOWN_WHOLE = 20;
const SHOWN_OF_LONGER = 10;

/** What a thread is to show that it does not show yet, in as few posts as fit: a Slack channel takes one a second. */
export function planTranscript(
  handoffId: HandoffId,
  { untold, untoldBefore }: Pick<PlanMaterial, 'untold' | 'untoldBefore'>,
  { postMax: room }: InboxCapabilities,
): readonly Call[] {
  const missed = untold.length + untoldBefore;
  const shown = missed > SHOWN_WHOLE ? untold.slice(-SHOWN_OF_LONGER) : untold;
  const left = missed - shown.length;
  return [
    ...(left > 0 ? [{ type: 'post_notice', handoffId, notice: leftOut(left) } as const] : []),
    ...chunks(shown, room).flatMap(({ entries, size }): readonly Call[] => {
      const messageIds: readonly MessageId[] = entries.map(({ id }) => id);
      return [
        { type: 'post_messages', handoffId, messageIds, history: true, size, room },
        ...entries.flatMap((entry) => filesOf(entry, handoffId)),
      ];
    }),
    ...(left > 0 ? [{ type: 'show_transcript', handoffId, agentId: null } as const] : []),
  ];
}

const leftOut = (count: number): Notice => ({
  text: `${count} earlier messages are not shown here. The last ${SHOWN_OF_LONGER} follow.`,
  tone: 'info',
  actions: [{ label: 'Full transcript', action: { name: 'show_transcript' } }],
  mention: null,
});

/** Room for the names and times around each message. */
const ENTRY_OVERHEAD = 60;

export const sizeOf = (parts: readonly MessagePart[]): number => plainText(parts).length + ENTRY_OVERHEAD;

interface Chunk {
  readonly entries: TranscriptEntry[];
  size: number;
}

function chunks(entries: readonly TranscriptEntry[], room: number): readonly Chunk[] {
  const posts: Chunk[] = [];
  for (const entry of entries) {
    const size = sizeOf(entry.parts);
    const last = posts.at(-1);
    if (last === undefined || last.size + size > room) {
      posts.push({ entries: [entry], size });
    } else {
      last.entries.push(entry);
      last.size += size;
    }
  }
  return posts;
}
