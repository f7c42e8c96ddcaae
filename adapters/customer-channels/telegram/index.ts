import type { AdapterContext, ChannelAdapter, ChannelProvider } from '../../../src/ports';
import { telegramCapabilities } from './capabilities';
import { telegramChannel } from './channel';
import { createClient, type TelegramClient } from './client';
import { groupDecliner } from './groups';
import { TELEGRAM_ACCOUNT, TELEGRAM_CHANNEL } from './ids';
import { telegramPolling } from './polling';
import { preparePolling, prepareWebhook } from './registration';
import { webhookSecret } from './secret';
import { modeOf, settings, type TelegramSettings } from './settings';
import { telegramWebhook } from './webhook';

/** Telegram: a bot from @BotFather. See README.md beside this file. */
export const adapter: ChannelAdapter<typeof settings> = {
  name: 'telegram',
  label: 'Telegram',
  settings,
  credential: 'token',
  channels: [{ id: TELEGRAM_CHANNEL, capabilities: telegramCapabilities }],
  create: async (given, context) => {
    const apiUrl = given.apiUrl.replace(/\/+$/, '');
    return telegramProvider(await createClient({ token: given.token, apiUrl }), { ...given, apiUrl }, context);
  },
};

/** Wires the provider over a client of the caller's choosing: tests bring one with a short deadline. */
export function telegramProvider(
  client: TelegramClient,
  given: TelegramSettings,
  context: AdapterContext,
): ChannelProvider {
  const { storage, log, now, publicUrl } = context;
  const acknowledgePress = pressAcknowledger(client, context);
  const declineGroup = groupDecliner({ client, storage, log });
  const provider = { accountId: TELEGRAM_ACCOUNT, channels: [telegramChannel(client)] };
  if (modeOf(given, publicUrl) === 'polling') {
    const sequence = `${given.apiUrl} ${given.token.split(':')[0]}`;
    const connection = telegramPolling({ client, storage, sequence, acknowledgePress, declineGroup, log, now });
    return { ...provider, connection, prepare: () => preparePolling({ client, storage, log }) };
  }
  const secret = webhookSecret(given.webhookSecret, storage, now);
  return {
    ...provider,
    webhook: telegramWebhook({ isSecret: secret.matches, acknowledgePress, declineGroup, now }),
    prepare: () => prepareWebhook({ client, storage, log }, { publicUrl, apiUrl: given.apiUrl, secret }),
  };
}

/** Ends the spinner on a pressed button. Cosmetic: a failure is not worth a retry, and too late is harmless. */
function pressAcknowledger(client: TelegramClient, { log }: AdapterContext): (pressId: string) => void {
  return (pressId) => {
    client
      .run((api, signal) => api.answerCallbackQuery({ callback_query_id: pressId }, signal))
      .catch((error: unknown) => log.debug('A pressed button was not acknowledged', { error: String(error) }));
  };
}
