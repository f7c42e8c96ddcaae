import { z } from 'zod';
import { codeMail, type Mail, masked } from './mails';
import { deliveryDay, ORDERS, type Order, statusOf } from './orders';

/** An answer of the shop's own system, as it goes over the wire. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const refused = (status: number, error: string): Answer => ({ status, body: { error } });

const snapshotShape = z.object({
  addresses: z.record(z.string(), z.string()),
  done: z.record(z.string(), z.object({ request: z.string(), status: z.number(), body: z.unknown() })),
  mails: z.array(z.object({ id: z.string(), to: z.string(), subject: z.string(), text: z.string(), at: z.number() })),
});

const MAILS_KEPT = 20;
const ADDRESS_MIN = 10;

/** What the shop knows: its orders, where they go, what was asked for under which key, and what it has mailed. */
export class OrderBook {
  private readonly addresses: Record<string, string>;
  private readonly done: z.infer<typeof snapshotShape>['done'];
  private readonly sent: Mail[];
  private readonly openedAt: number;

  /** The orders of every start are as fresh as the shop: only what was changed is kept. */
  constructor(
    private readonly now: () => number,
    snapshot?: unknown,
  ) {
    const kept = snapshotShape.safeParse(snapshot);
    const { addresses, done, mails } = kept.success ? kept.data : { addresses: {}, done: {}, mails: [] };
    this.addresses = { ...addresses };
    this.done = { ...done };
    this.sent = [...mails];
    this.openedAt = now();
  }

  /** Newest first. */
  get mails(): readonly Mail[] {
    return [...this.sent].reverse();
  }

  addressOf(number: string): string | null {
    return this.addresses[number] ?? this.order(number)?.address ?? null;
  }

  snapshot(): unknown {
    return structuredClone({ addresses: this.addresses, done: this.done, mails: this.sent });
  }

  status(number: string): Answer {
    const order = this.order(number);
    return order === undefined ? refused(404, 'no_such_order') : { status: 200, body: { order: this.shown(order) } };
  }

  /** The same key brings the same answer, and the change happens once. */
  once(key: string, request: string, run: () => Answer): Answer {
    const before = this.done[key];
    if (before !== undefined && before.request !== request) return refused(422, 'key_was_used_for_something_else');
    if (before !== undefined) return { status: before.status, body: before.body };
    const answer = run();
    if (answer.status < 400) this.done[key] = { request, ...answer };
    return answer;
  }

  /** What became of a key. */
  outcome(key: string): Answer {
    const before = this.done[key];
    return before === undefined ? refused(404, 'no_such_change') : { status: before.status, body: before.body };
  }

  changeAddress(number: string, address: string): Answer {
    return this.ifChangeable(number, (order) => {
      if (address.trim().length < ADDRESS_MIN) return refused(422, 'address_incomplete');
      this.addresses[number] = address.trim();
      return { status: 200, body: { order: { ...this.shown(order), address: address.trim() } } };
    });
  }

  /** Nobody is asked for a code to change what cannot be changed. */
  sendCode(number: string, code: string, language: string): Answer {
    return this.ifChangeable(number, (order) => {
      const at = this.now();
      this.sent.push({ id: `mail-${code}-${at}`, to: order.email, at, ...codeMail(language, number, code) });
      this.sent.splice(0, this.sent.length - MAILS_KEPT);
      return { status: 200, body: { sent_to: masked(order.email) } };
    });
  }

  private ifChangeable(number: string, run: (order: Order) => Answer): Answer {
    const order = this.order(number);
    if (order === undefined) return refused(404, 'no_such_order');
    const status = this.statusOf(order);
    if (status === 'received' || status === 'packing') return run(order);
    return { status: 409, body: { error: status, order: this.shown(order) } };
  }

  private order(number: string): Order | undefined {
    return ORDERS.find((order) => order.number === number);
  }

  private statusOf(order: Order) {
    return statusOf(order, this.openedAt, this.now());
  }

  private shown(order: Order) {
    const status = this.statusOf(order);
    const day = (days: number | null): string | undefined =>
      days === null ? undefined : deliveryDay(this.openedAt, days);
    const arrives = day(order.deliveredAfterDays);
    const hasLeft = status === 'shipped' || status === 'delivered';
    return {
      number: order.number,
      status,
      items: order.items.map((name) => ({ name })),
      ...(hasLeft ? { carrier: order.carrier, tracking_number: order.tracking } : {}),
      ...(status === 'delivered' ? { delivered_on: arrives } : { expected_on: arrives }),
    };
  }
}
