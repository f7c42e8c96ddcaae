import { type AddressService, startAddressService } from '../support/address-service';
import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';
import { Supervisor } from '../support/supervisor';

/** Around the call that changes something at the business, and around what is written down of it. */
const KILLS = [
  'effect.begun/run_action:1',
  'call.before/run_action:1',
  'call.after/run_action:1',
  'effect.performed/run_action:1',
  'effect.finished/run_action:1',
];
/** Here nobody can tell whether the change was made; the second life first settles what the first one left. */
const UNKNOWN = ['call.before/run_action:1', 'effect.performed/run_action:2'];

let world: World;
let service: AddressService;
let supervisor: Supervisor;
let scene: Scene;

async function begin(knowsKeys: boolean, kills: readonly string[]): Promise<void> {
  service = await startAddressService(knowsKeys);
  world = await startWorld({ start: false, env: service.env });
  supervisor = new Supervisor(world.env, [...kills]);
  supervisor.start();
  scene = new Scene(world);
}
afterEach(async () => {
  await supervisor?.stop();
  await world?.close();
  await service?.service.stop();
});

const PATIENCE_MS = 120_000;

async function agreesTo(address: string, customer: string): Promise<void> {
  const receives = (text: string): Promise<void> =>
    eventually(
      () => scene.received(customer).some((one) => one.text.includes(text)),
      `“${text}” is on the phone`,
      PATIENCE_MS,
    );
  await scene.say('change my address', customer);
  await receives('What is the new address?');
  await scene.settled();
  await scene.say(address, customer);
  await receives(`“${address}”`);
  await scene.settled();
  await scene.say('yes', customer);
}

it('a system that knows keys: killed anywhere around it, a change is made once and told once', async () => {
  await begin(true, KILLS);
  const addresses = KILLS.map((_, index) => `${index + 1} Baker Street`);
  const { customer } = scene;
  for (const address of addresses) {
    await agreesTo(address, customer);
    const said = `Done: it goes to ${address}.`;
    await eventually(
      () => scene.received().some(({ text }) => text === said),
      `“${said}” is on the phone`,
      PATIENCE_MS,
    );
  }
  expect(supervisor.died).toEqual(KILLS);
  await scene.settled();
  expect(service.done.map(({ address }) => address)).toEqual(addresses);
  const told = scene.received().filter(({ text }) => text.startsWith('Done:'));
  expect(told.map(({ text }) => text)).toEqual(addresses.map((address) => `Done: it goes to ${address}.`));
  expect(scene.roots()).toEqual([]);
}, 400_000);

it('a system that knows none: it is never done twice, and a person reads that it may have been done', async () => {
  await begin(false, UNKNOWN);
  const customers = world.phone.customers.slice(0, UNKNOWN.length).map(({ id }) => id);
  expect(customers).toHaveLength(UNKNOWN.length);
  for (const [index, customer] of customers.entries()) {
    await agreesTo(`${index + 1} Baker Street`, customer);
    await eventually(() => scene.roots().length > index, `thread ${index + 1} is there`, PATIENCE_MS);
    const card = JSON.stringify(scene.roots()[index]?.raw);
    expect(card).toContain('It may have been done');
    expect(card).toContain(`${index + 1} Baker Street`);
  }
  expect(supervisor.died).toEqual(UNKNOWN);
  await scene.settled();
  // Killed before the call nothing was done; nobody could tell, so a person looks.
  expect(service.done.map(({ address }) => address)).toEqual(['2 Baker Street']);
  expect(scene.received().some(({ text }) => text.startsWith('Done:'))).toBe(false);
}, 400_000);
