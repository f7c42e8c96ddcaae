import { readFileSync } from 'node:fs';
import { PortError } from '../../src/domain/errors';
import type { Tool, ToolContext } from '../../src/ports/tool';
import { SHOP_TOOLS, type ShopService, startShopService } from '../../src/sandbox/shop-service/start';
import { openTools } from '../tools/service';

/** A Wednesday. */
const OPENED = Date.UTC(2026, 10, 25, 9);
const HOUR_MS = 3_600_000;

let shop: ShopService;
let status: Tool;
let change: Tool;
let now: number;

async function open(snapshot?: unknown): Promise<void> {
  shop = await startShopService({ now: () => now, snapshot });
  const { tool } = await openTools(JSON.parse(readFileSync(SHOP_TOOLS, 'utf8')), { ...shop.settings });
  [status, change] = [tool('order_status'), tool('change_delivery_address')];
}

beforeEach(async () => {
  now = OPENED;
  await open();
});
afterEach(() => shop.stop());

const context = (changes: Partial<ToolContext> = {}): ToolContext => ({
  key: 'change-1',
  customer: { channelId: 'telegram', address: '12345', name: 'Maria' },
  language: 'en',
  signal: new AbortController().signal,
  ...changes,
});

/** Without commas: versions of ICU disagree whether one stands behind a weekday. */
async function said(order: string, language: string): Promise<readonly string[]> {
  const result = await status.run({ order }, context({ language }));
  return [result.type, result.said.replaceAll(/(?<=day),|(?<=lunes),/g, '')];
}

const NEW = { order: '1043', address: '12 High Street, Kendal LA9 4AB' };

it.each([
  [
    '1029',
    'done',
    'Order 1029 was delivered on Saturday 21 November 2026 by Royal Mail, tracking number RM482910377GB.',
  ],
  [
    '1036',
    'done',
    'Order 1036 is on its way with DPD, tracking number 15501988230467. It should arrive on Thursday 26 November 2026.',
  ],
  ['1043', 'done', 'Order 1043 is being packed and has not left yet. It should arrive on Monday 30 November 2026.'],
  ['1047', 'done', 'Order 1047: cancelled.'],
  ['1051', 'done', 'We have order 1051 and pack it soon. It should arrive on Monday 30 November 2026.'],
  ['1099', 'refused', 'I cannot find an order with this number. Please check it: it is in your order e-mail.'],
])('says where order %s is', async (order, type, words) => {
  expect(await said(order, 'en')).toEqual([type, words]);
});

it.each([
  [
    'de',
    'Bestellung 1043 wird gerade gepackt und ist noch nicht unterwegs. Sie sollte am Montag, 30. November 2026 ankommen.',
  ],
  ['es', 'El pedido 1043 se está preparando y aún no ha salido. Debería llegar el lunes 30 de noviembre de 2026.'],
  [
    'fr',
    "La commande 1043 est en préparation et n'est pas encore partie. Elle devrait arriver le lundi 30 novembre 2026.",
  ],
  ['it', "L'ordine 1043 è in preparazione e non è ancora partito. Dovrebbe arrivare lunedì 30 novembre 2026."],
  ['pt', 'O pedido 1043 está em preparação e ainda não saiu. Deve chegar em segunda-feira, 30 de novembro de 2026.'],
  ['tr', '1043 numaralı sipariş hazırlanıyor, henüz yola çıkmadı. Tahmini teslim: 30 Kasım 2026 Pazartesi.'],
  ['fi', 'Order 1043 is being packed and has not left yet. It should arrive on Monday 30 November 2026.'],
])('says it in %s', async (language, words) => {
  expect(await said('1043', language)).toEqual(['done', words]);
});

it('speaks all of its languages everywhere', () => {
  const languages = ['de', 'en', 'es', 'fr', 'it', 'pt', 'tr'];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('en' in value) expect(Object.keys(value).sort()).toEqual(languages);
    else Object.values(value).forEach(visit);
  };
  visit(JSON.parse(readFileSync(SHOP_TOOLS, 'utf8')));
});

it('finds the order number in what customers write', () => {
  const [input] = status.inputs;
  expect(input?.pattern?.exec('where is my order #1043?')?.[0]).toBe('1043');
  expect(input?.pattern?.exec('call 0123456789')).toBeNull();
});

