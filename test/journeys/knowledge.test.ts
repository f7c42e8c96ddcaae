import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../src/cli/kb/run';
import { Screen } from '../../src/cli/kb/screen';
import { type LiveKnowledge, openLiveKnowledge } from '../../src/knowledge/live-knowledge';
import { teachFromSettings } from '../../src/knowledge/teach';
import { createLogger } from '../../src/observability/logger';
import { openKnowledgeStore } from '../../src/persistence/open-knowledge';
import { Scene, startWorld, type World } from '../support/baton';
import { eventually } from '../support/eventually';

let folder: string;
let world: World;
let scene: Scene;
let live: LiveKnowledge;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'teach-'));
  await mkdir(join(folder, 'mine'));
  world = await startWorld({
    env: { MAX_FAILED_ANSWERS: '9' },
    knowledge: async (opened) => {
      const options = { folder: null, sample: 'src/sandbox/shop', keepSample: false, say: () => undefined };
      await teachFromSettings(opened.knowledge, opened.exclusive, options);
      live = await openLiveKnowledge(opened.knowledge, createLogger('silent'), 50);
      return live;
    },
    overrides: { beforeClose: async () => live.stop() },
  });
  scene = new Scene(world);
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

/** `npm run kb` beside the running Baton: its own connection, its output as a pipe sees it. */
async function kb(...args: readonly string[]): Promise<{ code: number; said: string }> {
  let said = '';
  const write = (text: string): boolean => {
    said += text;
    return true;
  };
  const stream = { isTTY: false, columns: 100, write };
  const screen = new Screen(stream as unknown as NodeJS.WriteStream);
  const code = await runCommand(args, screen, async () => ({
    ...(await openKnowledgeStore(world.database.url)),
    ...{ sandbox: false, screen, signal: new AbortController().signal, from: folder },
  }));
  return { code, said };
}

const article = (text: string) => writeFile(join(folder, 'mine', 'tent-rental.md'), `# Renting tents\n\n${text}\n`);

it('an article that is added while Baton runs answers the next customer, and its edits do', async () => {
  await scene.say('How much does it cost to rent a tent per night?');
  await scene.receives(/could not find|don't know|no answer|not find/i);

  await article('Renting a tent costs 20 pounds per night.');
  const added = await kb('add', 'mine', '--name', 'mine');
  expect(added).toMatchObject({ code: 0, said: expect.stringContaining('1 added') });
  expect(added.said).toContain('The sample shop steps aside');
  const isKnown = async () => (await kb('search', 'cost to rent a tent', '--json')).said.includes('20 pounds');
  await eventually(isKnown, 'the command finds what it added');
  await eventually(async () => {
    await scene.say('How much does it cost to rent a tent per night?');
    await scene.settled();
    return scene.received().some(({ text }) => text.includes('20 pounds per night'));
  }, 'the customer is answered from the new article');

  await article('Renting a tent costs 25 pounds per night.');
  expect((await kb('sync')).said).toContain('1 changed');
  await eventually(async () => {
    await scene.say('What does it cost to rent a tent for a night?');
    await scene.settled();
    return scene.received().some(({ text }) => text.includes('25 pounds per night'));
  }, 'the customer is answered from its new text');
});

it('an answer keeps the version that it rests on, also when the article changes and goes', async () => {
  const rows = await scene.query<{
    answer: { kind: string; sources: { passage: { document: string; version: number; id: string } }[] };
  }>(`select answer from messages where answer ->> 'kind' = 'answer' order by seq`);
  const used = rows.map(({ answer }) => answer.sources[0]?.passage);
  expect(used[0]).toMatchObject({ document: 'mine/tent-rental', version: 1 });
  expect(used.at(-1)).toMatchObject({ document: 'mine/tent-rental', version: 2 });

  await rm(join(folder, 'mine', 'tent-rental.md'));
  await writeFile(join(folder, 'mine', 'other.md'), 'Something else.');
  expect((await kb('sync', 'mine')).said).toContain('1 removed');
  const then = await kb('show', 'mine/tent-rental', '--version', '1');
  expect(then.said).toContain('20 pounds per night');
  expect(then.said).toContain(used[0]?.id);
  expect((await kb('show', 'mine/tent-rental')).said).toContain('25 pounds');
  expect((await kb('restore', 'mine/tent-rental')).said).toContain('is back');
  expect((await kb('list', 'mine')).said).toMatch(/mine\/tent-rental +2/);
});

it('what could not be answered is found in the conversations, with what a colleague wrote', async () => {
  await scene.say('Do you repair broken zips? My mail is maria@example.com');
  await scene.settled();
  await scene.say('I want to talk to a person');
  const root = await scene.root();
  await scene.reply(root.id, 'Yes, we repair zips for 15 pounds within a week.');
  await scene.receives('15 pounds within a week');
  await scene.settled();

  const { code, said } = await kb('gaps');
  expect(code).toBe(0);
  expect(said).toContain('Do you repair broken zips?');
  expect(said).toContain('a colleague wrote: “Yes, we repair zips for 15 pounds within a week.”');
  expect(said).toMatch(/How much does it cost to rent a tent per night\?[\s\S]*?answered since by “Renting tents”/);
  expect(said).not.toContain('maria@example.com');
  expect(JSON.parse((await kb('gaps', '--json', '--limit', '1')).said)).toHaveLength(1);
  expect((await kb('stale')).code).toBe(0);
});

it('says what is wrong in a sentence, and finds its way', async () => {
  await expect(kb('add', 'nowhere')).rejects.toThrow('nowhere does not exist. Check the path.');
  await expect(kb('add', 'mine', '--name', 'sample-shop')).rejects.toThrow("is Baton's own");
  await expect(kb('show', 'tent-rental')).rejects.toThrow('Do you mean mine/tent-rental?');
  await expect(kb('remove', 'nothing')).rejects.toThrow('There is no article "nothing"');
  await expect(kb('sync', 'nothing')).rejects.toThrow('There is no source "nothing"');
  await expect(kb('nonsense')).rejects.toThrow('There is no command "nonsense"');
  await expect(kb('list', '--audience')).rejects.toThrow('--audience');
  await expect(kb('add', 'http://127.0.0.1:1/')).rejects.toThrow('in a private network');
  expect((await kb('--help')).said).toContain('npm run kb');
});
