import type { Policy } from '../domain/conversation/policy';
import type { ConversationState } from '../domain/conversation/state';
import type { ChannelCapabilities } from '../domain/delivery/capabilities';

export type PolicyFor = (state: ConversationState) => Policy;

/** The admin's choices, before the facts of a conversation's channel are added. */
export type PolicyChoices = Omit<Policy, 'channel'> & {
  /** Overrides how long every channel waits for a burst to end; null: as the channel says. */
  readonly burstMs: number | null;
};

export function policyFor(
  choices: PolicyChoices,
  capabilities: (state: ConversationState) => ChannelCapabilities,
): PolicyFor {
  return (state) => {
    const can = capabilities(state);
    const { burstMs, ...policy } = choices;
    return {
      ...policy,
      channel: {
        label: can.label,
        burstMs: burstMs ?? can.burstMs,
        helpBelongsToCarrier: can.helpBelongsToCarrier,
        replyWindowMs: can.replyWindowMs,
        edits: can.edits,
        deletes: can.deletes,
      },
    };
  };
}
