import { request as ask, createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Scene, startWorld, type World } from '../support/baton';

const MEGABYTE = 1024 * 1024;

/** The emulated Telegram, but for what it sends as the bytes of files. */
let front: Server;
let target = '';
let download: (response: ServerResponse) => void = () => undefined;
let world: World;

beforeAll(async () => {
  front = createServer((incoming, response) => {
    if (incoming.url?.startsWith('/file/')) return download(response);
    const { method, headers } = incoming;
    const forwarded = ask(`${target}${incoming.url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    forwarded.on('error', () => response.destroy());
    return incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
  world = await startWorld({ env: { MEDIA_MAX_MB: '2', TELEGRAM_API_URL: url }, start: false });
  target = world.telegram.settings.TELEGRAM_API_URL ?? '';
  await world.startBaton();
});
afterAll(async () => {
  await world?.close();
  front.closeAllConnections();
  front.close();
});

const closed: Promise<void>[] = [];

function sendEndlessly(response: ServerResponse): void {
  closed.push(new Promise((resolve) => response.once('close', resolve)));
  response.writeHead(200);
  const more = (): void => {
    while (!response.destroyed && response.write(Buffer.alloc(64 * 1024, 'x')));
    response.once('drain', more);
  };
  more();
}

/** A hundred megabytes in a hundred kilobytes: what its length says is true of what is on the wire. */
function sendPacked(response: ServerResponse): void {
  const packed = gzipSync(Buffer.alloc(100 * MEGABYTE));
  response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed);
}

it.each<[string, (response: ServerResponse) => void]>([
  ['sends without end', sendEndlessly],
  ['unpacks to more than its length says', sendPacked],
])('a file that %s is cut, its customer goes on, and nothing of it stays', async (_what, send) => {
  const scene = new Scene(world);
  const before = scene.roots().length;
  Object.assign(scene, { customer: String(700_000_900 + before) });
  await scene.say('I want to talk to a human');
  const root = await scene.root(before);
  download = send;
  await world.phone.sendMedia?.(scene.customer, {
    name: 'report.pdf',
    mediaType: 'application/pdf',
    bytes: Buffer.from('%PDF-1.7 as small as it says'),
  });
  await scene.say('did you get it?');
  await scene.shows(root.id, 'larger than the 2 MB that Baton takes');
  await scene.shows(root.id, 'did you get it?');
  await scene.settled();
  await Promise.all(closed.splice(0));
  expect(await scene.query('select 1 from media_chunks')).toEqual([]);
  expect(await scene.query('select 1 from media where problem is null')).toEqual([]);
});
