/**
 * The emulator of a provider lives in its adapter's folder and speaks the provider's wire protocol on loopback. Tests,
 * the sandbox page and the benchmark drive it through the facets here; product code never imports one.
 */
export interface Emulator {
  start(options?: EmulatorOptions): Promise<RunningEmulator>;
}

export interface EmulatorOptions {
  /** 0 (default): any free port. */
  readonly port?: number;
  /** State to go on from, as `snapshot()` gave it: lets the sandbox survive a restart. */
  readonly snapshot?: unknown;
  /** Milliseconds since the epoch; replaced by the sandbox so that "24 hours later" reaches the provider too. */
  readonly now?: () => number;
  /** Keeps to the provider's published rates, where the emulator knows them. Off by default. */
  readonly keepsRates?: boolean;
  /** Multiplies what the provider lets pass by itself: until a message arrives, between deliveries. 1 by default. */
  readonly timeScale?: number;
}

export interface RunningEmulator {
  /** Environment of the adapter that makes it talk to this emulator. */
  readonly settings: Readonly<Record<string, string>>;
  /** Where the provider finds Baton (its PUBLIC_URL); needed where the adapter does not register itself. */
  connect(publicUrl: string): void;
  readonly customerSide?: CustomerSide;
  readonly agentSide?: AgentSide;
  readonly faults: Faults;
  /** What was called so far, for measuring. */
  readonly traffic?: () => readonly EmulatedCall[];
  /** Called after every change that a page would show. Returns an unsubscribe function. */
  onChange(listener: () => void): () => void;
  snapshot(): unknown;
  /** Resolves when no webhook is in flight or waiting to be retried. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface EmulatedCall {
  readonly method: string;
  /** What it was to show; empty where it shows nothing. */
  readonly text: string;
  /** Of the answer over HTTP. */
  readonly status: number;
}

/** Switches for what a provider does on a bad day. Each counts down; 0 means healthy. */
export interface Faults {
  /** The next `count` calls (of `method`, if given) fail this way. */
  fail(fault: Fault, count?: number, method?: string): void;
  clear(): void;
  /** The method that posts a text message: for a fault that is to meet one, and not a look-up on the way to it. */
  readonly postMethod?: string;
  /** How many failures have not met their call yet. */
  left?(): number;
  /** Deliveries to Baton: each is sent this many times (1 is normal), in shuffled order if asked. */
  deliver(options: { readonly copies?: number; readonly shuffle?: boolean; readonly hold?: boolean }): void;
}

export type Fault =
  /** 429 with Retry-After. */
  | { readonly type: 'rate_limit'; readonly retryAfterSeconds: number }
  /** The server error comes before (`done: false`) or after the provider did what was asked. */
  | { readonly type: 'server_error'; readonly done: boolean }
  /** The connection is cut before or after. */
  | { readonly type: 'cut'; readonly done: boolean }
  /** Never answered; done or not. */
  | { readonly type: 'hang'; readonly done: boolean }
  /** The provider's own refusal by its error name or description. */
  | { readonly type: 'refuse'; readonly error: string };

export interface CustomerSide {
  /** Channels as in the adapter's `channels`: one phone screen each. */
  readonly channels: readonly EmulatedChannel[];
}

export interface EmulatedChannel {
  readonly id: string;
  readonly label: string;
  /** People who can write here; the first is the default of the page. */
  readonly customers: readonly { readonly id: string; readonly name: string }[];
  /** The customer writes. Resolves once the provider took it; delivery to Baton goes on behind. */
  say(customerId: string, text: string): Promise<{ readonly id: string }>;
  sendMedia?(customerId: string, file: EmulatedFile, caption?: string): Promise<{ readonly id: string }>;
  edit?(customerId: string, messageId: string, text: string): Promise<void>;
  /** Puts that emoji on a message, or takes it away. */
  react?(customerId: string, messageId: string, emoji: string | null): Promise<void>;
  /** Taps the button with this label, which is really under the message. */
  tap?(customerId: string, messageId: string, label: string): Promise<void>;
  /** Other things a customer can do here: `start`, `block`, `unblock`, `location`, `stop`. */
  readonly gestures: readonly { readonly name: string; readonly label: string }[];
  gesture(customerId: string, name: string): Promise<void>;
  /** The screen of that customer, oldest first. */
  screen(customerId: string): ChannelScreen;
}

