import { App, type Context } from '@slack/bolt';
import type { AccountId, IncomingEvent, Logger } from '../../../src/ports';
import { decodePressed, FOREIGN_ACTION, OUR_ACTION, type PressedAction } from './actions';
import { clientOptions, quietLogger } from './client';
import type { Identities } from './identity';
import { isChannelId, isTs, keys, placeOf, threadRef, tsToInstant } from './ids';
import { type Json, record, records, string } from './json';
import { type Reading, readMessage, type Surroundings } from './message-events';
import { readUserChange } from './people';
import { presser } from './presser';
import { CollectingReceiver, Collector } from './receiver';
import { isUserId } from './rich-blocks';
import { FOREIGN_SHORTCUT, OUR_SHORTCUT, readShortcut } from './shortcuts';

interface BoltOptions {
  readonly token: string;
  readonly apiUrl: string;
  readonly slackChannel: string;
  readonly accountId: AccountId;
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
  addEvents(app, options.slackChannel, options.accountId);
  addInteractions(app, options.accountId);
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

function addEvents(app: App, slackChannel: string, accountId: AccountId): void {
  app.event('message', async ({ event, body, context }) => {
    report(context, () => readMessage(record(event), around(record(body), context, accountId)));
  });
  app.event('app_mention', async ({ event, body, context }) => {
    report(context, () => readMessage(record(event), around(record(body), context, accountId)));
  });
  app.event('member_left_channel', async ({ event, context }) => {
    report(context, () => readDeparture(record(event), slackChannel, context.botUserId));
  });
  app.event('user_change', async ({ event, body, context }) => {
    report(context, () => readUserChange(record(event), around(record(body), context, accountId)));
  });
}

function addInteractions(app: App, accountId: AccountId): void {
  app.action(OUR_ACTION, async ({ ack, body, payload, context, respond }) => {
    await ack();
    report(context, () => readPressed(record(body), record(payload), around(record(body), context, accountId)));
    const isWhisper = record(record(body).container).is_ephemeral === true;
    if (isWhisper && context.collector instanceof Collector) {
      context.collector.dismiss = () => respond({ delete_original: true });
    }
  });
  // Buttons of other releases, link buttons and the like want an acknowledgement and nothing else.
  const acknowledge = async ({ ack, context }: { ack: () => Promise<void>; context: Context }) => {
    await ack();
    report(context, () => ({ type: 'ignored' }));
  };
  app.action(FOREIGN_ACTION, acknowledge);
  app.shortcut(OUR_SHORTCUT, async ({ ack, body, context }) => {
    await ack();
    report(context, () => readShortcut(record(body), around(record(body), context, accountId)));
  });
  app.shortcut(FOREIGN_SHORTCUT, acknowledge);
  app.view(/.*/, acknowledge);
  app.view({ callback_id: /.*/, type: 'view_closed' }, acknowledge);
  app.options(/.*/, async ({ ack, context }) => {
    await ack({ options: [] });
    report(context, () => ({ type: 'ignored' }));
  });
  app.command(/.*/, async ({ ack, context }) => {
    await ack(COMMAND_ANSWER);
    report(context, () => ({ type: 'ignored' }));
  });
}

const COMMAND_ANSWER =
  'Each customer who needs a person gets a card and a thread in the support channel. What you write in the thread reaches the customer; a message that begins with // stays internal. The card has the buttons: take it, hand back to the AI, resolve. Slack has no slash commands inside threads: there, write "@Baton help".';

function report(context: Context, read: () => Reading): void {
  const collector: unknown = context.collector;
  if (collector instanceof Collector) collector.report(read());
}

/** Org-wide installations have an `enterpriseId` of ours; a workspace inside an organisation has not. */
const around = (body: Json, context: Context, accountId: AccountId): Surroundings => ({
  accountId,
  appId: string(body.api_app_id) || null,
  botId: context.botId ?? null,
  botUserId: context.botUserId ?? null,
  teamId: context.teamId ?? null,
  enterpriseId: context.isEnterpriseInstall ? (context.enterpriseId ?? 'unknown') : null,
  envelopeTeamId: string(body.team_id) || null,
});

function readPressed(body: Json, payload: Json, surroundings: Surroundings): Reading {
  const pressed = decodePressed(payload);
  const place = placePressed(body, pressed);
  const user = record(body.user);
  if (pressed === null || place === null || !isUserId(string(user.id))) return { type: 'ignored' };
  const actionTs = string(payload.action_ts);
  const event: IncomingEvent = {
    keys: [keys.action(place.channel, place.messageTs, actionTs, string(user.id))],
    source: threadRef(place.channel, place.rootTs),
    at: tsToInstant(Number(actionTs) > 0 ? actionTs : place.messageTs),
    type: 'agent_action',
    thread: threadRef(place.channel, place.rootTs),
    agent: presser(user, surroundings),
    action: pressed.action,
  };
  return { type: 'events', events: [event] };
}

/** Where the button stood. Of an ephemeral message Slack gives no more than the container. */
function placePressed(body: Json, pressed: PressedAction | null) {
  const container = record(body.container);
  const channel = string(container.channel_id) || string(record(body.channel).id);
  const messageTs = string(container.message_ts) || string(record(body.message).ts);
  if (!isChannelId(channel) || !isTs(messageTs)) return null;
  const rootTs = [container.thread_ts, record(body.message).thread_ts, rootNamedBy(pressed, channel), messageTs].find(
    isTs,
  );
  return rootTs === undefined ? null : { channel, messageTs, rootTs };
}

function rootNamedBy(pressed: PressedAction | null, channel: string): string | null {
  if (pressed?.thread == null) return null;
  try {
    const place = placeOf(pressed.thread as ReturnType<typeof threadRef>);
    return place.channel === channel ? place.ts : null;
  } catch {
    return null;
  }
}

function readDeparture(event: Json, slackChannel: string, botUserId: string | undefined): Reading {
  const user = string(event.user);
  if (event.channel !== slackChannel || !isUserId(user) || user === botUserId) return { type: 'ignored' };
  const eventTs = string(event.event_ts);
  const left: IncomingEvent = {
    keys: [keys.left(slackChannel, user, eventTs)],
    source: `${slackChannel}:people`,
    at: tsToInstant(Number(eventTs) > 0 ? eventTs : '0'),
    type: 'agent_unavailable',
    agentId: user,
  };
  return { type: 'events', events: [left] };
}
