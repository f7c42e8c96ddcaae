import { randomBytes } from 'node:crypto';
import type { WireChat, WireMessage, WireUpdate, WireUser } from './wire';

export interface Person {
  readonly id: number;
  readonly firstName: string;
  readonly lastName?: string;
  readonly username?: string;
  readonly language: string;
  readonly phone: string;
}

export interface ChatMessage {
  readonly by: 'customer' | 'business';
  readonly wire: WireMessage;
  deleted: boolean;
  /** What each side has put on it; one emoji each. */
  reactions?: { readonly customer?: string | null; readonly business?: string | null };
}

/** One private chat. Message ids count over all chats of the bot, as they do on the real server. */
export interface Chat {
  readonly person: Person;
  started: boolean;
  blocked: boolean;
  typingUntil: number;
  readonly messages: ChatMessage[];
}

export interface StoredFile {
  readonly path: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

export interface QueuedUpdate {
  readonly update: WireUpdate;
  /** Updates of one chat are delivered one after the other. */
  readonly chatId: number;
  readonly queuedAt: number;
  failures: number;
}

export interface WebhookState {
  url: string;
  secret: string;
  allowedUpdates: readonly string[];
  maxConnections: number;
  lastErrorAt: number | null;
  lastError: string | null;
}

export interface EmulatorState {
  readonly bot: WireUser;
  readonly chats: Map<number, Chat>;
  readonly files: Map<string, StoredFile>;
  queue: QueuedUpdate[];
  nextMessageId: number;
  nextUpdateId: number;
  lastUpdateAt: number;
  nextFile: number;
  readonly webhook: WebhookState;
  /** Buttons pressed and not yet answered, with the time of the press. */
  readonly presses: Map<string, number>;
  /** Chats that got a new id: what is sent to the old one is refused with the new one. */
  readonly migrations: Map<number, number>;
}

export const MARIA: Person = {
  id: 700000001,
  firstName: 'Maria',
  lastName: 'Santos',
  username: 'maria_santos',
  language: 'en',
  phone: '+351912345678',
};

export const JONAS: Person = {
  id: 5000000123,
  firstName: 'Jonas',
  lastName: 'Weber',
  language: 'de',
  phone: '+4915112345678',
};

function freshState(now: number): EmulatorState {
  const state: EmulatorState = {
    bot: { id: 123456789, is_bot: true, first_name: 'Baton Shop', username: 'baton_shop_bot' },
    chats: new Map(),
    files: new Map(),
    queue: [],
    nextMessageId: 1,
    nextUpdateId: 900001,
    lastUpdateAt: now,
    nextFile: 1,
    webhook: { url: '', secret: '', allowedUpdates: [], maxConnections: 40, lastErrorAt: null, lastError: null },
    presses: new Map(),
    migrations: new Map(),
  };
  for (const person of [MARIA, JONAS]) addPerson(state, person);
  return state;
}

export function addPerson(state: EmulatorState, person: Person): Chat {
  const chat: Chat = { person, started: false, blocked: false, typingUntil: 0, messages: [] };
  state.chats.set(person.id, chat);
  return chat;
}

const nameOf = ({ firstName, lastName, username }: Person) => ({
  first_name: firstName,
  ...(lastName !== undefined && { last_name: lastName }),
  ...(username !== undefined && { username }),
});

export const wireUser = (person: Person): WireUser => ({
  id: person.id,
  is_bot: false,
  ...nameOf(person),
  language_code: person.language,
});

export const wireChat = (person: Person): WireChat => ({ id: person.id, ...nameOf(person), type: 'private' });

/** Keeps bytes and gives the two ids a file has: one to fetch it by, one that stays the same everywhere. */
export function storeFile(state: EmulatorState, folder: string, file: Omit<StoredFile, 'path'>) {
  const number = state.nextFile++;
  const ending = /\.(\w{1,5})$/.exec(file.name)?.[1] ?? 'bin';
  const id = `AgACAgIAAxkBAAI${number}${randomBytes(6).toString('hex')}`;
  state.files.set(id, { ...file, path: `${folder}/file_${number}.${ending}` });
  return { file_id: id, file_unique_id: `AQAD${number}`, file_size: file.bytes.length };
}

export interface EmulatorSnapshot {
  readonly version: 1;
  readonly chats: readonly Chat[];
  readonly files: readonly (readonly [string, Omit<StoredFile, 'bytes'> & { readonly bytes: string }])[];
  readonly queue: readonly QueuedUpdate[];
  readonly numbers: Pick<EmulatorState, 'nextMessageId' | 'nextUpdateId' | 'lastUpdateAt' | 'nextFile'>;
  readonly webhook: WebhookState;
}

/** Plain JSON, a copy: later changes of the state do not reach it. */
export function snapshotOf(state: EmulatorState): EmulatorSnapshot {
  const { nextMessageId, nextUpdateId, lastUpdateAt, nextFile } = state;
  return structuredClone({
    version: 1,
    chats: [...state.chats.values()],
    files: [...state.files].map(([id, file]) => [id, { ...file, bytes: file.bytes.toString('base64') }] as const),
    queue: state.queue,
    numbers: { nextMessageId, nextUpdateId, lastUpdateAt, nextFile },
    webhook: state.webhook,
  });
}

/** Anything but a snapshot of this version starts afresh: the sandbox would rather begin anew than not at all. */
export function restoredState(snapshot: unknown, now: number): EmulatorState {
  const state = freshState(now);
  if (!isSnapshot(snapshot)) return state;
  const copy = structuredClone(snapshot);
  for (const chat of copy.chats) state.chats.set(chat.person.id, chat);
  for (const [id, file] of copy.files) state.files.set(id, { ...file, bytes: Buffer.from(file.bytes, 'base64') });
  return Object.assign(state, copy.numbers, { queue: [...copy.queue], webhook: copy.webhook });
}

const isSnapshot = (value: unknown): value is EmulatorSnapshot =>
  typeof value === 'object' && value !== null && 'version' in value && value.version === 1;
