/** How many messages are remembered: enough for a minute of the fastest number, after which nobody asks. */
const KEPT = 5000;

/**
 * Which message of Twilio's belongs to which key of ours, as far as this process saw it: from answers to sends and from
 * status callbacks. Two equal texts to one person are told apart by it.
 */
export class SentMessages {
  private readonly keys = new Map<string, string>();

  note(sid: string, key: string): void {
    this.keys.delete(sid);
    this.keys.set(sid, key);
    const [oldest] = this.keys.keys();
    if (this.keys.size > KEPT && oldest !== undefined) this.keys.delete(oldest);
  }

  /** Known to belong to another key than this one. */
  isOther(sid: string, key: string): boolean {
    const known = this.keys.get(sid);
    return known !== undefined && known !== key;
  }
}
