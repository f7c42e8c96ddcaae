import type { InboxPlaces, Place, PlaceId } from '../../../src/ports';
import { parsePlaceRules, placeByRules } from '../../shared/place-rules';
import type { SlackClient } from './client';
import type { Renames } from './renames';
import { oneLine } from './text';

export const CHANNEL_ID = /^[CG][A-Z0-9]{6,}$/;

/** As many as one question to an agent has buttons for. */
export const MAX_PLACES = 25;

export const channelsIn = (list: string): readonly string[] =>
  list
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);

type Channels = Readonly<Record<'SLACK_CHANNEL' | 'SLACK_CHANNELS' | 'SLACK_ROUTES', string>>;

/** Every Slack channel that the settings name, the default first. */
export const configuredChannels = ({ SLACK_CHANNEL, SLACK_CHANNELS, SLACK_ROUTES }: Channels): readonly string[] => [
  ...new Set([
    SLACK_CHANNEL,
    ...channelsIn(SLACK_CHANNELS),
    ...parsePlaceRules(SLACK_ROUTES, () => true).rules.map(({ place }) => place),
  ]),
];

export interface SlackPlaces extends Pick<InboxPlaces, 'list' | 'route'> {
  readonly ids: readonly PlaceId[];
  /** What Slack calls a channel now, be it one of these or not. */
  isNamed(id: string, name: string): void;
}

/** A channel may be renamed while no event of it is heard. One that cannot be read keeps the name that it had. */
export const createRefresh = (client: SlackClient, places: SlackPlaces) => async (): Promise<void> => {
  for (const id of places.ids) {
    const { name } = (await client.channel(id).catch(() => ({}))) as { readonly name?: string };
    if (name) places.isNamed(id, name);
  }
};

/** Of an inbox that names no other. */
export const defaultOf = ({ ids }: SlackPlaces): string => ids[0] ?? '';

/** The Slack channels in which handoffs may be opened. */
export function createPlaces(settings: Channels, { kept }: Renames): SlackPlaces {
  const ids = [...new Set(configuredChannels(settings).map((id) => kept(id) as PlaceId))];
  const { rules } = parsePlaceRules(settings.SLACK_ROUTES, () => true);
  const names = new Map<PlaceId, string>();
  return {
    ids,
    list: () => ids.map((id): Place => ({ id, label: names.get(id) ?? id })),
    route: (about) => kept(placeByRules(rules, about) ?? settings.SLACK_CHANNEL) as PlaceId,
    isNamed: (id, name) => void names.set(kept(id) as PlaceId, `#${oneLine(name)}`),
  };
}
