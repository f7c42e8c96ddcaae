import type { AdapterStorage, Connection, Emit, Logger } from '../../../src/ports';
import type { TelegramClient } from './client';
import { type Group, groupIn } from './groups';
import { ALLOWED_UPDATES, pressToAcknowledge, readUpdate, type TelegramUpdate } from './updates';
import { isUpdate } from './webhook';

const KEY = 'polling';

export interface PollingParts {
  readonly client: TelegramClient;
  readonly storage: AdapterStorage;
  /** Update ids count per bot and per server: an offset of another pair would skip or repeat. */
  readonly sequence: string;
  readonly acknowledgePress: (pressId: string) => void;
  readonly declineGroup: (group: Group) => void;
  readonly log: Logger;
  readonly now: () => number;
}

interface Cursor {
  readonly sequence: string;
  readonly next: number;
}

/**
 * Long polling. Telegram forgets updates only when a later call names an offset behind them, and that call is made
 * after the events are stored and the offset is saved: a crash anywhere repeats updates, and their keys make the
 * repeat harmless. Rejects with a PortError: `misconfigured` when another program polls too.
 */
export function telegramPolling(parts: PollingParts): Connection {
  return {
    run: async (emit, signal) => {
      let offset = await loadOffset(parts);
      while (!signal.aborted) {
        const updates = await pollOnce(parts, offset, signal);
        const last = updates.at(-1);
        if (last === undefined) continue;
        await take(parts, updates, emit);
        // Not the highest ever seen: after a week without updates Telegram may begin again at a lower number.
        offset = last.update_id + 1;
        await parts.storage.set<Cursor>(KEY, { sequence: parts.sequence, next: offset });
      }
    },
  };
}

async function loadOffset({ storage, sequence }: PollingParts): Promise<number | null> {
  const cursor = await storage.get<Cursor>(KEY);
  return cursor?.sequence === sequence ? cursor.next : null;
}

/** Nothing when `signal` aborts in the middle: the caller looks at it next. */
async function pollOnce(
  { client }: PollingParts,
  offset: number | null,
  signal: AbortSignal,
): Promise<readonly TelegramUpdate[]> {
  try {
    return (await client.poll(offset, ALLOWED_UPDATES, signal)).filter(isUpdate);
  } catch (error) {
    if (signal.aborted) return [];
    throw error;
  }
}

async function take(parts: PollingParts, updates: readonly TelegramUpdate[], emit: Emit): Promise<void> {
  const events = updates.flatMap((update) => eventsOf(parts, update));
  if (events.length > 0) await emit(events);
  for (const update of updates) {
    const pressId = pressToAcknowledge(update);
    if (pressId !== null) parts.acknowledgePress(pressId);
    const group = groupIn(update);
    if (group !== null) parts.declineGroup(group);
  }
}

function eventsOf({ log, now }: PollingParts, update: TelegramUpdate) {
  const reading = readUpdate(update, now());
  if (reading.type === 'ignored') return [];
  if (reading.type === 'not_understood') log.warn(reading.reason, { updateId: update.update_id });
  return reading.events;
}
