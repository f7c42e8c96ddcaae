import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import type { EmulatedFile } from '../../ports/emulator';
import { megabytes, onStage, report, rootsIn, type Stage, seconds, until } from './stage';

export interface Files {
  readonly files: number;
  readonly megabytes: number;
}

const NAME = 'manual.pdf';

/** What Baton holds in memory while many files are moved at once: from customers into threads, and back. */
export const benchFiles = (size: Files): Promise<string> =>
  onStage(false, async (stage) => {
    const baton = fork(join(__dirname, 'baton-process.js'), { env: { ...process.env, ...stage.env } });
    try {
      await once(baton, 'message');
      return await measured(stage, baton, size);
    } finally {
      baton.disconnect();
      if (baton.exitCode === null) await once(baton, 'exit');
    }
  });

async function measured({ slack, phone, env }: Stage, baton: ChildProcess, size: Files): Promise<string> {
  const channel = env.SLACK_CHANNEL ?? '';
  const { agentSide } = slack;
  const agent = agentSide?.agents[0]?.id ?? '';
  const customers = Array.from({ length: size.files }, (_, n) => String(810_000_000 + n));
  await Promise.all(customers.map((customer) => phone.say(customer, 'I want to talk to a human')));
  await until(() => rootsIn(slack, channel).length >= size.files);
  const roots = rootsIn(slack, channel).map(({ id }) => id);
  const highest = async (): Promise<number> => {
    baton.send('highest');
    const [bytes] = await once(baton, 'message');
    return megabytes(bytes);
  };
  const before = await highest();

  const inAt = Date.now();
  const file = document(size.megabytes);
  await Promise.all(customers.map((customer) => phone.sendMedia?.(customer, file)));
  const inThreads = () =>
    roots.filter((root) => agentSide?.thread(channel, root, agent).some(({ files }) => files.length > 0));
  await until(() => inThreads().length === size.files);
  const [inMs, whileIn] = [Date.now() - inAt, await highest()];

  const outAt = Date.now();
  await Promise.all(roots.map((root) => agentSide?.upload?.(agent, channel, root, [file])));
  // What does not get through within the time of a send goes as a link, which names the file.
  const answers = () =>
    customers.flatMap((customer) =>
      phone.screen(customer).messages.filter(({ from, media, text }) => from === 'business' && (media || isLink(text))),
    );
  await until(() => answers().length >= size.files);
  const [outMs, whileOut] = [Date.now() - outAt, await highest()];
  return report({
    'files at once, each way': size.files,
    'megabytes of each': size.megabytes,
    'all in their threads after (s)': seconds(inMs),
    'all on the phones after (s)': seconds(outMs),
    'of these as links': answers().filter(({ media }) => media === undefined).length,
    'memory of Baton before (MB)': before,
    'memory of Baton, highest, customers’ files (MB)': whileIn,
    'memory of Baton, highest, agents’ files (MB)': whileOut,
  });
}

const isLink = (text: string): boolean => text.includes(`${NAME}: http`);

const document = (size: number): EmulatedFile => ({
  name: NAME,
  mediaType: 'application/pdf',
  bytes: Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(size * 1_048_576 - 9)]),
});
