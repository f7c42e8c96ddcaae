import type { CustomerChannel } from '../../../src/ports';
import { rcsCapabilities, smsCapabilities, whatsappCapabilities } from './capabilities';
import type { Contacts } from './contacts';
import { RCS_CHANNEL, SMS_CHANNEL, WHATSAPP_CHANNEL } from './ids';
import { findSent } from './lookup';
import type { MediaFetcher } from './media';
import { renderForText, renderForWhatsapp } from './render';
import { type Sending, sendPart } from './send';
import { replyTemplates, type TemplateBook } from './templates';

export type ChannelParts = Pick<Sending, 'client' | 'senders' | 'statusUrl' | 'sent'> & {
  readonly media: MediaFetcher;
};

export const smsChannel = (
  parts: ChannelParts,
  capabilitiesFor: NonNullable<CustomerChannel['capabilitiesFor']> = () => smsCapabilities,
): CustomerChannel => ({
  id: SMS_CHANNEL,
  capabilities: smsCapabilities,
  capabilitiesFor,
  ...messaging({ ...parts, render: renderForText, smartEncoded: true, isBilledBySegment: true }),
  media: { fetch: parts.media },
});

export const rcsChannel = (parts: ChannelParts): CustomerChannel => ({
  id: RCS_CHANNEL,
  capabilities: rcsCapabilities,
  // What RCS does not reach may go as a text, where plain characters save.
  ...messaging({ ...parts, render: renderForText, smartEncoded: true }),
  media: { fetch: parts.media },
});

export interface WhatsappParts extends ChannelParts {
  readonly contacts: Contacts;
  readonly templates: TemplateBook;
  readonly buttons: NonNullable<Sending['buttons']>;
}

export function whatsappChannel({ contacts, templates, buttons, ...parts }: WhatsappParts): CustomerChannel {
  return {
    id: WHATSAPP_CHANNEL,
    capabilities: whatsappCapabilities,
    ...messaging({ ...parts, buttons, render: renderForWhatsapp, smartEncoded: false }),
    ...replyTemplates(templates, parts),
    typing: {
      // Shown for 25 s or until a message comes, in answer to a message of theirs, which it marks as read.
      show: async (to) => {
        const sid = await contacts.lastInbound(to);
        if (sid === null) return;
        await parts.client.run((api) =>
          api.messaging.v2.typingIndicator.create({ channel: 'whatsapp', messageId: sid }),
        );
      },
    },
    media: { fetch: parts.media },
  };
}

function messaging(sending: Sending): Required<Pick<CustomerChannel, 'send' | 'lookup'>> {
  return {
    send: (to, part, context) => sendPart(sending, to, part, context),
    lookup: {
      findSent: (to, part, context) => {
        const { body } = sending.render(part);
        const addresses = [...new Set([sending.senders.recipient(to), to])];
        return findSent(sending.client, sending.sent, addresses, { body, hasFile: part.type === 'media' }, context);
      },
    },
  };
}
