import { Scene, startWorld } from '../support/baton';

it("a customer's reply says in the thread what it answers: our copy of it, and whose it is", async () => {
  const world = await startWorld();
  try {
    const scene = new Scene(world);
    const { customers } = world.telegram;
    await scene.say('I want to talk to a real person please');
    const { id: root } = await scene.root();
    const { id: first } = await scene.reply(root, 'Your tent is on its way. It comes with a new pole.');
    await scene.receives('Your tent is on its way');
    await world.team.edit(scene.ana, scene.channel, first, 'Your tent is on its way. It comes with two new poles.');
    await scene.receives('two new poles');
    const sent = scene.received().find(({ text }) => text.includes('two new poles'))?.id ?? '';

    await customers.reply(scene.customer, sent, 'Great, when?');
    await scene.shows(root, 'In reply to Ana: “Your tent is on its way. It comes with two new poles.”');
    await customers.reply(scene.customer, sent, 'Why?', 'two new poles');
    await scene.shows(root, 'In reply to Ana: “two new poles”');
    const { id: own } = await scene.say('Is it blue?');
    await customers.reply(scene.customer, own, 'Or green?');
    await scene.shows(root, 'In reply to “Is it blue?”');
  } finally {
    await world.close();
  }
});
