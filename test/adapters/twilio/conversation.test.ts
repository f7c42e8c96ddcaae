import { closeAll, MARIA, MARIA_ON_WHATSAPP, sender, world } from './harness';

afterEach(closeAll);

test('a text comes in, the answer reaches the phone, and its receipts come back under its key', async () => {
  const { twilio, baton, send } = await world();
  const { id } = await twilio.sms.say(MARIA, 'Where is my order? 📦');
  await twilio.idle();
  expect(baton.events).toMatchObject([
    {
      type: 'customer_message',
      channelId: 'twilio-sms',
      contact: MARIA,
      externalId: id,
      parts: [{ type: 'text', text: 'Where is my order? 📦' }],
    },
  ]);

  const sentId = await send('On its way, it arrives tomorrow.', MARIA, { key: 'key-of-the-answer' });
  await twilio.idle();
  const screen = twilio.sms.screen(MARIA).messages;
  expect(screen).toMatchObject([
    { from: 'customer', status: 'delivered' },
    { from: 'business', text: 'On its way, it arrives tomorrow.', status: 'delivered' },
  ]);
  const receipts = baton.events.slice(1);
  expect(receipts.map((event) => event.type === 'delivery_status' && [event.status, event.key, event.sentId])).toEqual(
    ['queued', 'sent', 'delivered'].map((status) => [status, 'key-of-the-answer', sentId]),
  );
});

test('on WhatsApp formatting is kept, the answer is read, and typing shows in between', async () => {
  const { twilio, baton } = await world();
  await twilio.whatsapp.say(MARIA, 'Olá *mundo*');
  await twilio.idle();
  expect(baton.events).toMatchObject([
    { contact: MARIA_ON_WHATSAPP, profile: { name: 'Maria Santos' }, parts: [{ text: 'Olá *mundo*' }] },
  ]);

  await baton.whatsapp.typing?.show(MARIA_ON_WHATSAPP);
  expect(twilio.whatsapp.screen(MARIA)).toMatchObject({ typing: true, messages: [{ status: 'read' }] });

  const send = sender(baton.whatsapp);
  await send(
    { type: 'text', text: 'Open 9 to 17', entities: [{ type: 'bold', offset: 5, length: 7 }] },
    MARIA_ON_WHATSAPP,
  );
  await twilio.idle();
  const { typing, messages } = twilio.whatsapp.screen(MARIA);
  expect(typing).toBe(false);
  expect(messages.at(-1)).toMatchObject({ text: 'Open *9 to 17*', html: 'Open <b>9 to 17</b>', status: 'read' });
  expect(baton.events.at(-1)).toMatchObject({ type: 'delivery_status', status: 'read' });
});
