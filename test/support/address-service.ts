import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json, type Service, startService } from '../tools/service';

/** A system of the business over HTTP that changes addresses, and says what it changed by which key. */
export interface AddressService {
  readonly service: Service;
  readonly env: Readonly<Record<string, string>>;
  /** What was really done, in order. */
  readonly done: { readonly key: string; readonly address: string }[];
}

/** `knowsKeys`: it can be asked what became of a change. */
export async function startAddressService(knowsKeys: boolean): Promise<AddressService> {
  const service = await startService();
  const done: AddressService['done'] = [];
  service.answer = (response, { method, url, body, headers }) => {
    if (method === 'GET') {
      const known = done.find(({ key }) => url === `/changes/${encodeURIComponent(key)}`);
      return known ? json(response, 200, { address: known.address }) : json(response, 404, {});
    }
    const { address } = JSON.parse(body) as { address: string };
    done.push({ key: String(headers['idempotency-key']), address });
    return json(response, 200, { address });
  };
  const file = join(mkdtempSync(join(tmpdir(), 'baton-tools-')), 'tools.json');
  writeFileSync(file, JSON.stringify(declared(knowsKeys)));
  return { service, done, env: { TOOLS_FILE: file, TOOL_SHOP_URL: service.url } };
}

const SHOP = `\${TOOL_SHOP_URL}`;

const declared = (knowsKeys: boolean) => ({
  allowPrivateHosts: ['127.0.0.1'],
  actions: [
    {
      name: 'change_address',
      description: 'Changes where an order goes.',
      examples: ['change my address', 'change the delivery address'],
      permission: 'write',
      inputs: [{ name: 'address', ask: { en: 'What is the new address?' } }],
      propose: { en: 'Shall I change the address to “{address}”?' },
      bind: { key: 'call.key' },
      request: { method: 'POST', url: `${SHOP}/address`, body: { address: '{address}' } },
      fields: { address: { path: 'address', label: { en: 'Address' } } },
      say: [{ text: { en: 'Done: it goes to {address}.' } }, { text: { en: 'Done.' } }],
      ...(knowsKeys ? { lookup: { request: { url: `${SHOP}/changes/{key}` } } } : {}),
    },
  ],
});
