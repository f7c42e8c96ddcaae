import type { EmulatorOptions } from '../../../../src/ports';

/** More than the sandbox needs: what tests of the adapter turn. */
export interface SlackEmulatorOptions extends EmulatorOptions {
  /** Enforce Slack's published rates. Off by default, so that tests are not slowed down by a rule they are not about. */
  readonly rateLimits?: boolean;
  /** Multiplies the 0 / 60 s / 300 s between deliveries and the delay before a file's share lands; 1 by default. */
  readonly timeScale?: number;
  /** How long a delivery may take; 3,000 ms at Slack. */
  readonly deadlineMs?: number;
  /** Bot scopes of the manifest, all granted when it is installed. A snapshot keeps those it was taken with. */
  readonly scopes?: readonly string[];
  /** Bot events subscribed to; the manifest's by default. */
  readonly events?: readonly string[];
  /** Path of all three request URLs, below the public URL. */
  readonly requestPath?: string;
  readonly slashCommands?: readonly string[];
  /** Deliveries an hour before `app_rate_limited`; 30,000 at Slack. */
  readonly eventsPerHour?: number;
  /** Milliseconds until a completed upload appears in the channel, before `timeScale`. */
  readonly shareDelayMs?: number;
  /** Where the app may be sent back to after installation. Empty: anywhere below the connected public URL. */
  readonly redirectUrls?: readonly string[];
  /** The app is installed on a whole Enterprise organisation instead of one workspace. */
  readonly enterprise?: { readonly id: string; readonly name: string } | null;
  /** Nothing goes over HTTP; the settings then have SLACK_APP_TOKEN. */
  readonly socketMode?: boolean;
  /** Bot tokens expire after 43,200 s and come with a refresh token. */
  readonly tokenRotation?: boolean;
}

export type ResolvedOptions = Required<Omit<SlackEmulatorOptions, Exclude<keyof EmulatorOptions, 'timeScale'>>>;
