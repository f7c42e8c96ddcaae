import type { PlaceId } from '../domain/ids';
import type { IncomingEvent } from '../domain/incoming-event';

/** An HTTP request with nothing of a framework in it, so that a fixture file is a complete test input. */
export interface WebhookRequest {
  readonly method: 'GET' | 'POST';
  /** As the provider called it: `PUBLIC_URL` plus path and query, never the Host header. Signatures may cover it. */
  readonly url: URL;
  /** What follows `/webhooks/<adapter>`, split at slashes: `[]`, `['status']`, `['<account>']`. */
  readonly path: readonly string[];
  /** Lower-case names; a header sent twice is joined by ", ". */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Byte for byte as received: signatures are computed over this. */
  readonly rawBody: Buffer;
}

export interface WebhookReply {
  readonly status: number;
  readonly body?: string;
  readonly contentType?: string;
}

/** The adapter says what to answer and what happened; core stores `events` first and answers after. */
export interface WebhookResult {
  readonly reply: WebhookReply;
  readonly events: readonly IncomingEvent[];
  /**
   * Authentic, but not understood (unknown kind, or our parser failed): kept with its raw body and counted, answered
   * 2xx, replayed after a fix. The key makes the provider's repeats harmless.
   */
  readonly quarantined?: { readonly key: string; readonly reason: string };
  /** The provider says that it dropped events: what can be read back should be, soon. */
  readonly missedEvents?: true;
  /** Tidies up what people see (a question that was answered goes away). Called once the events are stored; never throws. */
  readonly afterStored?: () => void;
}

export interface WebhookHandler {
  /** A larger body is refused with 413 before it is read to its end. */
  readonly maxBodyBytes: number;
  /**
   * Verifies over the raw bytes, then parses. Never throws for what a stranger can send: a forged, stale or malformed
   * request is a 4xx reply without events.
   */
  handle(request: WebhookRequest): Promise<WebhookResult>;
}

/** Resolves once the events are stored; only then may the adapter acknowledge them to its network. */
export type Emit = (events: readonly IncomingEvent[]) => Promise<void>;

/** A standing connection (long polling, Socket Mode). Core runs it in one process at a time and restarts it elsewhere. */
export interface Connection {
  /** Runs until `signal` aborts; rejects when it cannot go on. Core starts it again with backoff. */
  run(emit: Emit, signal: AbortSignal): Promise<void>;
}

/** A place of an inbox that needs the admin. `reason` is the sentence for them. */
export interface UnusablePlace {
  readonly place: PlaceId;
  readonly reason: string;
}

/** How an adapter hears from its network. */
export interface Ingress {
  readonly webhook?: WebhookHandler;
  readonly connection?: Connection;
  /**
   * Called once at start, after the server listens: registers webhooks, checks tokens and scopes. Rejects with a
   * PortError `misconfigured` whose sentence tells the admin what to do; anything else is tried again. Places of an inbox
   * that do not work are reported, because the others do.
   */
  // biome-ignore lint/suspicious/noConfusingVoidType: an account without places has nothing to report.
  readonly prepare?: () => Promise<void | { readonly unusable: readonly UnusablePlace[] }>;
}
