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
  /** Settles what was given. Nothing else is ever sent, shown or agreed to. */
  check(given: unknown): CheckedArgs;
  /** What will be done, for the customer to agree to; from checked arguments only, in the nearest language there is. */
  propose(args: ToolArgs, language: string | null): string;
  /**
   * Runs it. Rejects with a PortError whose kind says what is certain: `unavailable` and `rate_limited` were not done,
   * `unsure` may have been. `context.key` is the same on every retry and goes along as idempotency key.
   */
  run(args: ToolArgs, context: ToolContext): Promise<ToolResult>;
  /** Brings a one-time code to the address on file. Present exactly where `identity` is `code`. */
  readonly sendCode?: (args: ToolArgs, code: string, context: ToolContext) => Promise<CodeSent>;
}

export interface ToolInput {
  readonly name: string;
  /** What to ask the customer when it is missing, by language; `en` is always there. */
  readonly ask: Readonly<Record<string, string>>;
  /** Where in a customer's words it is found without a model. Null: a whole message, in answer to `ask`. */
  readonly pattern: RegExp | null;
}

export type ToolArgs = Readonly<Record<string, string | number | boolean>>;

export type CheckedArgs =
  | { readonly ok: true; readonly args: ToolArgs }
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
  tools(): Promise<readonly Tool[]>;
}
