import type { IncomingEvent } from '../../../src/ports';
import {
  closeAll,
  context,
  MARIA,
  MARIA_ON_RCS,
  MARIA_ON_WHATSAPP,
  sender,
  settingsOf,
  startBaton,
  world,
} from './harness';

afterEach(closeAll);

const SECOND = '+14155550101';
const SECOND_ON_WHATSAPP = 'whatsapp:+14155238887';
const JONAS = '+4915112345678';

const messagesOf = (events: readonly IncomingEvent[]) =>
  events.flatMap((event) => (event.type === 'customer_message' ? [event] : []));

describe('several numbers', () => {
  const both = { settings: { smsFrom: `+14155550100,${SECOND}`, whatsappFrom: `+14155238886,${SECOND_ON_WHATSAPP}` } };

  test('an answer comes from the number the customer wrote to last; who never wrote hears from the first', async () => {
    const { twilio, send } = await world(both);
    await twilio.sms.say(MARIA, 'Hi', SECOND);
    await twilio.idle();
    await send('Hello', MARIA);
    await send('Hello', JONAS as typeof MARIA);
    await twilio.sms.say(MARIA, 'And here', '+14155550100');
    await twilio.idle();
    await send('Here, too', MARIA);
    const senders = twilio.calls('messages.create').map(({ parameters }) => parameters.From?.[0]);
    expect(senders).toEqual([SECOND, '+14155550100', '+14155550100']);
  });

  test('on WhatsApp, too: the window is open with the sender the customer wrote to', async () => {
    const { twilio, baton } = await world(both);
    await twilio.whatsapp.say(MARIA, 'Olá', SECOND_ON_WHATSAPP);
    await twilio.idle();
    await sender(baton.whatsapp)('Olá!', MARIA_ON_WHATSAPP);
    await twilio.idle();
    expect(twilio.whatsapp.screen(MARIA).messages.at(-1)).toMatchObject({ text: 'Olá!', status: 'read' });
    expect(twilio.calls('messages.create')[0]?.parameters.From).toEqual([SECOND_ON_WHATSAPP]);
  });

  test('it is remembered over a restart, and forgotten with a number that is no longer ours', async () => {
    const { twilio, storage } = await world(both);
    await twilio.sms.say(MARIA, 'Hi', SECOND);
    await twilio.idle();
    const restarted = await startBaton(settingsOf(twilio, both.settings), { storage });
    await sender(restarted.sms)('Hello');
    const without = await startBaton(settingsOf(twilio), { storage });
    await sender(without.sms)('Hello');
    const senders = twilio.calls('messages.create').map(({ parameters }) => parameters.From?.[0]);
    expect(senders).toEqual([SECOND, '+14155550100']);
  });

  test('with a messaging service it is kept as well, and the service chooses once the number has left it', async () => {
    const { twilio } = await world();
    const { serviceSid } = twilio.state;
    const baton = await startBaton(settingsOf(twilio, { messagingServiceSid: serviceSid, smsFrom: '' }));
    twilio.connect(baton.publicUrl);
    await twilio.sms.say(MARIA, 'Hi', SECOND);
    await twilio.idle();
    await sender(baton.sms)('Hello');
    expect(twilio.calls('messages.create')[0]?.parameters).toMatchObject({
      MessagingServiceSid: [serviceSid],
      From: [SECOND],
    });
    Object.assign(twilio.state, { otherSenders: [] });
    await sender(baton.sms)('Are you there?');
    await twilio.idle();
    expect(twilio.sms.screen(MARIA).messages.map(({ text }) => text)).toEqual(['Hi', 'Hello', 'Are you there?']);
    expect(twilio.calls('messages.create').at(-1)?.parameters.From).toBeUndefined();
  });
});

