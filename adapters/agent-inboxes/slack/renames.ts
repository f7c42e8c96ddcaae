import type { AdapterStorage, Logger } from '../../../src/ports';
import { isChannelId } from './ids';
import { type Json, record, string } from './json';

/**
 * Slack gives a channel another id when it comes to be shared. Baton keeps the id that it knew first: in what Slack
 * sends the new one is replaced by it, and in calls it by the new one, so that every thread is found as before.
 */
export interface Renames {
  /** What Slack calls it now. */
  current(id: string): string;
  /** What Baton calls it. */
  kept(id: string): string;
  /** A body of Slack's with the ids that Baton keeps; also notes a rename that it reports. */
  read(body: Json): Promise<Json>;
  /** Another process may have heard of a rename. */
  reload(): Promise<void>;
}

const KEY = 'renamed-channels';

export const NO_RENAMES: Renames = {
  current: (id) => id,
  kept: (id) => id,
  read: async (body) => body,
  reload: async () => undefined,
};

/** `configured`: the channels that the settings name, for which nothing has to be looked up. */
export async function loadRenames(
  storage: AdapterStorage,
  configured: readonly string[],
  log: Logger,
): Promise<Renames> {
  /** From each later id to the first. */
  let first = new Map<string, string>();
  const reload = async (): Promise<void> => {
    first = new Map(Object.entries((await storage.get<Record<string, string>>(KEY)) ?? {}));
  };
  const kept = (id: string): string => first.get(id) ?? id;
  await reload();

  async function follow(event: Json): Promise<void> {
    const { old_channel_id: before, new_channel_id: after } = event;
    if (!isChannelId(before) || !isChannelId(after)) return;
    await reload();
    if (first.has(after)) return;
    const renamed = { ...Object.fromEntries(first), [after]: kept(before) };
    await storage.set(KEY, renamed);
    first = new Map(Object.entries(renamed));
    log.warn(
      `Slack gave the channel ${before} the id ${after}. Baton follows; set the new id where settings name it.`,
      {
        before,
        after,
      },
    );
  }

  return {
    kept,
    reload,
    current: (id) => [...first].filter(([, original]) => original === id).at(-1)?.[0] ?? id,
    async read(body) {
      const event = record(body.event);
      if (event.type === 'channel_id_changed') await follow(event);
      const channel =
        string(event.channel) || string(record(body.channel).id) || string(record(body.container).channel_id);
      if (channel !== '' && !configured.includes(channel) && !first.has(channel)) await reload();
      return first.has(channel) ? withKept(body, first) : body;
    },
  };
}

const withKept = (body: Json, first: ReadonlyMap<string, string>): Json =>
  JSON.parse(JSON.stringify(body), (_key, value: unknown) =>
    typeof value === 'string' ? (first.get(value) ?? value) : value,
  ) as Json;
