import type { HandoffReason } from './conversation/state';
import type { ChannelId, PlaceId } from './ids';

/** Where in an agent inbox threads can be: a Slack channel, a Teams channel. */
export interface Place {
  readonly id: PlaceId;
  /** For agents: `#billing`. */
  readonly label: string;
}

/** What a rule about the place of new handoffs may ask for. */
export interface RoutingFacts {
  readonly channelId: ChannelId;
  /** ISO 639-1; null: not known. */
  readonly language: string | null;
  readonly reason: HandoffReason;
}

export const labelOf = (places: readonly Place[], id: PlaceId): string =>
  places.find((place) => place.id === id)?.label ?? 'another channel';
