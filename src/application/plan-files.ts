import type { Call } from '../domain/conversation/call';
import type { Decision } from '../domain/conversation/decision';
import type { AccountId, HandoffId } from '../domain/ids';
import type { MediaPart, TranscriptEntry } from '../domain/message';
import type { PlannedEffect } from '../ports/store';

export const mediaOf = ({ parts }: Pick<TranscriptEntry, 'parts'>): readonly MediaPart[] =>
  parts.filter((part): part is MediaPart => part.type === 'media');

/** A customer's files follow the post that names them, in order. */
export function filesOf(entry: TranscriptEntry | undefined, handoffId: HandoffId): readonly Call[] {
  if (entry === undefined || entry.author.role !== 'customer' || entry.deleted) return [];
  const { id: messageId } = entry;
  return mediaOf(entry).flatMap((part, index): readonly Call[] => [
    { type: 'keep_media', messageId, part, from: 'customer' },
    { type: 'post_file', handoffId, messageId, part, index },
  ]);
}

/** Customers' files that go nowhere yet are fetched all the same: a provider does not keep them for ever. */
export function keptAside(
  decision: Decision,
  planned: readonly PlannedEffect[],
  channelAccount: AccountId,
): readonly PlannedEffect[] {
  const underWay = new Set(planned.map(({ call }) => (call.type === 'keep_media' ? call.messageId : null)));
  return decision.transcript.flatMap((change): readonly PlannedEffect[] => {
    if (change.type !== 'append' || change.entry.author.role !== 'customer' || underWay.has(change.entry.id)) return [];
    return mediaOf(change.entry).map((part) => ({
      lane: 'media',
      accountId: channelAccount,
      call: { type: 'keep_media', messageId: change.entry.id, part, from: 'customer' },
      validIn: null,
      notBefore: null,
      pace: null,
    }));
  });
}
