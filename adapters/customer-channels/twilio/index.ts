import type { AdapterContext, ChannelAdapter, ChannelProvider } from '../../../src/ports';
import { smsCapabilities, whatsappCapabilities } from './capabilities';
import { type ChannelParts, smsChannel, whatsappChannel } from './channel';
import { type Credentials, createClient, type TwilioClient } from './client';
import { whatsappContacts } from './contacts';
import { SMS_CHANNEL, TWILIO_ACCOUNT, WHATSAPP_CHANNEL } from './ids';
import { mediaFetcher } from './media';
import { isReachable, prepare } from './prepare';
import { twilioReadBack } from './read-back';
import { SentMessages } from './sent-messages';
import { checkTogether, settings, type TwilioSettings, whatsappSender } from './settings';
import { twilioWebhook } from './webhook';

/** SMS and WhatsApp through Twilio. See README.md beside this file. */
export const adapter: ChannelAdapter<typeof settings> = {
  name: 'twilio',
  label: 'SMS and WhatsApp (Twilio)',
  settings,
  credential: 'accountSid',
  check: checkTogether,
  channels: [
    { id: SMS_CHANNEL, capabilities: smsCapabilities },
    { id: WHATSAPP_CHANNEL, capabilities: whatsappCapabilities },
  ],
  create: async (given, context) => {
    const apiUrl = given.apiUrl.replace(/\/+$/, '');
    const { accountSid } = given;
    const account = await createClient({ accountSid, apiUrl, credentials: tokenOf(given) });
    const client = await createClient({ accountSid, apiUrl, credentials: credentialsOf(given) });
    return twilioProvider({ account, client }, { ...given, apiUrl }, context);
  },
};

const tokenOf = (given: TwilioSettings): Credentials => ({ username: given.accountSid, password: given.authToken });

const credentialsOf = (given: TwilioSettings): Credentials =>
  given.apiKeySid === '' ? tokenOf(given) : { username: given.apiKeySid, password: given.apiKeySecret };

export interface Clients {
  /** With the auth token. */
  readonly account: TwilioClient;
  /** With what sends. */
  readonly client: TwilioClient;
}

/** Wires the provider over clients of the caller's choosing: tests bring ones with a short deadline. */
export function twilioProvider(clients: Clients, given: TwilioSettings, context: AdapterContext): ChannelProvider {
  const { storage, log, now, publicUrl } = context;
  const { client } = clients;
  const contacts = whatsappContacts(storage);
  const sent = new SentMessages();
  const whatsappFrom = whatsappSender(given);
  const statusUrl = isReachable(publicUrl, given.apiUrl) ? `${publicUrl}/webhooks/twilio/status` : null;
  const common = { client, statusUrl, sent, media: mediaFetcher(credentialsOf(given), given.apiUrl) };
  const channels = [
    ...smsSenders(given).map((sender) => smsChannel({ ...common, sender })),
    ...(whatsappFrom === ''
      ? []
      : [whatsappChannel({ ...common, sender: { from: whatsappFrom } }, contacts, given.replyTemplateSid)]),
  ];
  const inbound = { contacts, channelIds: channels.map(({ id }) => id), now };
  const numbers = [given.smsFrom, whatsappFrom].filter(Boolean);
  return {
    accountId: TWILIO_ACCOUNT,
    channels,
    webhook: twilioWebhook({
      ...inbound,
      accountSid: given.accountSid,
      tokens: [given.authToken, given.authTokenPrevious],
      isSigned: client.isSigned,
      sent,
      log,
    }),
    connection: twilioReadBack({ ...inbound, client, numbers, storage, log }),
    prepare: () => prepare({ ...clients, settings: given, publicUrl, log }),
  };
}

/** None, or one: the service where there is one, because it chooses the number. */
function smsSenders(given: TwilioSettings): readonly ChannelParts['sender'][] {
  if (given.messagingServiceSid !== '') return [{ messagingServiceSid: given.messagingServiceSid }];
  return given.smsFrom === '' ? [] : [{ from: given.smsFrom }];
}
