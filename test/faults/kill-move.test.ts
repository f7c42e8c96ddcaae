import type { AgentAction } from '../../src/domain/incoming-event';
import type { EmulatedPost } from '../../src/ports/emulator';
import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';
import { Supervisor } from '../support/supervisor';

/** Around the root that is posted elsewhere, and around the old card that loses its buttons. */
const KILLS = [
  'effect.begun/move_thread:1',
  'call.before/move_thread:1',
  'call.after/move_thread:1',
  'effect.performed/move_thread:1',
  'effect.finished/move_thread:1',
  'call.before/close_thread:1',
  'call.after/close_thread:1',
];
const PATIENCE_MS = 30_000;

let world: World;
let supervisor: Supervisor;
let billing = '';

beforeAll(async () => {
  world = await startWorld({
    start: false,
    env: (slack) => {
      billing = slack.control.createChannel('billing');
      return { SLACK_CHANNELS: billing };
    },
  });
  supervisor = new Supervisor(world.env, [...KILLS]);
  supervisor.start();
});
afterAll(async () => {
  await supervisor?.stop();
  await world?.close();
});

const isLive = ({ raw }: EmulatedPost): boolean => JSON.stringify(raw).includes('action_id');

it('killed anywhere around it, a move makes one thread, and leaves one card with buttons', async () => {
  const support = new Scene(world);
  const scenes = [support, Object.assign(new Scene(world), { channel: billing })] as const;
  await support.say('I want to talk to a human');
  let { id } = await support.root(0, PATIENCE_MS);
  await support.shows(id, 'talk to a human');
  for (const [round, kill] of KILLS.entries()) {
    const from = scenes[round % 2] as Scene;
    const to = scenes[(round + 1) % 2] as Scene;
    const before = to.roots().map((root) => root.id);
    await moves(from, id, to.channel);
    await eventually(() => supervisor.died.length > round, `${kill} is reached`, PATIENCE_MS);
    const left = id;
    const came = () => to.roots().filter((root) => !before.includes(root.id));
    await eventually(() => came().length > 0, `${kill}: there is a root in the other channel`, PATIENCE_MS);
    id = came()[0]?.id ?? '';
    await eventually(
      () => from.roots().some((root) => root.id === left && !isLive(root)),
      `${kill}: the card that was left has no buttons`,
      PATIENCE_MS,
    );
    await support.say(`after ${round}`);
    await eventually(() => to.threadText(id).includes(`after ${round}`), `${kill}: it goes on there`, PATIENCE_MS);
    await to.reply(id, `answer ${round}`);
    await to.receives(`answer ${round}`);
    await support.settled();
    expect(came()).toHaveLength(1);
    expect(scenes.flatMap((scene) => scene.roots().filter(isLive)).map((root) => root.id)).toEqual([id]);
    expect(to.thread(id).filter(({ text }) => text.includes(`after ${round}`))).toHaveLength(1);
  }
  expect(supervisor.died).toEqual(KILLS);
  const answers = support.received().filter(({ text }) => text.startsWith('answer'));
  expect(answers.map(({ text }) => text)).toEqual(KILLS.map((_, round) => `answer ${round}`));
}, 300_000);

/** Asked on the card, and pressed in the answer. The process may die before it has answered Slack. */
async function moves(scene: Scene, root: string, to: string): Promise<void> {
  const card = scene.roots().find((post) => post.id === root) as EmulatedPost;
  const asks: AgentAction = { name: 'choose_place' };
  await scene.press(card, 'more', scene.ana, JSON.stringify({ v: 1, a: asks }));
  await eventually(
    () => scene.thread(root).some((post) => post.ephemeral && JSON.stringify(post.raw).includes(to)),
    'Ana is asked where to',
    PATIENCE_MS,
  );
  await scene.press(await scene.whispered(root, scene.ana), 'move').catch(() => undefined);
}
