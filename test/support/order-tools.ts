import {
  PortError,
  type PortErrorKind,
  type Tool,
  type ToolArgs,
  type ToolContext,
  type ToolResult,
} from '../../src/ports';

/** An order service in memory, with what it was asked. Its faults happen once each, in order. */
export interface OrderService {
  readonly tools: readonly Tool[];
  readonly calls: { readonly tool: string; readonly args: ToolArgs; readonly key: string }[];
  /** Codes by the address they went to. */
  readonly mail: { readonly to: string; readonly code: string }[];
  readonly addresses: Map<string, string>;
  /** What the next calls of this tool come to. `done_but_unsure`: it was done, and the answer was lost. */
  readonly faults: { readonly tool: string; readonly fault: PortErrorKind | 'done_but_unsure' }[];
}

const ORDER = /(?<![\p{L}\d])(?:#\s?)?(\d{4})(?![\p{L}\d])/u;

const ASK_ORDER = {
  en: 'Which order is it? Send me its four digits.',
  es: '¿Qué pedido es? Envíame sus cuatro cifras.',
  de: 'Um welche Bestellung geht es? Schicken Sie mir ihre vier Ziffern.',
};
const ASK_ADDRESS = {
  en: 'What is the new address, with street, town and postcode?',
  es: '¿Cuál es la nueva dirección, con calle, ciudad y código postal?',
  de: 'Wie lautet die neue Adresse, mit Straße, Ort und Postleitzahl?',
};

const orderInput = { name: 'order', ask: ASK_ORDER, pattern: ORDER, identifies: true } as const;

const schema = (...names: readonly string[]) => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
  required: names,
  additionalProperties: false,
});

export interface OrderServiceOptions {
  /** The system knows idempotency keys. */
  readonly keys?: boolean;
  readonly identity?: Tool['identity'];
}

export function orderService({ keys = true, identity = 'code' }: OrderServiceOptions = {}): OrderService {
  const calls: OrderService['calls'] = [];
  const mail: OrderService['mail'] = [];
  const faults: OrderService['faults'] = [];
  const addresses = new Map([
    ['1043', '1 Old Road, Kendal LA9 4XY'],
    ['1044', '2 Old Road, Kendal LA9 4XY'],
  ]);
  const done = new Map<string, ToolResult>();

  const faulty = async (tool: string, args: ToolArgs, context: ToolContext, work: () => ToolResult) => {
    calls.push({ tool, args, key: context.key });
    const at = faults.findIndex((one) => one.tool === tool);
    const [fault] = at === -1 ? [] : faults.splice(at, 1);
    if (fault !== undefined && fault.fault !== 'done_but_unsure') throw failure(fault.fault);
    const result = work();
    if (fault !== undefined) throw failure('unsure');
    return result;
  };
  const failure = (kind: PortErrorKind) =>
    new PortError(kind, 'The order service did not answer.', { adapter: 'test' });
  const say = (context: ToolContext, texts: Readonly<Record<string, string>>): string =>
    texts[context.language ?? 'en'] ?? texts.en ?? '';

  const status: Tool = {
    name: 'order_status',
    source: 'order service',
    description: 'Looks up where an order is and when it arrives.',
    permission: 'read',
    identity: 'none',
    inputs: [orderInput],
    parameters: schema('order'),
    examples: [
      'where is my order',
      'where is my order 1043?',
      'what is the status of my order 1043',
      'when will my order 1043 arrive',
      'has order 1043 been shipped',
      'track order 1043',
      '¿dónde está mi pedido 1043?',
      'dónde está mi pedido',
      'cuándo llega mi pedido 1043',
      'wo ist meine Bestellung 1043?',
      'wo ist meine Bestellung',
      'wann kommt meine Bestellung 1043',
    ],
    check: (given) => checked(given, ['order']),
    propose: () => '',
    run: (args, context) =>
      faulty('order_status', args, context, () => {
        if (!addresses.has(String(args.order))) {
          const said = say(context, {
            en: `I find no order ${args.order}.`,
            es: `No encuentro el pedido ${args.order}.`,
            de: `Ich finde keine Bestellung ${args.order}.`,
          });
          return { type: 'refused', said, facts: [] };
        }
        const said = say(context, {
          en: `Order ${args.order} was shipped on 24 November and arrives on 27 November.`,
          es: `El pedido ${args.order} se envió el 24 de noviembre y llega el 27 de noviembre.`,
          de: `Die Bestellung ${args.order} wurde am 24. November verschickt und kommt am 27. November an.`,
        });
        return {
          type: 'done',
          said,
          facts: [
            { label: 'Order', value: String(args.order) },
            { label: 'Status', value: 'shipped 24 Nov' },
          ],
        };
      }),
  };

  const change: Tool = {
    name: 'change_address',
    source: 'order service',
    description: 'Changes the delivery address of an order that was not shipped yet.',
    permission: 'write',
    identity,
    inputs: [orderInput, { name: 'address', ask: ASK_ADDRESS, pattern: null }],
    parameters: schema('order', 'address'),
    examples: [
      'change my address',
      'change the delivery address of my order 1043',
      'I want to change the address for order 1043',
      'please send order 1043 to another address',
      'quiero cambiar la dirección de mi pedido 1043',
      'cambiar la dirección de entrega',
      'ich möchte die Lieferadresse ändern',
      'Adresse meiner Bestellung 1043 ändern',
    ],
    check: (given) => checked(given, ['order', 'address']),
    propose: (args, language) =>
      ({
        es: `¿Cambio la dirección del pedido ${args.order} a “${args.address}”?`,
        de: `Soll ich die Adresse der Bestellung ${args.order} in „${args.address}“ ändern?`,
      })[language ?? ''] ?? `Shall I change the address of order ${args.order} to “${args.address}”?`,
    run: (args, context) =>
      faulty('change_address', args, context, () => {
        const known = done.get(context.key);
        if (known !== undefined) return known;
        addresses.set(String(args.order), String(args.address));
        const said = say(context, {
          en: `Done: order ${args.order} goes to ${args.address}.`,
          es: `Hecho: el pedido ${args.order} va a ${args.address}.`,
          de: `Erledigt: Die Bestellung ${args.order} geht an ${args.address}.`,
        });
        const result: ToolResult = {
          type: 'done',
          said,
          facts: [
            { label: 'Order', value: String(args.order) },
            { label: 'Address', value: String(args.address) },
          ],
        };
        done.set(context.key, result);
        return result;
      }),
    ...(keys ? { lookup: async (_args: ToolArgs, { key }: ToolContext) => done.get(key) ?? null } : {}),
    ...(identity !== 'code'
      ? {}
      : {
          sendCode: async (args: ToolArgs, code: string) => {
            mail.push({ to: `customer-of-${args.order}@example.com`, code });
            return { type: 'sent' as const, to: 'c…@example.com' };
          },
        }),
  };
  return { tools: [status, change], calls, mail, addresses, faults };
}

function checked(given: unknown, names: readonly string[]): ReturnType<Tool['check']> {
  const values = (given ?? {}) as Record<string, unknown>;
  const fits = (name: string): boolean =>
    typeof values[name] === 'string' && (name === 'order' ? /^\d{4}$/ : /\S{3,}/).test(values[name]);
  const missing = names.filter((name) => !fits(name));
  if (missing.length > 0) return { ok: false, missing, problem: null };
  return { ok: true, args: Object.fromEntries(names.map((name) => [name, String(values[name])])) };
}
