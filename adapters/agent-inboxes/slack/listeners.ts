import { App } from '@slack/bolt';
import type { IncomingEvent, Logger } from '../../../src/ports';
import { clientOptions, quietLogger } from './client';
import type { Identities } from './identity';
import { isChannelId, keys, tsToInstant } from './ids';
import { addInteractions } from './interactions';
import { type Json, record, records, string } from './json';
import { type Reading, readMessage } from './message-events';
import { readUserChange } from './people';
import type { SlackPlaces } from './places';
import { readReaction } from './reaction-events';
import { CollectingReceiver } from './receiver';
import { around, type Installation, report } from './reporting';
import { isUserId } from './rich-blocks';

interface BoltOptions extends Installation {
  readonly token: string;
  readonly apiUrl: string;
  readonly places: SlackPlaces;
  readonly identities: Identities;
  readonly log: Logger;
}

/** Bolt with listeners that report and do nothing else. Resolves to the receiver that feeds it. */
export function createBolt(options: BoltOptions): CollectingReceiver {
  const receiver = new CollectingReceiver();
  const app = new App({
    receiver,
    authorize: async (_source, body) => authorization(options, record(body)),
    // Our own posts are evidence of a send, so Bolt must not drop them.
    ignoreSelf: false,
    convoStore: false,
    extendedErrorHandler: true,
    logger: quietLogger(options.log),
    clientOptions: clientOptions(options.apiUrl, options.log),
  });
  // Rethrown, so that `processEvent` rejects and the request is kept as quarantined.
  app.error(async ({ error }: { error: Error }) => {
    throw error;
  });
  addEvents(app, options.places, options);
  addInteractions(app, options);
  return receiver;
}

/** No call to Slack: a webhook has three seconds. Before the first contact the envelope itself says who we are. */
async function authorization({ identities, token }: BoltOptions, body: Json) {
  const identity = await identities.known();
  const authorized = records(body.authorizations)[0] ?? {};
  const fromEnvelope = authorized.is_bot === true ? string(authorized.user_id) : '';
  return {
    botToken: token,
    ...optional('botId', identity?.botId),
    ...optional('botUserId', identity?.botUserId ?? fromEnvelope),
    ...optional('teamId', identity?.teamId ?? string(authorized.team_id)),
    ...optional('enterpriseId', identity?.enterpriseId),
  };
}

const optional = <K extends string>(key: K, value: string | null | undefined): Partial<Record<K, string>> =>
  value ? ({ [key]: value } as Record<K, string>) : {};

function addEvents(app: App, places: SlackPlaces, installation: Installation): void {
  app.event('message', async ({ event, body, context }) => {
    report(context, () => readMessage(record(event), around(record(body), context, installation)));
  });
  app.event('app_mention', async ({ event, body, context }) => {
    report(context, () => readMessage(record(event), around(record(body), context, installation)));
  });
  app.event('reaction_added', async ({ event, body, context }) => {
    report(context, () => readReaction(record(event), true, around(record(body), context, installation)));
  });
  app.event('reaction_removed', async ({ event, body, context }) => {
    report(context, () => readReaction(record(event), false, around(record(body), context, installation)));
  });
  app.event('member_left_channel', async ({ event, context }) => {
    report(context, () => readDeparture(record(event), places, context.botUserId));
  });
  for (const renamed of ['channel_rename', 'group_rename'] as const) {
    app.event(renamed, async ({ event, context }) => {
      report(context, () => readRename(record(event), places));
    });
  }
  app.event('user_change', async ({ event, body, context }) => {
    report(context, () => readUserChange(record(event), around(record(body), context, installation)));
  });
}

/** Labels are what agents read on cards and buttons: nothing that a conversation decides by. */
function readRename(event: Json, places: SlackPlaces): Reading {
  const { id, name } = record(event.channel);
  if (isChannelId(id) && string(name) !== '') places.isNamed(id, string(name));
  return { type: 'ignored' };
}

/** Whoever leaves one of the channels is gone from the conversations there, not from those in another. */
function readDeparture(event: Json, places: SlackPlaces, botUserId: string | undefined): Reading {
  const user = string(event.user);
  const place = places.ids.find((id) => id === event.channel);
  if (place === undefined || !isUserId(user) || user === botUserId) return { type: 'ignored' };
  const eventTs = string(event.event_ts);
  const left: IncomingEvent = {
    keys: [keys.left(place, user, eventTs)],
    source: `${place}:people`,
    at: tsToInstant(Number(eventTs) > 0 ? eventTs : '0'),
    type: 'agent_unavailable',
    agentId: user,
    place,
  };
  return { type: 'events', events: [left] };
}
