import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adapterNames, loadAdapter, loadEmulator } from '../../src/adapter-loader';
import type {
  AgentInbox,
  AgentSide,
  EmulatedAgent,
  EmulatedPost,
  Emulator,
  InboxAdapter,
  Instant,
  PostContext,
  ThreadRef,
} from '../../src/ports';
import { plainText } from '../../src/ports';
import { card, customerSays } from '../support/cards';
import { type Connected, connect, expectNothing, forgeries } from './connected';

const FOLDER = join(__dirname, '../../adapters/agent-inboxes');

let keys = 0;
const context = (): PostContext => ({ key: `contract-${++keys}`, firstTriedAt: Date.now() as Instant });

const failure = async (
  work: Promise<unknown>,
): Promise<Error & { kind: string; details: { retryAfterMs?: number; reason?: string } }> => {
  const outcome = await work.then(
    () => 'it was done',
    (error: unknown) => error,
  );
  expect(outcome).toMatchObject({ name: 'PortError', message: expect.stringMatching(/^[A-Z].*\.$/s) });
  return outcome as Error & { kind: string; details: { retryAfterMs?: number; reason?: string } };
};

describe.each(adapterNames('agent-inboxes'))('the agent inbox %s', (name) => {
  let adapter: InboxAdapter;
  let emulator: Emulator | null;

  beforeAll(async () => {
    adapter = await loadAdapter('agent-inboxes', name);
    emulator = await loadEmulator('agent-inboxes', name);
  });

  test('has a page, webhooks written down with what follows from them, and an emulator', () => {
    expect(existsSync(join(FOLDER, name, 'README.md'))).toBe(true);
    const fixtures = readdirSync(join(FOLDER, name, 'fixtures'));
    expect(fixtures.length).toBeGreaterThan(0);
    for (const file of fixtures) {
      const fixture = JSON.parse(readFileSync(join(FOLDER, name, 'fixtures', file), 'utf8'));
      expect([file, fixture]).toEqual([
        file,
        expect.objectContaining({ expect: expect.objectContaining({ events: expect.any(Array) }) }),
      ]);
    }
    expect(emulator).not.toBeNull();
  });

  describe('with its provider', () => {
    let world: Connected<AgentInbox>;
    let inbox: AgentInbox;
    let team: AgentSide;
    let ana: EmulatedAgent;
    let bob: EmulatedAgent;
    let thread: ThreadRef;

    /** Where that thread is in the provider: the channel and the first post of the newest card in it. */
    const place = (): { readonly channelId: string; readonly root: EmulatedPost } => {
      for (const { id } of team.channels()) {
        const root = team.posts(id, ana.id).findLast(({ isBot }) => isBot);
        if (root !== undefined) return { channelId: id, root };
      }
      throw new Error('No card is to be seen.');
    };
    const shown = (agent: EmulatedAgent = ana) => {
      const { channelId, root } = place();
      return team.thread(channelId, root.id, agent.id).filter(({ id }) => id !== root.id);
    };
    const write = async (agent: EmulatedAgent, text: string) => {
      const { channelId, root } = place();
      const { id } = await team.write(agent.id, channelId, root.id, text);
      await world.provider.idle();
      return id;
    };
    const said = () => world.stored('agent_message');
    const enriched = async () => Promise.all(said().map(async (event) => (await inbox.enrich?.(event)) ?? event));

    beforeEach(async () => {
      if (emulator === null) throw new Error(`${name} has no emulator.`);
      world = await connect(adapter, await emulator.start({ timeScale: 0 }));
      inbox = world.port;
      if (world.provider.agentSide === undefined) throw new Error(`The emulator of ${name} has no agents.`);
      team = world.provider.agentSide;
      [ana, bob] = team.agents.filter(({ kind }) => kind === 'member') as [EmulatedAgent, EmulatedAgent];
      thread = (await inbox.open(card(), context())).thread;
      await world.provider.idle();
    });
    afterEach(() => world.close());

    test('takes what an agent writes once, however often it is delivered, and lets nobody else say it', async () => {
      world.provider.faults.deliver({ copies: 3, shuffle: true });
      await write(ana, 'It left today.');
      await write(bob, 'With which carrier?');
      const events = await enriched();
      expect(events.map((event) => event.type === 'agent_message' && plainText(event.parts)).sort()).toEqual([
        'It left today.',
        'With which carrier?',
      ]);
      expect(events).toEqual(
        events.map(() => expect.objectContaining({ thread, agent: expect.objectContaining({ standing: 'member' }) })),
      );
      const request = world.requests.find(({ rawBody }) => rawBody.includes('It left today.'));
      if (inbox.webhook === undefined || request === undefined) throw new Error('Nothing came in.');
      for (const [, forged] of forgeries(request)) expectNothing(await inbox.webhook.handle(forged));
    });

    test('lets nobody speak to a customer but members, and says so before anything is decided', async () => {
      const others = team.agents.filter(({ kind }) => kind !== 'member');
      expect(others.length).toBeGreaterThan(0);
      for (const other of others) await write(other, `I am a ${other.kind}`).catch(() => undefined);
      const standings = (await enriched()).map((event) => event.type === 'agent_message' && event.agent.standing);
      expect(standings).not.toContain('member');
      expect(standings).not.toContain('unknown');
    });

    test('takes nothing of its own for an agent’s', async () => {
      await inbox.post(thread, customerSays('Where is it?'), context());
      await inbox.update(thread, card({ version: 2, mode: 'human', holder: { id: ana.id, name: ana.name } }));
      await world.provider.idle();
      expect(shown().filter(({ isBot }) => isBot).length).toBeGreaterThan(0);
      expect(said()).toEqual([]);
    });

    test('tells one agent alone what is for them', async () => {
      await inbox.tell(thread, ana.id, { text: 'It did not arrive.', tone: 'failure', actions: [], mention: null });
      expect(shown(ana)).toMatchObject([{ ephemeral: true }]);
      expect(shown(bob)).toEqual([]);
      await world.provider.idle();
      expect(said()).toEqual([]);
    });

    test('shows what a customer writes as words, whatever they look like', async () => {
      const hostile = '<!channel> <@U1> *bold* <https://evil.example|bank> </b> &lt;';
      await inbox.post(thread, customerSays(hostile), context());
      expect(JSON.stringify(shown().at(-1)?.raw)).not.toMatch(/"type":"(broadcast|user|link)"/);
      expect(shown()).toHaveLength(1);
    });

    test('changes a card as often as it is told to, and it is there once', async () => {
      const before = team.posts(place().channelId, ana.id).length;
      const view = card({ version: 2, mode: 'human', holder: { id: ana.id, name: ana.name } });
      await inbox.update(thread, view);
      await inbox.update(thread, view);
      expect(team.posts(place().channelId, ana.id)).toHaveLength(before);
    });

    test('says that a thread is gone, and does not write elsewhere', async () => {
      const { channelId, root } = place();
      await team.remove(ana.id, channelId, root.id);
      await world.provider.idle();
      const error = await failure(inbox.post(thread, customerSays('Hello?'), context()));
      expect(error).toMatchObject({ kind: 'rejected', details: { reason: 'target_gone' } });
      expect(JSON.stringify(team.posts(channelId, ana.id))).not.toContain('Hello?');
      await expect(failure(inbox.update(thread, card({ version: 2 })))).resolves.toMatchObject({
        details: { reason: 'target_gone' },
      });
    });

    const failures = [
      ['asked to wait', { type: 'rate_limit', retryAfterSeconds: 7 }, ['rate_limited'], 0],
      ['an error before it was done', { type: 'server_error', done: false }, ['unsure', 'unavailable'], 0],
      ['an error after it was done', { type: 'server_error', done: true }, ['unsure'], 1],
      ['cut off before it was done', { type: 'cut', done: false }, ['unsure', 'unavailable'], 0],
      ['cut off after it was done', { type: 'cut', done: true }, ['unsure'], 1],
    ] as const;

    test.each(failures)(
      '%s: says whether it may be there, can find out, and never tries again by itself',
      async (_what, fault, kinds, count) => {
        world.provider.faults.fail(fault, 1, world.provider.faults.postMethod);
        const about = context();
        const error = await failure(inbox.post(thread, customerSays('my card is 4111'), about));
        expect(kinds).toContain(error.kind);
        if (fault.type === 'rate_limit') expect(error.details.retryAfterMs).toBe(7_000);
        expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain('my card');
        expect(shown()).toHaveLength(count);
        const found = await inbox.lookup?.findPost(thread, about);
        if (inbox.lookup) expect(found).toEqual(count === 0 ? null : { thread, sentId: expect.any(String) });
      },
    );

    test('finds a card that was opened though its answer was lost, and none that was not', async () => {
      const about = context();
      world.provider.faults.fail({ type: 'cut', done: true }, 1, world.provider.faults.postMethod);
      await failure(inbox.open(card(), about));
      if (inbox.lookup === undefined) return;
      const found = await inbox.lookup.findPost(null, about);
      await inbox.post(found?.thread ?? thread, customerSays('in the found one'), context());
      expect(found).toMatchObject({ thread: expect.not.stringMatching(`^${thread}$`) });
      expect(plain(shown())).toContain('in the found one');
      expect(await inbox.lookup.findPost(null, context())).toBeNull();
    });

    test('reads back what no webhook brought, as the same facts', async () => {
      await write(ana, 'heard');
      world.provider.faults.deliver({ hold: true });
      const { channelId, root } = place();
      await team.write(ana.id, channelId, root.id, 'missed');
      const read = (await inbox.readBack?.read(thread, 0 as Instant, [])) ?? [];
      if (inbox.readBack === undefined) return;
      const messages = read.filter((event) => event.type === 'agent_message');
      expect(messages.map((event) => event.type === 'agent_message' && plainText(event.parts))).toEqual([
        'heard',
        'missed',
      ]);
      const [heard] = said();
      expect(messages[0]?.keys.some((key) => heard?.keys.includes(key))).toBe(true);
      world.provider.faults.clear();
      await world.provider.idle();
    });
  });
});

const plain = (posts: readonly EmulatedPost[]): string => JSON.stringify(posts.map(({ text, raw }) => [text, raw]));
