import type { InboxAdapter, Settings } from '../../../src/ports';
import { parsePlaceRules, unknownChannels } from '../../shared/place-rules';
import { configuredChannels, MAX_PLACES } from './places';
import { settings } from './settings';

function checkPlaces(values: Settings<typeof settings>, customerChannels: readonly string[]): readonly string[] {
  const { rules } = parsePlaceRules(values.SLACK_ROUTES, () => true);
  return [
    ...unknownChannels(rules, customerChannels).map(
      (id) =>
        `SLACK_ROUTES names the channel "${id}", which does not exist. Choose from: ${customerChannels.join(', ')}.`,
    ),
    ...(configuredChannels(values).length > MAX_PLACES
      ? [`SLACK_CHANNELS and SLACK_ROUTES name more than ${MAX_PLACES} Slack channels in all. Leave some out.`]
      : []),
  ];
}

/** Wiring only: Bolt and the Web API client are loaded when `create` runs. */
export const adapter: InboxAdapter<typeof settings> = {
  name: 'slack',
  label: 'Slack',
  settings,
  credential: 'SLACK_BOT_TOKEN',
  check: (values, { customerChannels }) => [
    ...checkPlaces(values, customerChannels),
    ...(values.SLACK_SIGNING_SECRET === '' && values.SLACK_APP_TOKEN === ''
      ? [
          'SLACK_SIGNING_SECRET is missing: without it no request can be proved to come from Slack. Copy it from "Basic Information" → "App Credentials" of your Slack app (or set SLACK_APP_TOKEN to use Socket Mode).',
        ]
      : []),
    ...(values.SLACK_SIGNING_SECRET_PREVIOUS !== '' && values.SLACK_SIGNING_SECRET === ''
      ? ['SLACK_SIGNING_SECRET_PREVIOUS is set without SLACK_SIGNING_SECRET. Set the current secret too.']
      : []),
    ...((values.SLACK_CLIENT_ID === '') !== (values.SLACK_CLIENT_SECRET === '')
      ? ['SLACK_CLIENT_ID and SLACK_CLIENT_SECRET belong together. Set both or neither.']
      : []),
  ],
  create: async (values, context) => {
    const { createSlackInbox } = await import('./inbox');
    return createSlackInbox(values, context);
  },
};
