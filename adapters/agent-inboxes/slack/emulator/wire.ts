/** Shapes as they travel on Slack's wire; field names are Slack's. */

export type Json = Record<string, unknown>;
export type Block = Json & { type: string; block_id?: string };

export interface MessageMetadata {
  readonly event_type: string;
  readonly event_payload: Json;
}

interface Reaction {
  readonly name: string;
  readonly users: string[];
}

/** A message as stored. What is derived (reply counts, bot profile, files in full) is added by `show` in messages.ts. */
export interface Message {
  type: 'message';
  ts: string;
  channel: string;
  text: string;
  subtype?: string;
  user?: string;
  team?: string;
  bot_id?: string;
  app_id?: string;
  username?: string;
  icons?: Json;
  client_msg_id?: string;
  thread_ts?: string;
  parent_user_id?: string;
  blocks?: Block[];
  /** Blocks as the app sent them, before Slack's own rewriting; only the page that draws them looks here. */
  sentBlocks?: Block[];
  attachments?: Json[];
  metadata?: MessageMetadata;
  mrkdwn?: boolean;
  edited?: { user: string; ts: string };
  fileIds?: string[];
  reactions?: Reaction[];
  hidden?: boolean;
  /** Set while chat.startStream ... stopStream is going on. */
  streaming?: { startedAt: number };
  /** The answer to an app that asked for no unfurling. */
  unfurl?: boolean;
}

/** Seen by one person, in no history, and gone with the client's memory. */
export interface EphemeralMessage extends Message {
  readonly seenBy: string;
}

/** Slack's own error name, with whatever else the answer carries. */
export class SlackRefusal extends Error {
  constructor(
    readonly code: string,
    readonly detail: Json = {},
  ) {
    super(code);
    this.name = 'SlackRefusal';
  }
}

/** How Slack words a wrong or missing argument. */
export const invalidArguments = (...messages: string[]): SlackRefusal =>
  new SlackRefusal('invalid_arguments', {
    response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
  });

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
