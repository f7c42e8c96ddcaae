import type { SettingSpecs } from '../../../src/ports';
import { isLoopback } from '../../shared/loopback';
import { parsePlaceRules } from '../../shared/place-rules';
import { checkAllowed } from './allowed';
import { CHANNEL_ID, channelsIn } from './places';

export const settings = {
  SLACK_SIGNING_SECRET: {
    env: 'SLACK_SIGNING_SECRET',
    description:
      'Proves that a request comes from Slack ("Basic Information" → "App Credentials" of your Slack app). Needed unless SLACK_APP_TOKEN is set.',
    secret: true,
    check: (value) =>
      /^[0-9a-f]{32}$/.test(value) || value.length >= 8
        ? null
        : 'is too short for a signing secret. Copy it from "Basic Information" → "App Credentials" of your Slack app.',
  },
  SLACK_SIGNING_SECRET_PREVIOUS: {
    env: 'SLACK_SIGNING_SECRET_PREVIOUS',
    description: 'The signing secret before the last rotation: accepted beside the current one. Remove it after a day.',
    secret: true,
  },
  SLACK_BOT_TOKEN: {
    env: 'SLACK_BOT_TOKEN',
    description: 'Token of the bot ("OAuth & Permissions" → "Bot User OAuth Token"). Switches the Slack inbox on.',
    secret: true,
    required: true,
    check: checkBotToken,
  },
  SLACK_CHANNEL: {
    env: 'SLACK_CHANNEL',
    description:
      'Id of the Slack channel where handoffs are opened, for example C0123456789 (channel name → "About" → bottom of the page).',
    required: true,
    check: (value) =>
      CHANNEL_ID.test(value)
        ? null
        : 'must be the id of a Slack channel (C… or G…), not its name. Open the channel\'s details in Slack: the id stands at the bottom of "About".',
  },
  SLACK_CHANNELS: {
    env: 'SLACK_CHANNELS',
    description:
      'Ids of further Slack channels, comma-separated. Agents can move a handoff there, and it is opened there while the channel of SLACK_CHANNEL does not work.',
    check: checkChannels,
  },
  SLACK_ROUTES: {
    env: 'SLACK_ROUTES',
    description:
      'Which new handoffs are opened in which Slack channel; the first rule that fits counts, and SLACK_CHANNEL gets the rest. Comma-separated rules such as language=de|fr:C0123456789, channel=telegram+reason=high_stakes:C0987654321. Conditions are channel, language and reason (asked_for_person, high_stakes, frustrated, …), joined by +.',
    check: checkRoutes,
  },
  SLACK_APP_TOKEN: {
    env: 'SLACK_APP_TOKEN',
    description:
      'App-level token with connections:write. Set it to receive events over Socket Mode instead of a public address; meant for trials behind a firewall.',
    secret: true,
    check: (value) =>
      value.startsWith('xapp-')
        ? null
        : 'must be an app-level token (xapp-…). Make one under "Basic Information" → "App-Level Tokens" with the scope connections:write.',
  },
  SLACK_CLIENT_ID: {
    env: 'SLACK_CLIENT_ID',
    description: 'For installing into further Slack workspaces by OAuth; not used with SLACK_BOT_TOKEN alone.',
  },
  SLACK_CLIENT_SECRET: {
    env: 'SLACK_CLIENT_SECRET',
    description: 'Belongs to SLACK_CLIENT_ID.',
    secret: true,
  },
  SLACK_ALLOWED_WRITERS: {
    env: 'SLACK_ALLOWED_WRITERS',
    description:
      'Ids of guests, of people of other companies in a shared channel (U…) and of bots or workflows (B…) who may answer customers like your members, with commas between them. Default: nobody but full members.',
    check: checkAllowed,
  },
  SLACK_API_URL: {
    env: 'SLACK_API_URL',
    description: 'Where the Web API is. Change it for tests only.',
    default: 'https://slack.com/api/',
    check: checkApiUrl,
  },
} satisfies SettingSpecs;

function checkChannels(value: string): string | null {
  const wrong = channelsIn(value).filter((id) => !CHANNEL_ID.test(id));
  if (wrong.length === 0) return null;
  return `names ${wrong.map((id) => `"${id}"`).join(', ')}, which is not the id of a Slack channel (C… or G…). Write ids separated by commas; each stands at the bottom of "About" in the channel's details.`;
}

function checkRoutes(value: string): string | null {
  const { problems } = parsePlaceRules(value, (id) => CHANNEL_ID.test(id));
  return problems.length === 0 ? null : `is not understood. ${problems.join(' ')}`;
}

function checkBotToken(value: string): string | null {
  if (/^(xoxb|xoxe\.xoxb)-/.test(value)) return null;
  if (value.startsWith('xoxp-')) {
    return 'is a user token. Baton needs the "Bot User OAuth Token" (xoxb-…) from "OAuth & Permissions" of your Slack app.';
  }
  return 'must be a bot token (xoxb-…). Copy "Bot User OAuth Token" from "OAuth & Permissions" of your Slack app.';
}

function checkApiUrl(value: string): string | null {
  if (!URL.canParse(value)) return 'is not an address. Remove it to use https://slack.com/api/.';
  const url = new URL(value);
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
  return safe ? null : 'must begin with https:// (http:// only on loopback): the bot token travels there.';
}
