import type { Policy } from '../domain/conversation/policy';
import type { ConversationState } from '../domain/conversation/state';
import type { CustomerChannel } from '../ports/customer-channel';

export type PolicyFor = (state: ConversationState) => Policy;

/** The admin's choices, before the facts of a conversation's channel and of the inbox are added. */
export type PolicyChoices = Omit<Policy, 'channel' | 'inbox'> & {
  /** Overrides how long every channel waits for a burst to end; null: as the channel says. */
  readonly burstMs: number | null;
};

export function policyFor(
  choices: PolicyChoices,
  channelOf: (state: ConversationState) => CustomerChannel,
  inbox: () => Policy['inbox'],
): PolicyFor {
  return (state) => {
    const channel = channelOf(state);
    const can = channel.capabilities;
    const { burstMs, ...policy } = choices;
    return {
      ...policy,
      inbox: inbox(),
      channel: {
        label: can.label,
        burstMs: burstMs ?? can.burstMs,
        helpBelongsToCarrier: can.helpBelongsToCarrier,
        replyWindowMs: can.replyWindowMs,
        edits: can.edits,
        deletes: can.deletes,
        reactions: channel.reactions === undefined ? [] : can.reactions,
        template: channel.templates !== undefined,
      },
    };
  };
}
