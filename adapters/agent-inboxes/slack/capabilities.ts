import type { InboxCapabilities } from '../../../src/ports';

/** Limits of Block Kit and of messages, as documented by Slack; what its documents leave open is marked. */
export const LIMITS = {
  blocks: 50,
  textObject: 3_000,
  header: 150,
  field: 2_000,
  fields: 10,
  actions: 25,
  buttonText: 75,
  buttonValue: 2_000,
  optionText: 75,
  optionValue: 150,
  placeholder: 150,
  /** Undocumented: about 13,200 characters over all blocks bring `msg_blocks_too_long`. */
  cumulativeText: 12_000,
  /** `chat.update` takes less than `chat.postMessage`, which cuts at 40,000. */
  fallbackText: 3_000,
  /** Undocumented; longer names make the message hard to read. */
  username: 80,
} as const;

export const capabilities: InboxCapabilities = {
  label: 'Slack',
  postMax: LIMITS.textObject,
  /** `chat.postMessage`: one per second and Slack channel. */
  postIntervalMs: 1_000,
  /** `chat.update`: 50 a minute for a whole workspace, of which some are left for what people do. */
  updateIntervalMs: 1_500,
  /** "Short bursts are tolerated": how many is not documented, so this leaves something for what comes early. */
  burst: 2,
  /** Slack opens threads of more than a thousand replies slowly; half of that leaves room for what merging hides. */
  threadMax: 500,
  /** Our own post comes back as an event within a second or two. */
  evidenceAfterMs: 5_000,
};
