import type { IncomingEvent, MessagePart } from '../../../src/ports';
import { provide, settingsFrom } from './harness';
import recorded from './recorded-webhooks.json';

const ENV = {
  TWILIO_ACCOUNT_SID: 'AC00000000000000000000000000000001',
  TWILIO_AUTH_TOKEN: recorded.authToken,
  TWILIO_SMS_FROM: '+14155550100',
  TWILIO_WHATSAPP_FROM: 'whatsapp:+14155238886',
};

interface Recorded {
  readonly path: string;
  readonly signature: string;
  readonly body: string;
}

/** The recorded address is another program's; what it says at the end is what ours says behind the adapter's name. */
async function handle({ path, signature, body }: Recorded) {
  const provider = await provide(settingsFrom(ENV), { publicUrl: recorded.publicUrl, now: () => 1 });
  const url = new URL(path, recorded.publicUrl);
  return provider.webhook?.handle({
    method: 'POST',
    url,
    path: url.pathname.endsWith('/status') ? ['status'] : [],
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'x-twilio-signature': signature,
    },
    rawBody: Buffer.from(body),
  });
}

const partOf = (part: MessagePart): string => {
  if (part.type === 'text') return part.text;
  if (part.type === 'media') return `<${part.kind} ${part.name ?? part.mediaType}>${part.caption?.text ?? ''}`;
  if (part.type === 'location') return `<${part.latitude} ${part.longitude} ${part.name ?? ''}>`;
  return `<${part.type}>`;
};

/** An event in a line. */
function inShort(event: IncomingEvent): string {
  switch (event.type) {
    case 'customer_message':
      return [
        `${event.channelId} ${event.contact}: ${event.parts.map(partOf).join(' + ')}`,
        event.answers && `(answers one of ${event.answers.whose})`,
        event.choice && `(picked ${event.choice.id})`,
      ]
        .filter(Boolean)
        .join(' ');
    case 'customer_reachability':
      return event.reachable;
    case 'delivery_status':
      return [event.status, event.code, event.reason].filter(Boolean).join(' ');
    default:
      return event.type;
  }
}

const SMS = 'twilio-sms +14155550123:';
const WHATSAPP = 'twilio-whatsapp whatsapp:+4915112345678:';

const inbound: Record<keyof typeof recorded.inbound, readonly string[]> = {
  sms: [`${SMS} Where is my order?`],
  sms_stop: ['opted_out', `${SMS} STOP`, 'opted_out'],
  sms_help: [`${SMS} HELP`],
  sms_start: ['yes', `${SMS} START`],
  mms_two: [`${SMS} <image image/jpeg> + <image image/heic>`],
  wa_text: [`${WHATSAPP} Hallo *Welt* 😀`],
  wa_bsuid_only: ['twilio-whatsapp whatsapp:DE.1502576394655843: Hallo *Welt* 😀'],
  wa_voice: [`${WHATSAPP} <voice audio/ogg>`],
  wa_image_caption: [`${WHATSAPP} <image image/jpeg>see screenshot`],
  wa_document: [`${WHATSAPP} <file invoice.pdf>`],
  wa_sticker: [`${WHATSAPP} <sticker image/webp>`],
  wa_location: [`${WHATSAPP} <52.52 13.405 Office, Alexanderplatz 1>`],
  wa_contact: [`${WHATSAPP} <file contact.vcf>`],
  wa_reply: [`${WHATSAPP} yes this one (answers one of ours)`],
  wa_button: [`${WHATSAPP} Yes please (picked esc:yes)`],
  wa_forwarded: [`${WHATSAPP} Forwarded\nHallo *Welt* 😀`],
};

const status: Record<keyof typeof recorded.status, readonly string[]> = {
  sms_sent: ['sent'],
  sms_delivered: ['delivered'],
  sms_undelivered: ['failed 30007 content'],
  wa_sent: ['sent'],
  wa_delivered: ['delivered'],
  wa_read: ['read'],
  wa_outside_window: ['failed 63016 window_closed'],
};

const all = [
  ...Object.entries(inbound).map(([name, expected]) => [name, recorded.inbound[name as never], expected] as const),
  ...Object.entries(status).map(([name, expected]) => [name, recorded.status[name as never], expected] as const),
];

test.each(all)('%s, as recorded', async (_name, webhook: Recorded, expected) => {
  const result = await handle(webhook);
  expect(result?.reply).toEqual({ status: 200, body: '<Response/>', contentType: 'text/xml' });
  expect(result?.quarantined).toBeUndefined();
  expect(result?.events.map(inShort)).toEqual(expected);
});

test('all 23 of them are here, and each is refused with a character changed', async () => {
  const names = [...Object.keys(recorded.inbound), ...Object.keys(recorded.status)];
  expect(all.map(([name]) => name).sort()).toEqual(names.sort());
  expect(all).toHaveLength(23);
  for (const [, webhook] of all) {
    const forged = {
      ...(webhook as Recorded),
      body: (webhook as Recorded).body.replace('ApiVersion=2010', 'ApiVersion=2011'),
    };
    expect(await handle(forged)).toEqual({ reply: { status: 403 }, events: [] });
  }
});
