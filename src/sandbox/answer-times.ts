import type { RequestHandler } from 'express';

const KEPT = 300;
/** The database's clock and ours may differ by this much on one machine. */
const SLACK_MS = 5;

interface Answered {
  readonly accountId: string;
  readonly from: number;
  readonly to: number;
}

/** How long providers waited for the answer to their webhooks, from the first byte to the last. */
export class AnswerTimes {
  private readonly answered: Answered[] = [];

  readonly watch: RequestHandler = (request, response, next) => {
    const accountId = /^\/webhooks\/([\w-]+)/.exec(request.path)?.[1];
    if (accountId !== undefined) {
      const from = Date.now();
      response.once('finish', () => this.note({ accountId, from, to: Date.now() }));
    }
    next();
  };

  /** Of the webhook that was stored at that moment; null where it came another way, or too long ago. */
  readonly of = (accountId: string, storedAt: number): number | null => {
    const found = this.answered.find(
      (one) => one.accountId === accountId && one.from - SLACK_MS <= storedAt && storedAt <= one.to + SLACK_MS,
    );
    return found === undefined ? null : found.to - found.from;
  };

  private note(one: Answered): void {
    this.answered.push(one);
    if (this.answered.length > KEPT) this.answered.shift();
  }
}
