import { randomBytes } from 'node:crypto';
import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';
import { Supervisor } from '../support/supervisor';

/** Around the fetching of a file, its upload, and the writing down of both. */
const POINTS = ['effect.begun', 'call.before', 'call.after', 'effect.performed', 'effect.finished'];
/** In the middle of a download, before and after its first pieces were stored; a file of 1.2 MB comes in about twenty. */
const HALFWAY = [2, 12, 14].map((count) => `file.piece:${count}`);
/** Downloads, uploads and sends are at work at different counts. */
const KILLS = [...HALFWAY, ...[2, 3, 5].flatMap((count) => POINTS.map((point) => `${point}:${count}`))];
const ROUNDS_MAX = 60;

const NOT_WHOLE = `
  select m.name from media m
  where m.sha256 is distinct from (
    select sha256(string_agg(c.data, '' order by c.n)) from media_chunks c where c.media_id = m.id)`;

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

const sound = (bytes: number): Buffer => Buffer.concat([Buffer.from('ID3\x04'), randomBytes(bytes)]);
const numbered = (letter: string, n: number): string => `${letter}${String(n).padStart(4, '0')}.mp3`;

it('killed around every file: none is lost, none is in the thread twice, and a repeat on the phone is marked', async () => {
  const scene = new Scene(world);
  await scene.say('I want to talk to a human');
  const root = await scene.root();
  const inThread = (): readonly string[] =>
    scene.thread(root.id).flatMap(({ isBot, files }) => (isBot ? files.map(({ name }) => name) : []));
  const onPhone = (): readonly string[] => scene.received().flatMap(({ media }) => (media ? [media.name] : []));

  let round = 0;
  while (round < ROUNDS_MAX && !supervisor.isDone) {
    round += 1;
    const [theirs, ours] = [numbered('c', round), numbered('r', round)];
    const mediaType = 'audio/mpeg';
    await world.phone.sendMedia?.(scene.customer, { name: theirs, mediaType, bytes: sound(1_200_000) });
    await world.team.upload?.(scene.ana, scene.channel, root.id, [{ name: ours, mediaType, bytes: sound(2_000) }]);
    await eventually(() => inThread().includes(theirs), `${theirs} is in the thread`, 60_000);
    await eventually(() => onPhone().includes(ours), `${ours} is on the phone`, 60_000);
  }
  expect(supervisor.died).toEqual(KILLS);
  await scene.settled();

  const all = (letter: string) => Array.from({ length: round }, (_, index) => numbered(letter, index + 1));
  expect(inThread()).toEqual(all('c'));
  expect([...new Set(onPhone())]).toEqual(all('r'));
  const marks = scene.thread(root.id).filter(({ text }) => text.includes('was sent again because')).length;
  expect(marks).toBeGreaterThanOrEqual(onPhone().length - round);
  // Half a file is nowhere: neither as one that is whole, nor as pieces that nobody will ever finish.
  expect(await scene.query(NOT_WHOLE)).toEqual([]);
  expect(await scene.query('select 1 from media where sha256 is not null')).toHaveLength(2 * round);
}, 600_000);
