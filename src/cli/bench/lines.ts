import type { EmulatedCall } from '../../ports/emulator';
import { megabytes, onStage, report, rootsIn, type Stage, seconds, startBaton, until } from './stage';

export interface Size {
  readonly threads: number;
  readonly lines: number;
  readonly channels: number;
}

/**
 * How a team's Slack keeps up: customers who all type at once, each with a thread, at Slack's own rates. Everything is
 * real but the providers; the time is the clock's.
 */
export const benchLines = (size: Size): Promise<string> =>
  onStage(true, async (stage) => {
    const { slack, env } = stage;
    const first = env.SLACK_CHANNEL ?? '';
    const others = (slack.agentSide?.channels() ?? []).map(({ id }) => id).filter((id) => id !== first);
    const channels = [first, ...others].slice(0, size.channels);
    const routes = channels[1] === undefined ? '' : `reason=high_stakes:${channels[1]}`;
    const baton = await startBaton({ ...env, SLACK_ROUTES: routes });
    try {
      return await measured(stage, channels, size);
    } finally {
      await baton.close();
    }
  });

async function measured({ slack, phone }: Stage, channels: readonly string[], size: Size): Promise<string> {
  const customers = Array.from({ length: size.threads }, (_, n) => String(800_000_000 + n));
  let rss = 0;
  const look = (): void => {
    rss = Math.max(rss, process.memoryUsage().rss);
  };

  const openedAt = Date.now();
  await Promise.all(customers.map((customer) => phone.say(customer, opening(customer, channels.length))));
  const roots = () => channels.flatMap((id) => rootsIn(slack, id).map((root) => ({ channel: id, root })));
  await until(() => roots().length >= size.threads, look);
  const openMs = Date.now() - openedAt;

  const postsNow = () => (slack.traffic?.() ?? []).filter(({ method }) => method === 'chat.postMessage');
  const before = postsNow().length;
  const saidAt = new Map<string, number>();
  const typedAt = Date.now();
  for (let n = 1; n <= size.lines; n += 1) {
    await Promise.all(
      customers.map((customer) => {
        saidAt.set(lineOf(customer, n), Date.now());
        return phone.say(customer, lineOf(customer, n));
      }),
    );
  }
  const seenAt = new Map<string, number>();
  const order: string[] = [];
  let read = before;
  await until(() => {
    const posts = postsNow();
    for (const { text, status } of posts.slice(read)) {
      if (status !== 200) continue;
      for (const [line] of text.matchAll(LINE)) {
        if (!seenAt.has(line)) order.push(line);
        seenAt.set(line, Date.now());
      }
    }
    read = posts.length;
    return seenAt.size === saidAt.size;
  }, look);
  const tookMs = Date.now() - typedAt;
  const posts = postsNow();
  const delays = [...saidAt].map(([line, at]) => (seenAt.get(line) ?? Number.POSITIVE_INFINITY) - at).sort(byNumber);
  return report({
    threads: size.threads,
    'Slack channels': channels.length,
    'lines typed': saidAt.size,
    'all threads open after (s)': seconds(openMs),
    'all lines shown after (s)': seconds(tookMs),
    'posts for them': posts.slice(before).filter(({ status }) => status === 200).length,
    'lines merged into a post with others (on average)': (saidAt.size / distinctPosts(posts.slice(before))).toFixed(1),
    'lines lost': saidAt.size - seenAt.size,
    'threads out of order': customers.filter((customer) => !isInOrder(order, customer)).length,
    'refused for their rate (429)': refused(slack.traffic?.() ?? []),
    'delay of a line, median (s)': seconds(delays[Math.floor(delays.length / 2)] ?? 0),
    'delay of a line, worst (s)': seconds(delays.at(-1) ?? 0),
    'memory, highest (MB, with both emulators)': megabytes(rss),
  });
}

const LINE = /line-\d+-\d+/g;
const lineOf = (customer: string, n: number): string => `line-${customer}-${n}`;
const byNumber = (a: number, b: number): number => a - b;

/** With two channels, every second customer is one for the other. */
const opening = (customer: string, channels: number): string =>
  channels > 1 && Number(customer) % 2 === 1 ? 'My lawyer will call you' : 'I want to talk to a human';

const distinctPosts = (posts: readonly EmulatedCall[]): number =>
  posts.filter(({ text, status }) => status === 200 && /line-\d/.test(text)).length;

/** How many, and of which methods. */
function refused(calls: readonly EmulatedCall[]): string {
  const methods = calls.filter(({ status }) => status === 429).map(({ method }) => method);
  const each = [...new Set(methods)].map((name) => `${name} ${methods.filter((one) => one === name).length}`);
  return [String(methods.length), ...each].join(' · ');
}

function isInOrder(order: readonly string[], customer: string): boolean {
  const numbers = order
    .filter((line) => line.startsWith(`line-${customer}-`))
    .map((line) => Number(line.split('-').at(-1)));
  return numbers.every((n, index) => index === 0 || n > (numbers[index - 1] ?? 0));
}