describe('RCS', () => {
  test('is a channel of its own: in, out, with a picture, and read', async () => {
    const { twilio, baton } = await world();
    await twilio.rcs.say(MARIA, 'Hello over RCS');
    await twilio.idle();
    expect(messagesOf(baton.events)).toMatchObject([
      { channelId: 'twilio-rcs', contact: MARIA_ON_RCS, parts: [{ type: 'text', text: 'Hello over RCS' }] },
    ]);
    await sender(baton.rcs)('Hello “there”', MARIA_ON_RCS);
    await twilio.idle();
    expect(twilio.calls('messages.create')[0]?.parameters).toMatchObject({
      To: [MARIA_ON_RCS],
      From: ['rcs:sample_shop_agent'],
      Body: ['Hello "there"'],
    });
    expect(twilio.rcs.screen(MARIA).messages.at(-1)).toMatchObject({ text: 'Hello "there"', status: 'read' });
    expect(twilio.sms.screen(MARIA).messages).toHaveLength(0);
    expect(baton.events.at(-1)).toMatchObject({ type: 'delivery_status', status: 'read' });
    expect(baton.rcs.capabilities).toMatchObject({ receipts: 'read', replyWindowMs: null, helpBelongsToCarrier: true });
  });

  test('without a service, what it does not reach fails with a sentence', async () => {
    const { twilio, baton } = await world();
    await twilio.rcs.gesture(MARIA, 'lose_rcs');
    await sender(baton.rcs)('Hello', MARIA_ON_RCS);
    await twilio.idle();
    expect(baton.events.at(-1)).toMatchObject({ type: 'delivery_status', status: 'failed', code: '63024' });
  });

  test('by a service it falls back to a text, whose answer goes on the same conversation', async () => {
    const { twilio } = await world();
    const baton = await startBaton(settingsOf(twilio, { messagingServiceSid: twilio.state.serviceSid }));
    twilio.connect(baton.publicUrl);
    await twilio.rcs.say(MARIA, 'Hi');
    await twilio.idle();
    await twilio.rcs.gesture(MARIA, 'lose_rcs');
    await sender(baton.rcs)('Still here', MARIA_ON_RCS);
    await twilio.idle();
    expect(twilio.calls('messages.create')[0]?.parameters).toMatchObject({
      To: [MARIA],
      From: ['rcs:sample_shop_agent'],
      FallbackFrom: ['+14155550100'],
      MessagingServiceSid: [twilio.state.serviceSid],
    });
    expect(twilio.sms.screen(MARIA).messages).toMatchObject([{ text: 'Still here', status: 'delivered' }]);

    await twilio.sms.say(MARIA, 'So I see');
    await twilio.idle();
    expect(messagesOf(baton.events).at(-1)).toMatchObject({ channelId: 'twilio-rcs', contact: MARIA_ON_RCS });
    await twilio.rcs.say(MARIA, 'RCS is back');
    await twilio.idle();
    await twilio.sms.say(MARIA, 'And a text of its own');
    await twilio.idle();
    expect(
      messagesOf(baton.events)
        .map(({ channelId }) => channelId)
        .slice(-2),
    ).toEqual(['twilio-rcs', 'twilio-sms']);
  });

  test('a send whose answer was lost is found under both addresses', async () => {
    const { twilio } = await world();
    for (const messagingServiceSid of ['', twilio.state.serviceSid]) {
      const baton = await startBaton(settingsOf(twilio, { messagingServiceSid }));
      const text = `Lost by ${messagingServiceSid || 'RCS alone'}`;
      twilio.faults.fail({ type: 'cut', done: true }, 1, 'messages.create');
      await sender(baton.rcs)(text, MARIA_ON_RCS, { key: text }).catch(() => undefined);
      const tried = context({ key: text, firstTriedAt: 0 as never });
      const found = await baton.rcs.lookup?.findSent(MARIA_ON_RCS, { type: 'text', text }, tried);
      expect(found).toBe(twilio.state.messages.at(-1)?.sid);
    }
  });

  test('STOP on one of them opts out of both', async () => {
    const { twilio, baton } = await world();
    await twilio.rcs.gesture(MARIA, 'stop');
    await twilio.idle();
    const changed = baton.events.flatMap((event) =>
      event.type === 'customer_reachability' ? [[event.channelId, event.contact, event.reachable]] : [],
    );
    expect(changed).toEqual([
      ['twilio-rcs', MARIA_ON_RCS, 'opted_out'],
      ['twilio-rcs', MARIA_ON_RCS, 'opted_out'],
      ['twilio-sms', MARIA, 'opted_out'],
    ]);
  });
});
