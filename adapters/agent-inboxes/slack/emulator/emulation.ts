import type { Activity } from './activity';
import type { Deliveries } from './deliveries';
import type { Installations } from './installations';
import type { Interactions } from './interactions';
import type { Messages } from './messages';
import type { ResolvedOptions } from './options';
import type { Publisher } from './publisher';
import type { SocketMode } from './socket-mode';
import type { ViewStore } from './view-store';
import type { Workspace } from './workspace';

/** What may go differently in this workspace than in most; tests turn these. */
export interface Modes {
  /** Read-back as for apps outside the Marketplace since 2025: 1 call a minute, 15 objects. */
  restrictedReadBack: boolean;
  /** Completed uploads never appear in the channel, as people report. */
  sharesNeverLand: boolean;
  /** Downloads are answered with a redirect to another address of Slack, which wants the token again. */
  redirectDownloads: boolean;
}

/** The parts of one running emulator, as methods see them. */
export interface Emulation {
  readonly workspace: Workspace;
  readonly messages: Messages;
  readonly publisher: Publisher;
  readonly deliveries: Deliveries;
  readonly interactions: Interactions;
  readonly views: ViewStore;
  readonly installations: Installations;
  readonly socketMode: SocketMode;
  /** Where OAuth may send a browser back to. */
  redirectUrls(): readonly string[];
  readonly activity: Activity;
  readonly options: ResolvedOptions;
  readonly modes: Modes;
  /** Work that Slack does after it answered; `idle` waits for it, `stop` drops it. */
  later(delayMs: number, work: () => void): void;
}