it('moves on with time: an order that was packed has left two days later, and its address stays', async () => {
  now += 49 * HOUR_MS;
  expect(await status.run({ order: '1043' }, context())).toMatchObject({
    said: expect.stringContaining('is on its way'),
  });
  expect(await change.run(NEW, context())).toMatchObject({
    type: 'refused',
    said: expect.stringContaining('Order 1043 has left us already'),
  });
});

it('changes an address, mails the code for it, and shows both', async () => {
  expect(change.propose(NEW, 'en')).toBe(`I will change the delivery address of order 1043 to: ${NEW.address}.`);
  expect(await change.sendCode?.({ order: '1043' }, '482913', context({ key: 'code-1' }))).toEqual({
    type: 'sent',
    to: 'm…@example.com',
  });
  expect(shop.mails()).toMatchObject([{ to: 'maria.santos@example.com', subject: 'Your code is 482913' }]);
  expect(await change.run(NEW, context())).toMatchObject({
    type: 'done',
    said: `Done: order 1043 now goes to ${NEW.address}.`,
  });
  expect(shop.addressOf('1043')).toBe(NEW.address);
});

it.each([
  ['1036', 'has left us already'],
  ['1029', 'has been delivered already'],
  ['1047', 'was cancelled'],
  ['1099', 'I cannot find'],
])('refuses to change order %s, before it mails a code', async (order, said) => {
  expect(await change.sendCode?.({ order }, '482913', context())).toMatchObject({
    type: 'refused',
    said: expect.stringContaining(said),
  });
  expect(await change.run({ ...NEW, order }, context())).toMatchObject({
    type: 'refused',
    said: expect.stringContaining(said),
  });
  expect(shop.mails()).toEqual([]);
});

it('asks for a whole address', async () => {
  expect(await change.run({ ...NEW, address: 'Kendal' }, context())).toMatchObject({
    type: 'refused',
    said: expect.stringContaining('looks incomplete'),
  });
});

it.each(['cut', 'server_error', 'hang'] as const)('%s after it was done: unsure, and the key tells', async (type) => {
  const unsure = change.run(NEW, context({ signal: AbortSignal.timeout(type === 'hang' ? 300 : 5_000) }));
  shop.faults.fail({ type, done: true }, 1, 'change_address');
  await expect(unsure).rejects.toMatchObject({ name: 'PortError', kind: 'unsure' });
  expect(await change.lookup?.(NEW, context())).toMatchObject({ type: 'done' });
  expect(await change.lookup?.(NEW, context({ key: 'another' }))).toBeNull();
});

it.each(['cut', 'server_error'] as const)('%s before it was done: the key tells that nothing was', async (type) => {
  shop.faults.fail({ type, done: false }, 1, 'change_address');
  await expect(change.run(NEW, context())).rejects.toMatchObject({ kind: 'unsure' });
  expect(await change.lookup?.(NEW, context())).toBeNull();
});

it('does the same thing once, however often it is asked', async () => {
  await change.run(NEW, context());
  await change.run({ ...NEW, address: '1 Other Street, Windermere' }, context({ key: 'change-2' }));
  expect(await change.run(NEW, context())).toMatchObject({ type: 'done' });
  expect(shop.addressOf('1043')).toBe('1 Other Street, Windermere');
  const code = () => change.sendCode?.({ order: '1043' }, '111222', context({ key: 'code-1' }));
  await code();
  await code();
  expect(shop.mails()).toHaveLength(1);
});

it('is away, too busy, and lets nobody else in', async () => {
  shop.faults.fail({ type: 'rate_limit', retryAfterSeconds: 2 });
  const busy = await status.run({ order: '1043' }, context()).catch((error: unknown) => error);
  expect(busy).toBeInstanceOf(PortError);
  expect(busy).toMatchObject({ kind: 'rate_limited', details: { retryAfterMs: 2_000 } });
  expect((await fetch(`${shop.settings.TOOL_SHOP_URL}/orders/1043`)).status).toBe(401);
});

it('keeps what was changed over a restart', async () => {
  await change.run(NEW, context());
  await change.sendCode?.({ order: '1043' }, '482913', context({ key: 'code-1' }));
  const snapshot = shop.snapshot();
  await shop.stop();
  await open(snapshot);
  expect(shop.addressOf('1043')).toBe(NEW.address);
  expect(shop.mails()).toHaveLength(1);
  expect(await change.lookup?.(NEW, context())).toMatchObject({ type: 'done' });
});
