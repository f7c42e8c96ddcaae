import type { Provider } from './providers';

/** How a provider behaves, as the page offers it. */
export const MOODS = ['healthy', 'loses_answer', 'busy', 'down', 'repeats'] as const;
export type Mood = (typeof MOODS)[number];

/** Until it is switched off. */
const EVERY_CALL = 1_000_000;
/** Soon enough that switching it off is felt at once. */
const BUSY_SECONDS = 2;

/** The bad days of each provider. They end with the process: a restart is a good day again. */
export class Moods {
  private readonly moods = new Map<string, Mood>();

  of(provider: Provider): Mood {
    const mood = this.moods.get(provider.name) ?? 'healthy';
    // The one answer was lost, and all is well again.
    if (mood === 'loses_answer' && provider.running.faults.left?.() === 0) this.moods.delete(provider.name);
    return this.moods.get(provider.name) ?? 'healthy';
  }

  set(provider: Provider, mood: Mood): void {
    const { faults } = provider.running;
    faults.clear();
    faults.deliver({ copies: mood === 'repeats' ? 2 : 1 });
    switch (mood) {
      case 'loses_answer':
        faults.fail({ type: 'cut', done: true }, 1, faults.postMethod);
        break;
      case 'busy':
        faults.fail({ type: 'rate_limit', retryAfterSeconds: BUSY_SECONDS }, EVERY_CALL);
        break;
      case 'down':
        faults.fail({ type: 'server_error', done: false }, EVERY_CALL);
        break;
      case 'repeats':
      case 'healthy':
        break;
    }
    this.moods.set(provider.name, mood);
  }
}
