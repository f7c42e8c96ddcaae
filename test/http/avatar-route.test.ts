import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { avatarUrl } from '../../src/application/avatar-url';
import type { ContactAddress } from '../../src/domain/ids';
import { avatarRouter } from '../../src/http/avatars/avatar-route';
import { LETTERS } from '../../src/http/avatars/letters';

let server: Server;
let url: string;
beforeAll(async () => {
  server = express().use(avatarRouter()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const fetched = async (path: string) => {
  const response = await fetch(url + path);
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
};

test('every letter, and a person for names without one, is a picture of its own that may be kept for ever', async () => {
  const pictures = new Set<string>();
  for (const letter of [...LETTERS, '_']) {
    const { response, bytes } = await fetched(`/avatars/3/${letter}.png`);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(bytes.readUInt32BE(16)).toBe(128);
    pictures.add(bytes.toString('base64'));
  }
  expect(pictures.size).toBe(27);
});

test.each(['/avatars/12/M.png', '/avatars/-1/M.png', '/avatars/3/m.png', '/avatars/3/MM.png', '/avatars/3/..%2f.png'])(
  'there is no %s',
  async (path) => {
    expect((await fetched(path)).response.status).toBe(404);
  },
);

test.each([
  ['Maria Lopes', 'M'],
  ['élodie', 'E'],
  ['~ Ángel ~', 'A'],
  ['محمد', '_'],
  ['42', '_'],
  ['', '_'],
  [null, '_'],
])('%s has the picture %s, at an address that tells nothing else', async (name, letter) => {
  const address = avatarUrl(url, '+351912345678' as ContactAddress, name);
  expect(address).toMatch(new RegExp(`^${url}/avatars/\\d{1,2}/${letter}\\.png$`));
  expect((await fetch(address)).status).toBe(200);
});

test('the colour of a contact stays, and contacts differ', () => {
  const colours = Array.from({ length: 40 }, (_, index) => avatarUrl('', `+35191234${index}` as ContactAddress, 'M'));
  expect(new Set(colours).size).toBeGreaterThan(6);
  expect(avatarUrl('', '+351912341' as ContactAddress, 'M')).toBe(colours[1]);
});
