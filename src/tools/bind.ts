import type { ToolArgs, ToolContext } from '../ports/tool';
import type { Declared, Source } from './file/schema';
import { oneLine } from './words';

type Customer = ToolContext['customer'];

/** What a call is filled in with: checked arguments, and what Baton knows itself. */
export type Values = Readonly<Record<string, string | number | boolean>>;

/** Bound values go over arguments of the same name, whoever gave those. Unknown ones are absent. */
export function valuesFor(bind: Declared['bind'], args: ToolArgs, context: ToolContext): Values {
  const bound = Object.entries(bind).flatMap(([name, source]): [string, string][] => {
    const value = boundTo(source, context);
    return value === null ? [] : [[name, value]];
  });
  const free = Object.entries(args).filter(([name]) => !Object.hasOwn(bind, name));
  return Object.fromEntries([...free, ...bound]);
}

function boundTo(source: Source, { customer, language, key }: ToolContext): string | null {
  switch (source) {
    case 'customer.phone':
      return phoneOf(customer);
    case 'customer.address':
      return customer.address;
    case 'customer.channel':
      return customer.channelId;
    case 'customer.name':
      return customer.name === null ? null : oneLine(customer.name) || null;
    case 'customer.language':
      return (language ?? 'en').slice(0, 2).toLowerCase();
    case 'call.key':
      return key;
  }
}

/**
 * The number behind an address, as E.164: `+4915112345678`. Null where the channel knows none: a Telegram account, or a
 * WhatsApp user who hides it. An address of digits alone is an account's id, so a number begins with a plus.
 */
export function phoneOf({ address }: Pick<Customer, 'address'>): string | null {
  const [, number = null] = /^(?:[a-z]+:)?(\+[1-9]\d{6,14})$/.exec(address.replace(/[\s().-]/g, '')) ?? [];
  return number;
}

/** False where a number is needed and the customer's channel knows none. */
export const fitsCustomer = (bind: Declared['bind'], customer: Customer): boolean =>
  !Object.values(bind).includes('customer.phone') || phoneOf(customer) !== null;
