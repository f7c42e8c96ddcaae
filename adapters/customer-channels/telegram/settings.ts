import type { SettingSpecs, Settings } from '../../../src/ports';
import { isLoopback } from '../../shared/loopback';

export const settings = {
  token: {
    env: 'TELEGRAM_BOT_TOKEN',
    description: 'The token that @BotFather gives for a bot. Switches the Telegram channel on.',
    secret: true,
    required: true,
    check: (value) =>
      /^\d+:[\w-]{10,}$/.test(value)
        ? null
        : 'does not look like a bot token (digits, a colon, letters and digits). Copy it again from @BotFather.',
  },
  webhookSecret: {
    env: 'TELEGRAM_WEBHOOK_SECRET',
    description:
      'Telegram repeats it with every update to show that it is Telegram. Unset: one is generated and stored.',
    secret: true,
    check: (value) =>
      /^[\w-]{12,256}$/.test(value)
        ? null
        : 'must be 12 to 256 characters of A-Z, a-z, 0-9, _ and -. Leave it unset to have one generated.',
  },
  mode: {
    env: 'TELEGRAM_MODE',
    description:
      'How updates come in: `webhook` (Telegram calls PUBLIC_URL) or `polling` (Baton asks; no public address needed). Unset: `webhook` if PUBLIC_URL begins with https://, else `polling`.',
    check: (value) =>
      value === 'webhook' || value === 'polling'
        ? null
        : 'must be webhook or polling. Unset it to let PUBLIC_URL decide.',
  },
  apiUrl: {
    env: 'TELEGRAM_API_URL',
    description: 'The Bot API server. Set it only to use one of your own.',
    default: 'https://api.telegram.org',
    check: (value) => {
      if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol))
        return 'must be a web address. Unset it to use the server of Telegram.';
      return value.startsWith('https:') || isLoopback(value)
        ? null
        : 'must begin with https://, because the bot token is sent to it. Plain http is for this machine only.';
    },
  },
} satisfies SettingSpecs;

export type TelegramSettings = Settings<typeof settings>;

/** `publicUrl` decides where TELEGRAM_MODE does not: Telegram delivers to https only. */
export const modeOf = ({ mode }: TelegramSettings, publicUrl: string): 'webhook' | 'polling' =>
  mode === 'webhook' || mode === 'polling' ? mode : publicUrl.startsWith('https:') ? 'webhook' : 'polling';
