import type { ExternalId } from '../../../src/ports';
import { closeAll, MARIA, world } from './harness';

afterEach(closeAll);

describe('a customer and Baton on Telegram', () => {
  test('what the customer writes becomes an event, and the answer is on their screen', async () => {
    const { telegram, baton, send } = await world();
    await telegram.customers.say(MARIA, 'Where is my order?');
    await telegram.idle();

    expect(baton.events).toMatchObject([
      {
        type: 'customer_message',
        contact: MARIA,
        source: `telegram:${MARIA}`,
        parts: [{ type: 'text', text: 'Where is my order?' }],
        profile: { name: 'Maria Santos', language: 'en' },
      },
    ]);

    await send({ type: 'text', text: 'On its way & <3', entities: [{ type: 'bold', offset: 0, length: 6 }] });
    const { messages } = telegram.customers.screen(MARIA);
    expect(messages.map(({ from, html, text }) => html ?? `${from}: ${text}`)).toEqual([
      'customer: Where is my order?',
      '<b>On its</b> way &amp; &lt;3',
    ]);
  });

  test('messages, edits and blocks of one customer come in the order they happened', async () => {
    const { telegram, baton } = await world();
    const { id } = await telegram.customers.say(MARIA, 'one');
    await telegram.customers.say(MARIA, 'two');
    await telegram.customers.edit(MARIA, id, 'one!');
    await telegram.customers.gesture(MARIA, 'block');
    await telegram.customers.gesture(MARIA, 'unblock');
    await telegram.idle();

    expect(baton.events.map((event) => [event.type, 'reachable' in event ? event.reachable : ''])).toEqual([
      ['customer_message', ''],
      ['customer_message', ''],
      ['customer_edit', ''],
      ['customer_reachability', 'blocked'],
      ['customer_reachability', 'yes'],
    ]);
  });

  test('two edits within one second are two edits', async () => {
    const { telegram, baton } = await world({ now: () => 1_800_000_000_000 });
    const { id } = await telegram.customers.say(MARIA, 'one');
    await telegram.customers.edit(MARIA, id, 'two');
    await telegram.customers.edit(MARIA, id, 'three');
    await telegram.idle();
    expect(baton.events.flatMap((event) => ('parts' in event ? event.parts : []))).toMatchObject([
      { text: 'one' },
      { text: 'two' },
      { text: 'three' },
    ]);
  });

  test('an answer can be corrected and taken back', async () => {
    const { telegram, baton, send } = await world();
    await telegram.customers.say(MARIA, 'hi');
    const sent = (await send({ type: 'text', text: 'Helo' })) as ExternalId;
    await baton.channel.edits?.edit(MARIA, sent, { type: 'text', text: 'Hello' });
    expect(telegram.customers.screen(MARIA).messages.at(-1)).toMatchObject({ text: 'Hello', edited: true });
    await baton.channel.edits?.edit(MARIA, sent, { type: 'text', text: 'Hello' });
    await baton.channel.deletes?.remove(MARIA, sent);
    await baton.channel.deletes?.remove(MARIA, sent);
    expect(telegram.customers.screen(MARIA).messages.at(-1)).toMatchObject({ deleted: true });
  });

  test('typing shows until the answer is there', async () => {
    const { telegram, baton, send } = await world();
    await telegram.customers.say(MARIA, 'hi');
    await baton.channel.typing?.show(MARIA);
    expect(telegram.customers.screen(MARIA).typing).toBe(true);
    await send({ type: 'text', text: 'Hello' });
    expect(telegram.customers.screen(MARIA).typing).toBe(false);
  });
});
