import type { ExternalId, Instant, ThreadRef } from '../../../src/ports';

/** A message's `ts` is unique per Slack channel only, so no id of ours goes without the channel. */
interface SlackPlace {
  readonly channel: string;
  readonly ts: string;
}

const TS = /^\d{10}\.\d{6}$/;
const CHANNEL = /^[CGD][A-Z0-9]{2,}$/;

export const isTs = (value: unknown): value is string => typeof value === 'string' && TS.test(value);
export const isChannelId = (value: unknown): value is string => typeof value === 'string' && CHANNEL.test(value);

/** `C0SUPPORT01:1795350000.000100`: the Slack channel and the `ts` of the root. */
export const threadRef = (channel: string, rootTs: string): ThreadRef => `${channel}:${rootTs}` as ThreadRef;

/** `C0SUPPORT01:1795350010.123409`: the Slack channel and the `ts` of the message. */
export const externalId = (channel: string, ts: string): ExternalId => `${channel}:${ts}` as ExternalId;

/** Takes either id apart; throws on anything that this file has not made. */
export function placeOf(id: ThreadRef | ExternalId): SlackPlace {
  const [channel, ts, ...rest] = id.split(':');
  if (!isChannelId(channel) || !isTs(ts) || rest.length > 0) {
    throw new Error(`"${id}" is not an id of the Slack adapter.`);
  }
  return { channel, ts };
}

/** A string, never a number: `1700000001.000100` would lose its digits. */
export const tsToInstant = (ts: string): Instant => Math.floor(Number(ts) * 1000) as Instant;
export const instantToTs = (at: number): string => (at / 1000).toFixed(6);

/** Under these keys Slack may repeat a fact; any known one makes it a duplicate. */
export const keys = {
  message: (channel: string, ts: string, clientMessageId?: string): [string, ...string[]] =>
    clientMessageId ? [`m:${channel}:${ts}`, `c:${clientMessageId}`] : [`m:${channel}:${ts}`],
  edit: (channel: string, ts: string, editedTs: string) => `e:${channel}:${ts}:${editedTs}`,
  deletion: (channel: string, ts: string) => `d:${channel}:${ts}`,
  action: (channel: string, ts: string, actionTs: string, user: string) => `a:${channel}:${ts}:${actionTs}:${user}`,
  view: (viewId: string, user: string) => `v:${viewId}:${user}`,
  reaction: (channel: string, ts: string, user: string, name: string, eventTs: string) =>
    `r:${channel}:${ts}:${user}:${name}:${eventTs}`,
  left: (channel: string, user: string, eventTs: string) => `l:${channel}:${user}:${eventTs}`,
  user: (user: string, updated: string) => `u:${user}:${updated}`,
};

/** Slack gives each block an id of ours back in events and reads: there our own key travels. */
const ECHO = 'o:';
const BLOCK_ID_MAX = 255;

export function echoBlockId(key: string): string {
  if (key.length + ECHO.length > BLOCK_ID_MAX) throw new Error('A key of a Slack post has at most 253 characters.');
  return ECHO + key;
}

/** The key of a post of ours, or null where its blocks carry none. */
export function echoedKey(blocks: unknown): string | null {
  if (!Array.isArray(blocks)) return null;
  for (const block of blocks) {
    const id: unknown = block?.block_id;
    if (typeof id === 'string' && id.startsWith(ECHO)) return id.slice(ECHO.length);
  }
  return null;
}

/** The block by which a deleted post is known to have been a card. */
export const CARD_BLOCK = 'baton:facts';
