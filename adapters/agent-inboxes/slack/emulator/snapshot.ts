import type { QueuedEvent } from './delivery-switches';
import { isJson } from './wire';
import type { WorkspaceState } from './workspace';

/** Plain data. Calls, triggers and response URLs are left behind: they are short-lived at Slack too. */
export interface SlackSnapshot {
  readonly version: 1;
  readonly workspace: WorkspaceState;
  /** Events that the app had not taken yet; the next start sends them once it is connected. */
  readonly undelivered: QueuedEvent[];
}

/** A private copy, so that one snapshot can start many emulators. Null: none given. */
export const restore = (snapshot: unknown): SlackSnapshot | null => {
  if (snapshot === undefined || snapshot === null) return null;
  if (!isJson(snapshot) || snapshot.version !== 1) {
    throw new Error('This is not a snapshot of the Slack emulator; start without one.');
  }
  return structuredClone(snapshot) as unknown as SlackSnapshot;
};