export interface EmulatedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
  /** `voice` where the channel tells voice notes from audio files. */
  readonly kind?: 'voice' | 'sticker';
}

export interface ChannelScreen {
  readonly typing: boolean;
  readonly blocked: boolean;
  readonly messages: readonly ScreenMessage[];
}

export interface ScreenMessage {
  readonly id: string;
  readonly from: 'customer' | 'business';
  readonly text: string;
  /** As the provider would show it: its own markup, escaped and safe to insert; absent: show `text`. */
  readonly html?: string;
  readonly media?: { readonly name: string; readonly mediaType: string; readonly url?: string };
  readonly at: number;
  readonly edited: boolean;
  readonly deleted: boolean;
  /** Emoji on it, the customer's first. */
  readonly reactions?: readonly string[];
  /** Labels of what can be pressed under it, in order. */
  readonly buttons?: readonly string[];
  /** Ticks under what the customer wrote or received, where the channel shows them. */
  readonly status?: 'sent' | 'delivered' | 'read' | 'failed';
}

/** The team's side: what people see and do in Slack or Teams. */
export interface AgentSide {
  /** How `raw` of a post is to be drawn. */
  readonly format: 'slack-blocks' | 'adaptive-card';
  readonly label: string;
  readonly agents: readonly EmulatedAgent[];
  channels(): readonly { readonly id: string; readonly name: string }[];
  /** Top-level posts of a channel, oldest first, as this agent sees them (ephemeral ones included). */
  posts(channelId: string, agentId: string): readonly EmulatedPost[];
  /** Replies of a thread, oldest first. */
  thread(channelId: string, rootId: string, agentId: string): readonly EmulatedPost[];
  /** Writes as that agent; `thread` null: at top level. Text is typed, formatting is what the client makes of it. */
  write(agentId: string, channelId: string, rootId: string | null, text: string): Promise<{ readonly id: string }>;
  upload?(
    agentId: string,
    channelId: string,
    rootId: string,
    files: readonly EmulatedFile[],
    text?: string,
  ): Promise<{ readonly id: string }>;
  edit(agentId: string, channelId: string, postId: string, text: string): Promise<void>;
  remove(agentId: string, channelId: string, postId: string): Promise<void>;
  react(agentId: string, channelId: string, postId: string, emoji: string): Promise<void>;
  /** Presses a button or picks from a menu that is really in the post. Resolves with what the provider got back. */
  press(
    agentId: string,
    channelId: string,
    postId: string,
    actionId: string,
    value?: string,
  ): Promise<{ readonly status: number }>;
  /** The modal open for that agent, if any. */
  modal?(agentId: string): EmulatedModal | null;
  submit?(
    agentId: string,
    values: Readonly<Record<string, string>>,
  ): Promise<{ readonly errors: Readonly<Record<string, string>> }>;
  closeModal?(agentId: string): Promise<void>;
}

export interface EmulatedAgent {
  readonly id: string;
  readonly name: string;
  readonly kind: 'member' | 'guest' | 'external' | 'bot';
}

export interface EmulatedPost {
  readonly id: string;
  readonly authorId: string | null;
  readonly authorName: string;
  /** The address of a picture, or the name of an emoji between colons. */
  readonly authorIcon?: string;
  readonly isBot: boolean;
  readonly text: string;
  /** The blocks or card exactly as posted. */
  readonly raw: unknown;
  readonly files: readonly { readonly name: string; readonly mediaType: string; readonly url?: string }[];
  readonly reactions: readonly { readonly emoji: string; readonly count: number }[];
  readonly at: number;
  readonly edited: boolean;
  /** Only this agent sees it. */
  readonly ephemeral: boolean;
  readonly replyCount: number;
}

export interface EmulatedModal {
  readonly id: string;
  readonly title: string;
  readonly raw: unknown;
}
