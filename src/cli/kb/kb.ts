import type { Connected } from './connect';
import type { Screen } from './screen';

/** What every command of `npm run kb` works with. */
export interface Kb extends Pick<Connected, 'store' | 'exclusive' | 'sandbox'> {
  readonly screen: Screen;
  /** Aborts at Ctrl-C. */
  readonly signal: AbortSignal;
  /** The folder in which the person typed the command. */
  readonly from: string;
}
