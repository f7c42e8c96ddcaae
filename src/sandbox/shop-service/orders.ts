const DAY_MS = 86_400_000;

export type OrderStatus = 'received' | 'packing' | 'shipped' | 'delivered' | 'cancelled';

/** An order of the sample shop. Days count from the morning the shop opened; null: it never comes to that. */
export interface Order {
  readonly number: string;
  readonly items: readonly string[];
  readonly carrier: string;
  readonly tracking: string;
  readonly email: string;
  readonly address: string;
  readonly packedAfterDays: number;
  readonly shippedAfterDays: number | null;
  readonly deliveredAfterDays: number | null;
}

const MARIA = { email: 'maria.santos@example.com', address: '4 Beck Lane, Ambleside LA22 9AB' };
const TOM = { email: 'tom.becker@example.org', address: '17 Station Road, Kendal LA9 6BT' };

/** One of each kind that customers ask about. There is no order 1099. */
export const ORDERS: readonly Order[] = [
  {
    ...{ number: '1029', items: ['Enamel mug, set of 2'], carrier: 'Royal Mail', tracking: 'RM482910377GB', ...MARIA },
    ...{ packedAfterDays: -7, shippedAfterDays: -6, deliveredAfterDays: -4 },
  },
  {
    ...{ number: '1036', items: ['Wool blanket'], carrier: 'DPD', tracking: '15501988230467', ...TOM },
    ...{ packedAfterDays: -3, shippedAfterDays: -1, deliveredAfterDays: 1 },
  },
  {
    ...{
      number: '1043',
      items: ['Two-person tent', 'Camping lantern'],
      carrier: 'DPD',
      tracking: '15501988231104',
      ...MARIA,
    },
    ...{ packedAfterDays: -1, shippedAfterDays: 2, deliveredAfterDays: 4 },
  },
  {
    ...{ number: '1047', items: ['Hiking poles'], carrier: 'Royal Mail', tracking: '', ...TOM },
    ...{ packedAfterDays: -1, shippedAfterDays: null, deliveredAfterDays: null },
  },
  {
    ...{ number: '1051', items: ['Rain jacket, size M'], carrier: 'Royal Mail', tracking: 'RM482911950GB', ...TOM },
    ...{ packedAfterDays: 1, shippedAfterDays: 2, deliveredAfterDays: 5 },
  },
];

export function statusOf(order: Order, openedAt: number, now: number): OrderStatus {
  const since = (days: number): boolean => now >= openedAt + days * DAY_MS;
  if (order.shippedAfterDays === null) return 'cancelled';
  if (order.deliveredAfterDays !== null && now >= deliveryAt(openedAt, order.deliveredAfterDays)) return 'delivered';
  if (since(order.shippedAfterDays)) return 'shipped';
  return since(order.packedAfterDays) ? 'packing' : 'received';
}

/** The shop delivers on no Sunday. */
function deliveryAt(openedAt: number, days: number): number {
  const at = openedAt + days * DAY_MS;
  return at + (new Date(at).getUTCDay() === 0 ? DAY_MS : 0);
}

/** `2026-12-01`. */
export const deliveryDay = (openedAt: number, days: number): string =>
  new Date(deliveryAt(openedAt, days)).toISOString().slice(0, 10);
