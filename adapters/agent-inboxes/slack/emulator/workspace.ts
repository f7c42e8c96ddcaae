import { Clock } from './clock';
import { slackId } from './ids';
import type { Person } from './people';
import type { EphemeralMessage, Json, Message } from './wire';

export interface Token {
  readonly kind: 'bot' | 'app' | 'user';
  readonly userId: string;
  scopes: string[];
  revoked: boolean;
  /** Milliseconds; null: never, as without token rotation. */
  expiresAt: number | null;
}

export interface SlackChannel {
  readonly id: string;
  name: string;
  readonly created: number;
  isPrivate: boolean;
  isArchived: boolean;
  /** Shared with another company by Slack Connect. */
  isShared: boolean;
  readonly kind: 'channel' | 'im';
  members: string[];
  topic: string;
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  title: string;
  readonly mimetype: string;
  readonly user: string;
  readonly created: number;
  readonly altText: string;
  /** What was announced; the upload must have exactly as many bytes. */
  readonly length: number;
  /** Base64; null until uploaded. */
  content: string | null;
  /** The part of the upload address that nobody can guess. */
  readonly ticket: string;
  completed: boolean;
  deleted: boolean;
  /** Channel id to the `ts` of messages that carry it. */
  shares: Record<string, string[]>;
}

export interface StoredView {
  readonly id: string;
  /** `view` as the app sent it, ids filled in. */
  body: Json;
  hash: string;
  readonly userId: string;
  readonly rootViewId: string;
  readonly previousViewId: string | null;
}

/** Everything that outlives a restart; plain data, so that a snapshot is a copy of it. */
export interface WorkspaceState {
  team: { id: string; name: string; domain: string };
  app: {
    id: string;
    name: string;
    botUserId: string;
    botId: string;
    signingSecret: string;
    verificationToken: string;
    clientId: string;
    clientSecret: string;
    installed: boolean;
  };
  people: Record<string, Person>;
  channels: Record<string, SlackChannel>;
  messages: Record<string, Message[]>;
  ephemerals: EphemeralMessage[];
  tokens: Record<string, Token>;
  files: Record<string, StoredFile>;
  views: Record<string, StoredView>;
  /** Person to ids of their open modals, the one in front last. */
  viewStacks: Record<string, string[]>;
  bookmarks: Json[];
  oauth: {
    codes: Record<string, { userId: string; scopes: string[]; redirectUri: string; expiresAt: number; used: boolean }>;
    refreshTokens: Record<string, { scopes: string[]; usedAt: number | null }>;
  };
  /** `channel:thread_ts` to the status line an app set. */
  statuses: Record<string, { text: string; until: number }>;
  lastTs: string;
}

/** One workspace and the time it lives in. Others change its state and then call `changed`. */
export class Workspace {
  readonly clock: Clock;
  /** Addresses in payloads are absolute; here they lead back to the emulator, whose port is known once it listens. */
  baseUrl = '';
  private readonly listeners = new Set<() => void>();
  private readonly byTs = new Map<string, Message>();
  private readonly threads = new Map<string, Message[]>();

  constructor(
    readonly state: WorkspaceState,
    now: () => number,
  ) {
    this.clock = new Clock(now, state.lastTs);
    for (const message of Object.values(state.messages).flat()) this.index(message);
  }

  get app(): WorkspaceState['app'] {
    return this.state.app;
  }

  person(id: string): Person | undefined {
    return this.state.people[id];
  }

  channel(id: string): SlackChannel | undefined {
    return this.state.channels[id];
  }

  isMember(channel: SlackChannel, userId: string): boolean {
    return channel.members.includes(userId);
  }

  messagesOf(channelId: string): Message[] {
    this.state.messages[channelId] ??= [];
    return this.state.messages[channelId];
  }

  find(channelId: string, ts: string): Message | undefined {
    return this.byTs.get(`${channelId}:${ts}`);
  }

  /** Replies of a thread, oldest first, without its root. */
  replies(channelId: string, rootTs: string): readonly Message[] {
    return this.threads.get(`${channelId}:${rootTs}`) ?? [];
  }

  add(message: Message): void {
    this.messagesOf(message.channel).push(message);
    this.index(message);
  }

  remove(message: Message): void {
    this.byTs.delete(`${message.channel}:${message.ts}`);
    this.state.messages[message.channel] = this.messagesOf(message.channel).filter((one) => one !== message);
    const thread = `${message.channel}:${message.thread_ts}`;
    this.threads.set(
      thread,
      (this.threads.get(thread) ?? []).filter((one) => one !== message),
    );
  }

  private index(message: Message): void {
    this.byTs.set(`${message.channel}:${message.ts}`, message);
    if (!message.thread_ts || message.thread_ts === message.ts) return;
    const thread = `${message.channel}:${message.thread_ts}`;
    const replies = this.threads.get(thread);
    if (replies) replies.push(message);
    else this.threads.set(thread, [message]);
  }

  /** The direct conversation of a person with the app; opened on first use. */
  directChannel(userId: string): SlackChannel {
    const existing = Object.values(this.state.channels).find(
      (channel) => channel.kind === 'im' && channel.members.includes(userId),
    );
    if (existing) return existing;
    const channel: SlackChannel = {
      id: slackId('D'),
      name: '',
      created: this.clock.seconds(),
      isPrivate: true,
      isArchived: false,
      isShared: false,
      kind: 'im',
      members: [userId, this.app.botUserId],
      topic: '',
    };
    this.state.channels[channel.id] = channel;
    return channel;
  }

  tokenOfKind(kind: Token['kind']): [string, Token] | undefined {
    return Object.entries(this.state.tokens).find(([, token]) => token.kind === kind && !token.revoked);
  }

  /** Scopes of the installation, which also decide which events are sent. */
  grantedScopes(): ReadonlySet<string> {
    return new Set(this.tokenOfKind('bot')?.[1].scopes ?? []);
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  changed(): void {
    for (const listener of this.listeners) listener();
  }

  snapshot(): WorkspaceState {
    return structuredClone({ ...this.state, lastTs: this.clock.lastTs() });
  }
}
