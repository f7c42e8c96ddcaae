import type { Activity } from './activity';
import type { EmulatorState, Message } from './state';
import type { Webhooks } from './webhooks';

/** Tunables of a running emulator; tests and the sandbox choose them at start. */
export interface EmulatorSwitches {
  /** Multiplies every wait of Twilio's own: between states of a message and between tries of a webhook. */
  timeScale: number;
  /** Public addresses only, as Twilio demands. Off by default, because everything here is on one machine. */
  publicOnly: boolean;
  /** One segment a second and number, and a queue of ten hours. */
  rateLimits: boolean;
  /** Length of that queue, in seconds. */
  queueSeconds: number;
  /** Requests that may be open at once; more are told to slow down. */
  maxConcurrent: number;
  /** With it Twilio says in the webhook what a keyword did. */
  advancedOptOut: boolean;
  /** The customers' phones tell that messages were read. */
  readReceipts: boolean;
  /** Country codes that are switched off. */
  blockedPrefixes: readonly string[];
}

/** What the resources of the API and the phones work on. */
export interface Backend {
  readonly state: EmulatorState;
  readonly switches: EmulatorSwitches;
  readonly activity: Activity;
  readonly webhooks: Webhooks;
  readonly now: () => number;
  readonly onChange: () => void;
  readonly onProblem: (problem: string) => void;
  readonly carrier: {
    /** How long the message waits for its turn, in milliseconds. Throws where the queue is full. */
    reserve(sender: string, segments: number): number;
    /** Begins to carry a message that was accepted. */
    carry(message: Message, waitMs: number, mediaUrls: readonly string[]): void;
  };
}
