import { Scene, startWorld } from '../support/baton';

it('what a link said by which a customer came is on the card, and a plain start forgets nothing', async () => {
  const world = await startWorld();
  try {
    const scene = new Scene(world);
    await scene.say('/start order-1043');
    await scene.receives('Ask me anything');
    await scene.say('/start');
    await scene.say('I want to talk to a real person please');
    const root = await scene.root();
    expect(JSON.stringify(root.raw)).toContain('came by link: order-1043');
  } finally {
    await world.close();
  }
});
