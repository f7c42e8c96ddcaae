import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';
import { PatientAgent } from '../support/patient-agent';
import { Supervisor } from '../support/supervisor';

/** Every place where a process may die: around each commit and around each call to the outside. */
const POINTS = [
  'receive.before',
  'receive.stored',
  'event.before',
  'event.applied',
  'effect.begun',
  'call.before',
  'call.after',
  'effect.performed',
  'effect.finished',
];
/** Different lanes are at work at different counts: the AI, the phone, the thread, the card. */
const COUNTS = [1, 4, 9];
const KILLS = COUNTS.flatMap((count) => POINTS.map((point) => `${point}:${count}`));
const ROUNDS_MAX = 90;

let world: World;
let supervisor: Supervisor;

beforeAll(async () => {
  world = await startWorld({ start: false });
  supervisor = new Supervisor(world.env, [...KILLS]);
  supervisor.start();
});
afterAll(async () => {
  await supervisor?.stop();
  await world?.close();
});

const numbers = (text: string, letter: string): readonly number[] =>
  [...text.matchAll(new RegExp(`\\b${letter}(\\d{4})\\b`, 'g'))].map(([, digits]) => Number(digits));

it('killed at every marked point: nothing is lost, order holds, and a repeat is marked', async () => {
  const scene = new Scene(world);
  await scene.say('I want to talk to a human');
  // Several lives end before the first thread is there.
  const root = await scene.root(0, 120_000);
  let said = 0;
  const agent = new PatientAgent(scene, root.id);
  const replies: string[] = [];
  const onPhone = (): readonly number[] =>
    numbers(
      scene
        .received()
        .map(({ text }) => text)
        .join('\n'),
      'r',
    );
  const inThread = (): readonly number[] =>
    scene.thread(root.id).flatMap((post) => (post.isBot && !post.ephemeral ? numbers(post.text, 'c') : []));

  for (let round = 0; round < ROUNDS_MAX && !supervisor.isDone; round += 1) {
    for (let i = 0; i < 3; i += 1) await scene.say(`c${String(++said).padStart(4, '0')} hello`);
    const written = replies.length;
    for (const n of [written + 1, written + 2]) {
      replies.push((await scene.reply(root.id, `r${String(n).padStart(4, '0')} yes`)).id);
    }
    await eventually(() => inThread().includes(said), `message ${said} is in the thread`, 120_000);
    for (const n of [written + 1, written + 2]) {
      await agent.arrives(replies[n - 1] ?? '', () => onPhone().includes(n), `reply ${n}`);
    }
  }
  expect(supervisor.died).toEqual(KILLS);
  await scene.settled();

  const all = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);
  // Slack shows us our own posts, so nothing is ever there twice.
  expect(inThread()).toEqual(all(said));
  expect(scene.roots()).toHaveLength(1);
  // Telegram gives no evidence: a reply may be there twice in a row, and then the thread says so.
  const byHand = (n: number): boolean => agent.sentAgain.has(replies[n - 1] ?? '');
  expect([...new Set(onPhone())].sort((a, b) => a - b)).toEqual(all(replies.length));
  const phone = onPhone().filter((n) => !byHand(n));
  expect([...phone].sort((a, b) => a - b)).toEqual(phone);
  const repeats = phone.length - new Set(phone).size;
  const marks = scene.thread(root.id).filter(({ text }) => text.includes('was sent again because')).length;
  expect(marks).toBeGreaterThanOrEqual(repeats);
  // Each mark stands for one death between asking Telegram and writing its answer down.
  expect(marks).toBeLessThanOrEqual(KILLS.filter((kill) => /^(effect.begun|call|effect.performed)/.test(kill)).length);
}, 900_000);
