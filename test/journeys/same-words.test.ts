import { startTwilioEmulator } from '../../adapters/customer-channels/twilio/emulator/start';
import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';

const CUSTOMER = '+14155552999';
/** Baton waits for Twilio's callback before it looks into the list. */
const PATIENCE_MS = 90_000;

let world: World;
let twilio: Awaited<ReturnType<typeof startTwilioEmulator>>;

beforeAll(async () => {
  twilio = await startTwilioEmulator({ timeScale: 0 });
  world = await startWorld({ env: twilio.settings });
  twilio.connect(world.publicUrl);
});
afterAll(async () => {
  await twilio?.stop();
  await world?.close();
});

it('an "ok" of a moment ago is no evidence for another "ok", also after a restart', async () => {
  const scene = new Scene(world);
  const onPhone = () => twilio.sms.screen(CUSTOMER).messages.filter(({ text }) => text.trim() === 'ok');
  await twilio.sms.say(CUSTOMER, 'I want to talk to a human');
  const { id } = await scene.root();
  await scene.reply(id, 'ok');
  await eventually(() => onPhone().length === 1, 'the first is on the phone');
  await scene.settled();
  twilio.faults.fail({ type: 'cut', done: false }, 1, 'messages.create');
  await scene.reply(id, 'ok');
  await eventually(() => twilio.faults.left?.() === 0, 'the second is on its way, and its request breaks off');
  await world.restart();
  await eventually(() => onPhone().length === 2, 'the second is on the phone', PATIENCE_MS);
  await scene.shows(id, 'was sent again because');
}, 150_000);
