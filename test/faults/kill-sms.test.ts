import { startTwilioEmulator } from '../../adapters/customer-channels/twilio/emulator/start';
import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';
import { PatientAgent } from '../support/patient-agent';
import { Supervisor } from '../support/supervisor';

/** Around the call to the outside, where a death leaves nobody knowing whether the message went out. */
const KILLS = [
  'effect.begun:6',
  'call.before:5',
  'call.after:5',
  'effect.performed:5',
  'call.after:9',
  'effect.performed:9',
];
const CUSTOMER = '+14155552999';
const ROUNDS_MAX = 60;

let world: World;
let twilio: Awaited<ReturnType<typeof startTwilioEmulator>>;
let supervisor: Supervisor;

beforeAll(async () => {
  twilio = await startTwilioEmulator({ timeScale: 0 });
  world = await startWorld({ start: false, env: twilio.settings });
  twilio.connect(world.publicUrl);
  supervisor = new Supervisor(world.env, [...KILLS]);
  supervisor.start();
  // Twilio does not wait long: what came before the very first start is not Baton's.
  await eventually(
    async () => (await fetch(`${world.publicUrl}/readyz`).catch(() => null))?.status === 200,
    'Baton is ready',
  );
});
afterAll(async () => {
  await supervisor?.stop();
  await twilio?.stop();
  await world?.close();
});

it('Twilio tells us by our own key what arrived: killed around every call, nothing is lost and nothing is sent twice', async () => {
  const scene = new Scene(world);
  const { sms } = twilio;
  const onPhone = (): readonly number[] =>
    sms
      .screen(CUSTOMER)
      .messages.filter(({ from }) => from === 'business')
      .flatMap(({ text }) => [...text.matchAll(/\br(\d{3})\b/g)].map(([, n]) => Number(n)));
  await sms.say(CUSTOMER, 'I want to talk to a human');
  // Several lives end before the first thread is there.
  const root = await scene.root(0, 120_000);
  const agent = new PatientAgent(scene, root.id);
  const replies: string[] = [];
  for (let round = 0; round < ROUNDS_MAX && !supervisor.isDone; round += 1) {
    const written = replies.length;
    for (const n of [written + 1, written + 2]) {
      replies.push((await scene.reply(root.id, `r${String(n).padStart(3, '0')} yes`)).id);
    }
    for (const n of [written + 1, written + 2]) {
      await agent.arrives(replies[n - 1] ?? '', () => onPhone().includes(n), `reply ${n}`);
    }
  }
  expect(supervisor.died).toEqual(KILLS);
  await scene.settled();
  const all = replies.map((_, index) => index + 1);
  expect([...onPhone()].sort((a, b) => a - b)).toEqual(all);
  const byHand = (n: number): boolean => agent.sentAgain.has(replies[n - 1] ?? '');
  expect(onPhone().filter((n) => !byHand(n))).toEqual(all.filter((n) => !byHand(n)));
  // Nothing vouches for a reply whose call had not begun when the process died: sent once more after the wait, and said so.
  const marks = scene.thread(root.id).filter(({ text }) => text.includes('was sent again because')).length;
  expect(marks).toBeLessThanOrEqual(KILLS.length);
}, 400_000);
