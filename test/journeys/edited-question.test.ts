import { Scene, startWorld } from '../support/baton';

it('a question that is edited before the AI answers is answered as it is now, once; after that an edit asks nothing', async () => {
  const world = await startWorld({ env: { BURST_MS: '4000' } });
  try {
    const scene = new Scene(world);
    const { id } = await scene.say('How long does a refund take?');
    await world.phone.edit?.(scene.customer, id, 'How long does shipping take?');
    await scene.receives(/shipping/i);
    await scene.settled();
    expect(scene.received().map(({ text }) => /refund/i.test(text))).toEqual([false]);
    await world.phone.edit?.(scene.customer, id, 'How long does a refund take?');
    await scene.settled();
    expect(scene.received()).toHaveLength(1);
  } finally {
    await world.close();
  }
});
