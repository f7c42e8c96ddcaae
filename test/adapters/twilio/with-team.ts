import { startSlackEmulator } from '../../../adapters/agent-inboxes/slack/emulator/start';
import {
  startTwilioEmulator,
  type TwilioEmulator,
  type TwilioEmulatorOptions,
} from '../../../adapters/customer-channels/twilio/emulator/start';
import type { AgentSide, EmulatedChannel, EmulatedPost } from '../../../src/ports';
import { SECRET_KEY, startOn } from '../../support/baton';
import { createTestDatabase } from '../../support/database';
import { eventually } from '../../support/eventually';
import { freePort } from '../../support/free-port';

/** Baton between the emulated Twilio and the emulated Slack, over real HTTP and a real database. */
export interface TeamWorld {
  readonly twilio: TwilioEmulator;
  readonly slack: Awaited<ReturnType<typeof startSlackEmulator>>;
  readonly team: AgentSide;
  readonly ana: string;
  stopBaton(): Promise<void>;
  startBaton(): Promise<void>;
  close(): Promise<void>;
  /** Time passes for Baton and for Twilio. */
  later(ms: number): Promise<void>;
  roots(): readonly EmulatedPost[];
  root(index?: number): Promise<EmulatedPost>;
  /** Everything in the thread, with what its posts show. */
  threadText(rootId: string): string;
  shows(rootId: string, text: string): Promise<void>;
  reply(rootId: string, text: string): Promise<{ readonly id: string }>;
  press(post: EmulatedPost, action: string): Promise<void>;
  receives(phone: EmulatedChannel, customer: string, text: string | RegExp): Promise<void>;
  received(phone: EmulatedChannel, customer: string): readonly string[];
  /** Nothing is at work or due on either side. */
  settled(): Promise<void>;
  query<T>(sql: string): Promise<readonly T[]>;
}

export async function startTeamWorld(
  options: TwilioEmulatorOptions = {},
  settings: Readonly<Record<string, string>> = {},
): Promise<TeamWorld> {
  let aheadMs = 0;
  const [twilio, slack, database, port] = await Promise.all([
    startTwilioEmulator({ timeScale: 0, now: () => Date.now() + aheadMs, ...options }),
    startSlackEmulator({ timeScale: 0.001 }),
    createTestDatabase(),
    freePort(),
  ]);
  const publicUrl = `http://127.0.0.1:${port}`;
  const env = {
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    DATABASE_URL: database.url,
    SECRET_KEY,
    LOG_LEVEL: process.env.BATON_TEST_LOG ?? 'silent',
    BURST_MS: '0',
    AI_DISCLOSURE: 'off',
    ...twilio.settings,
    ...slack.settings,
    ...settings,
  };
  let baton: Awaited<ReturnType<typeof startOn>> | null = null;
  const startBaton = async () => {
    baton = await startOn(env);
  };
  const stopBaton = async () => {
    await baton?.close();
    baton = null;
  };
  slack.connect(publicUrl);
  twilio.connect(publicUrl);
  await startBaton();
  const team = slack.agentSide;
  const ana = team.agents.find(({ name }) => name.startsWith('Ana'))?.id ?? '';
  const channel = slack.settings.SLACK_CHANNEL ?? '';
  const query = async <T>(sql: string): Promise<readonly T[]> => {
    const { Client } = await import('pg');
    const client = new Client({ connectionString: database.url });
    await client.connect();
    try {
      return (await client.query(sql)).rows as T[];
    } finally {
      await client.end();
    }
  };
  const roots = () => team.posts(channel, ana).filter(({ isBot, ephemeral }) => isBot && !ephemeral);
  const threadText = (rootId: string) =>
    team
      .thread(channel, rootId, ana)
      .map((post) => `${post.text}\n${JSON.stringify(post.raw)}`)
      .join('\n');
  const received = (phone: EmulatedChannel, customer: string) =>
    phone.screen(customer).messages.flatMap(({ from, text }) => (from === 'business' ? [text] : []));
  return {
    ...{ twilio, slack, team, ana, startBaton, stopBaton, query, roots, threadText, received },
    async root(index = 0) {
      await eventually(() => roots().length > index, `root ${index} is posted`);
      return roots()[index] as EmulatedPost;
    },
    shows: (rootId, text) => eventually(() => threadText(rootId).includes(text), `the thread shows "${text}"`),
    reply: (rootId, text) => team.write(ana, channel, rootId, text),
    async press(post, action) {
      const id = JSON.stringify(post.raw).match(new RegExp(`"action_id":"(baton:${action}(:\\d+)?)"`))?.[1] ?? '';
      const { status } = await team.press(ana, channel, post.id, id);
      if (status !== 200) throw new Error(`Pressing "${action}" was answered with ${status}.`);
    },
    receives: (phone, customer, text) =>
      eventually(
        () => received(phone, customer).some((one) => (typeof text === 'string' ? one.includes(text) : text.test(one))),
        `the customer receives ${text}`,
      ),
    async settled() {
      const idle = () => Promise.all([twilio.idle(), slack.idle()]);
      await idle();
      await eventually(async () => {
        const [row] = await query<{ n: string }>(
          "select count(*) as n from lanes where head < tail and key not like 'effects:%:timer:%'",
        );
        return row?.n === '0';
      }, 'all lanes are idle');
      await idle();
    },
    async later(ms) {
      aheadMs += ms;
      await baton?.opened.businessClock.advance(ms);
    },
    async close() {
      await stopBaton();
      await Promise.all([twilio.stop(), slack.stop()]);
      await database.drop();
    },
  };
}
