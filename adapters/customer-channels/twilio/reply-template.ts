import type { CustomerChannel } from '../../../src/ports';
import { messageId } from './ids';
import { create, type Sending, statusCallbackFor } from './send';

/**
 * The approved message that asks a customer whose window is closed to write. Approved texts are in one language each, so
 * that of the customer makes no difference. Absent where no template is set.
 */
export function replyTemplate(
  templateSid: string,
  { client, senders, statusUrl, sent }: Pick<Sending, 'client' | 'senders' | 'statusUrl' | 'sent'>,
): Pick<CustomerChannel, 'templates'> {
  if (templateSid === '') return {};
  return {
    templates: {
      askToWrite: async (to, _language, { key }) => {
        const callback = statusCallbackFor(statusUrl, key);
        const sid = await create(client, await senders.senderFor(to), { to, contentSid: templateSid, ...callback });
        sent.note(sid, key);
        return { sentId: messageId(sid) };
      },
    },
  };
}
