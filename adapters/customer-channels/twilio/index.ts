import type { AdapterContext, ChannelAdapter, ChannelProvider } from '../../../src/ports';
import { rcsCapabilities, smsCapabilities, whatsappCapabilities } from './capabilities';
import { rcsChannel, smsChannel, whatsappChannel } from './channel';
import { type Credentials, createClient, type TwilioClient } from './client';
import { RCS_CHANNEL, SMS_CHANNEL, TWILIO_ACCOUNT, WHATSAPP_CHANNEL } from './ids';
import { listOf } from './lists';
import { mediaFetcher } from './media';
import { smsCapabilitiesFor } from './mms';
import { peopleOf } from './people';
import { isReachable, prepare } from './prepare';
import { quickReplies } from './quick-replies';
import { twilioReadBack } from './read-back';
import { poolOf } from './senders';
import { SentMessages } from './sent-messages';
import { checkTogether, settings, type TwilioSettings } from './settings';
import { bindingsOf } from './template-variables';
import { templateBook } from './templates';
import { twilioWebhook } from './webhook';

/** SMS, RCS and WhatsApp through Twilio. See README.md beside this file. */
export const adapter: ChannelAdapter<typeof settings> = {
  name: 'twilio',
  label: 'SMS, RCS and WhatsApp (Twilio)',
  settings,
  credential: 'accountSid',
  check: checkTogether,
  channels: [
    { id: SMS_CHANNEL, capabilities: smsCapabilities },
    { id: RCS_CHANNEL, capabilities: rcsCapabilities },
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
  const people = peopleOf(given, storage);
  const { senders } = people;
  const sent = new SentMessages();
  const statusUrl = isReachable(publicUrl, given.apiUrl) ? `${publicUrl}/webhooks/twilio/status` : null;
  const common = { client, sent, media: mediaFetcher(credentialsOf(given), given.apiUrl) };
  const templates = templateBook(client, listOf(given.replyTemplateSid), bindingsOf(given.replyTemplateVariables));
  const channels = [...senders].map(([id, own]) => {
    const parts = { ...common, statusUrl, senders: own };
    if (id === SMS_CHANNEL) return smsChannel(parts, smsCapabilitiesFor(given));
    if (id === RCS_CHANNEL) return rcsChannel({ ...parts, statusUrl: statusUrl && `${statusUrl}?c=rcs` });
    return whatsappChannel({ ...parts, contacts: people.contacts, templates, buttons: quickReplies(client, storage) });
  });
  const named = [...senders.values()].flatMap(({ own }) => own);
  return {
    accountId: TWILIO_ACCOUNT,
    channels,
    webhook: twilioWebhook({
      people,
      now,
      accountSid: given.accountSid,
      tokens: [given.authToken, given.authTokenPrevious],
      isSigned: client.isSigned,
      sent,
      log,
    }),
    connection: twilioReadBack({
      ...{ people, now, client, storage, log },
      numbers: async () => [...new Set([...named, ...(await poolOf(client, given.messagingServiceSid))])],
    }),
    prepare: () => prepare({ ...clients, settings: given, templates, publicUrl, log }),
  };
}
