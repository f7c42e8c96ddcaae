import type { EmulatedPost } from '../../src/ports/emulator';
import type { Scene } from './baton';
import { eventually } from './eventually';

/**
 * Does what an agent does whose reply "may not have arrived": looks whether it did, and presses "Send again" where not.
 * Baton says so where a process died at a call and another at its one repeat.
 */
export class PatientAgent {
  /** The replies that were sent again by hand: they come after what was written meanwhile. */
  readonly sentAgain = new Set<string>();
  private readonly pressed = new Set<string>();

  constructor(
    private readonly scene: Scene,
    private readonly rootId: string,
  ) {}

  /** Waits until the reply with this id is with the customer. */
  arrives(replyId: string, isThere: () => boolean, what: string, patienceMs = 180_000): Promise<void> {
    return eventually(
      async () => {
        if (isThere()) return true;
        await this.sendAgain(replyId);
        return false;
      },
      `${what} is on the phone`,
      patienceMs,
    );
  }

  /** Baton gave up on knowing whether it arrived, and said so. */
  isUnsureOf(replyId: string): boolean {
    return this.offerFor(replyId) !== undefined;
  }

  private offerFor(replyId: string): EmulatedPost | undefined {
    return this.scene.thread(this.rootId).find((post) => !this.pressed.has(post.id) && offers(post, replyId));
  }

  private async sendAgain(replyId: string): Promise<void> {
    const offer = this.offerFor(replyId);
    if (offer === undefined) return;
    // Nobody may be there to take it.
    const isTaken = await this.scene.press(offer, 'send_again').then(
      () => true,
      () => false,
    );
    if (!isTaken) return;
    this.pressed.add(offer.id);
    this.sentAgain.add(replyId);
  }
}

function offers({ raw }: EmulatedPost, replyId: string): boolean {
  const shown = JSON.stringify(raw);
  return shown.includes('send_again') && shown.includes(replyId);
}
