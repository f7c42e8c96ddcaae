/**
 * What the AI may do besides talk: look something up in the systems of the business, or change something there. One
 * tool is one call to the outside. Permissions are the admin's; what a server says of its own tools is only a hint.
 */
export interface Tool {
  /** Letters, digits and underscores; unique among all tools. */
  readonly name: string;
  /** For the model: what it does and when it is wanted. */
  readonly description: string;
  /** A `write` is proposed in words that Baton renders, and runs only after the customer has agreed to exactly those. */
  readonly permission: 'read' | 'write';
  /**
   * Who the customer has to be: anybody; whom the channel vouches for (their number or account is bound by Baton); or
   * whoever typed a one-time code that went to an address the business has on file (`sendCode`).
   */
  readonly identity: 'none' | 'channel' | 'code';
  /** What the customer has to say. What Baton binds itself (their number, their name) is never among them. */
  readonly inputs: readonly ToolInput[];
  /** JSON Schema of `inputs`, as a model is shown it. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What customers say who need it, in any language: without a model the tool is found by these. */
  readonly examples: readonly string[];
  /** Whose system it is, for agents: `order service`. Absent: the tool is named instead. */
  readonly source?: string;
  /** Absent: it fits everybody. False where it needs what this customer's channel does not know, such as a number. */
  readonly fits?: (customer: ToolContext['customer']) => boolean;
  /** Settles what was given. Nothing else is ever sent, shown or agreed to. */
  check(given: unknown): CheckedArgs;
  /** What will be done, for the customer to agree to; from checked arguments only, in the nearest language there is. */
  propose(args: ToolArgs, language: string | null): string;
  /**
   * Runs it. Rejects with a PortError whose kind says what is certain: `unavailable` and `rate_limited` were not done,
   * `unsure` may have been. `context.key` is the same on every retry and goes along as idempotency key.
   */
  run(args: ToolArgs, context: ToolContext): Promise<ToolResult>;
  /**
   * Makes an unsure write sure, where the business's system knows idempotency keys: what became of `context.key`?
   * Null: nothing was done. Reads only; rejects while that cannot be said.
   */
  readonly lookup?: (args: ToolArgs, context: ToolContext) => Promise<ToolResult | null>;
  /** Brings a one-time code to the address on file. Present exactly where `identity` is `code`. */
  readonly sendCode?: (args: ToolArgs, code: string, context: ToolContext) => Promise<CodeSent>;
}

export interface ToolInput {
  readonly name: string;
  /** What to ask the customer when it is missing, by language; `en` is always there. */
  readonly ask: Readonly<Record<string, string>>;
  /** Where in a customer's words it is found without a model. Null: a whole message, in answer to `ask`. */
  readonly pattern: RegExp | null;
  /** A one-time code vouches for whoever has the same value here, and for them alone. Where no input is so marked: all. */
  readonly identifies?: true;
}

export type ToolArgs = Readonly<Record<string, string | number | boolean>>;

export type CheckedArgs =
  | { readonly ok: true; readonly args: ToolArgs }
  /**
   * `missing`: the inputs to ask for, those that were given and do not fit included. `problem`: what does not fit, for a
   * model and for the log; null when something is only missing.
   */
  | { readonly ok: false; readonly missing: readonly string[]; readonly problem: string | null };

export interface ToolContext {
  readonly key: string;
  /** The customer as the channel knows them; bound into arguments by the tool's own configuration. */
  readonly customer: { readonly channelId: string; readonly address: string; readonly name: string | null };
  readonly language: string | null;
  readonly signal: AbortSignal;
}

/** `said` is rendered from the answer's own fields, for the customer; `facts` are the same, for agents and for checks. */
export type ToolResult =
  | { readonly type: 'done'; readonly said: string; readonly facts: readonly ToolFact[] }
  /** The business's system says no, in words fit for the customer: no such order, already shipped. */
  | { readonly type: 'refused'; readonly said: string; readonly facts: readonly ToolFact[] };

export interface ToolFact {
  readonly label: string;
  readonly value: string;
}

export type CodeSent =
  /** `to` is the address with most of it hidden, such as m…@example.com. */
  { readonly type: 'sent'; readonly to: string } | { readonly type: 'refused'; readonly said: string };

/** All tools that are switched on; read anew for each turn, so that a server that comes back is used again. */
export interface Toolbox {
  /** Never rejects, and waits for no server longer than a moment: tools of one that is away are not among them. */
  tools(): Promise<readonly Tool[]>;
}

/** A protocol by which servers offer tools of their own. The index.ts of a folder under adapters/tools exports it. */
export interface ToolServerAdapter {
  readonly name: string;
  readonly label: string;
  /** Loads the SDK; connects to nothing yet. */
  create(options: ToolServerOptions): Promise<ToolServer>;
}

export interface ToolServerOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The only way out: it refuses addresses that the admin has not allowed, and redirects. */
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
}

/** One server. Connects when it is first asked, and again after a connection was lost. */
export interface ToolServer {
  /** What it offers now. Rejects with a PortError. */
  list(signal: AbortSignal): Promise<readonly OfferedTool[]>;
  /**
   * Checks the arguments against the tool's own schema and calls it. Rejects with a PortError; `unsure` as soon as the
   * call may have been made.
   */
  call(name: string, args: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<ServerAnswer>;
  close(): Promise<void>;
}

/** What a server says of a tool: nothing of it is trusted. */
export interface OfferedTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: Readonly<Record<string, unknown>>;
  /** Null: it says nothing about it. */
  readonly saysReadOnly: boolean | null;
}

export interface ServerAnswer {
  readonly isError: boolean;
  /** The answer as data, where there is any. */
  readonly data: unknown;
  readonly text: string;
}

/** Six digits for one sending: the same on every try, and known to nobody without the key. */
export interface OneTimeCodes {
  of(actionId: string, send: number): string;
  /** Takes as long for a wrong code as for the right one. */
  isRight(typed: string, actionId: string, send: number): boolean;
}
