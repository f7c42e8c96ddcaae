import { closeAll, emulated } from './harness';
import recorded from './recorded-requests.json';

afterEach(closeAll);

const SID = '11111111111111111111111111111111';

/** An emulator that is the account of the recordings, with the messages they name. */
async function asRecorded() {
  const twilio = await emulated();
  const { state } = twilio;
  Object.assign(state.account, {
    sid: `AC${'0'.repeat(32)}`,
    authToken: 'tok',
    apiKeySid: `SK${'1'.repeat(32)}`,
    apiKeySecret: 'secret',
  });
  Object.assign(state, { smsFrom: '+15005550001', serviceSid: `MG${'0'.repeat(32)}` });
  state.templates.set(`HX${'0'.repeat(32)}`, { body: 'Hello {{1}}: {{2}}', variables: ['1', '2'] });
  for (const prefix of ['SM', 'MM']) {
    state.messages.push({
      sid: `${prefix}${SID}`,
      direction: 'inbound',
      from: 'whatsapp:+4915112345678',
      to: state.whatsappFrom,
      body: 'Hallo',
      status: 'received',
      errorCode: null,
      createdAt: 0,
      sentAt: 0,
      updatedAt: 0,
      messagingServiceSid: null,
      statusCallback: null,
      media: [],
      segments: 1,
      contentSid: null,
    });
  }
  return twilio;
}

describe('requests that the real SDK was recorded to send', () => {
  test.each(
    recorded.map((one, index) => [`${index} ${one.method} ${one.path.split('/').slice(-2).join('/')}`, one] as const),
  )('%s is answered as recorded', async (_name, { method, path, contentType, body, authorization, status, keys }) => {
    const twilio = await asRecorded();
    const response = await fetch(`${twilio.settings.TWILIO_API_URL}${path}`, {
      method,
      headers: { authorization, ...(contentType && { 'content-type': contentType }) },
      ...(body !== '' && { body }),
    });
    // The stub of the recordings said 201 to everything about messages; the real API reads and changes with a 200.
    const isCreation = method === 'POST' && path.endsWith('/Messages.json');
    expect(response.status).toBe(status === 201 && !isCreation ? 200 : status);
    if (keys === null) return;
    const answer: object = JSON.parse(await response.text());
    expect(Object.keys(answer).sort()).toEqual(expect.arrayContaining(keys));
  });

  test('all of them are there', () => expect(recorded.length).toBe(13));
});
