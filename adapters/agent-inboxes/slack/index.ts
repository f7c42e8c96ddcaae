import type { InboxAdapter } from '../../../src/ports';
import { settings } from './settings';

/** Wiring only: Bolt and the Web API client are loaded when `create` runs. */
export const adapter: InboxAdapter<typeof settings> = {
  name: 'slack',
  label: 'Slack',
  settings,
  credential: 'SLACK_BOT_TOKEN',
  check: (values) => [
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
