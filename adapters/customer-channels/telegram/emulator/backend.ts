import type { Deliveries } from './deliveries';
import type { Groups } from './groups';
import type { RateLimits } from './rate-limits';
import type { ApiCall } from './request';
import type { EmulatorState } from './state';
import type { UpdatePolls } from './update-polls';

/** What the methods of the Bot API work on. */
export interface Backend {
  readonly state: EmulatorState;
  readonly deliveries: Deliveries;
  readonly polls: UpdatePolls;
  readonly limits: RateLimits;
  readonly groups: Groups;
  readonly now: () => number;
  readonly onChange: () => void;
  /** False: webhooks on http and odd ports are refused even on this machine. */
  readonly allowLoopbackWebhooks: boolean;
}

export type ApiMethod = (backend: Backend, call: ApiCall) => unknown;

/** A method with the parameters it knows. The real server overlooks unknown ones; here they are a mistake. */
export interface MethodSpec {
  readonly params: readonly string[];
  readonly run: ApiMethod;
}

export const seconds = (ms: number): number => Math.floor(ms / 1000);
