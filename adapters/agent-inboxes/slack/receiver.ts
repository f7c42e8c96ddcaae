import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import type { IncomingEvent } from '../../../src/ports';
import type { EditorRequest } from './editor';
import type { Hint, Reading } from './message-events';

/** Filled by the listeners while Bolt works through one request. */
export class Collector {
  readonly events: IncomingEvent[] = [];
  readonly hints: Hint[] = [];
  readonly editors: EditorRequest[] = [];
  /** Takes away the whisper whose button was pressed. */
  dismiss: (() => Promise<unknown>) | null = null;
  /** Some listener has looked at it. */
  handled = false;
  unknown: string | null = null;
  /** The first error of a listener. Bolt catches them; nothing may be lost by that. */
  failure: Error | null = null;

  report(reading: Reading): void {
    this.handled = true;
    if (reading.type === 'unknown') this.unknown = reading.what;
    if (reading.type !== 'events') return;
    this.events.push(...reading.events);
    if (reading.hint) this.hints.push(reading.hint);
  }
}

export interface Processed {
  readonly collected: Collector;
  /** What a listener answered; undefined: nothing, or an empty acknowledgement. */
  readonly answer: unknown;
}

/**
 * Bolt's own receivers answer before listeners run and lose the event of a listener that throws. This one starts no
 * server: it runs one verified body through the listeners and hands back what they reported, so that core can store it
 * before anything is answered.
 */
export class CollectingReceiver implements Receiver {
  private app: App | null = null;

  init(app: App): void {
    this.app = app;
  }

  async start(): Promise<void> {}
  async stop(): Promise<void> {}

  async process(body: Readonly<Record<string, unknown>>, retryNum?: number, retryReason?: string): Promise<Processed> {
    if (this.app === null) throw new Error('Bolt has not been started.');
    const collected = new Collector();
    let answer: unknown;
    const event: ReceiverEvent = {
      body,
      ack: async (response?: unknown) => {
        answer ??= response;
      },
      customProperties: { collector: collected },
      ...(retryNum === undefined ? {} : { retryNum }),
      ...(retryReason === undefined ? {} : { retryReason }),
    };
    try {
      await this.app.processEvent(event);
    } catch (error) {
      collected.failure = error instanceof Error ? error : new Error('A listener failed.');
    }
    return { collected, answer };
  }
}
