import type { ConversationId } from '../domain/ids';

/** The key of one of a conversation's effect lanes. */
export const effectLane = (conversation: ConversationId, lane: string): string => `effects:${conversation}:${lane}`;

/** Where everything waits that goes to the customer. */
export const sendingLane = (conversation: ConversationId): string => effectLane(conversation, 'customer');
