import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { firstBytes } from '../../src/application/media/first-bytes';
import { receive } from '../../src/application/media/receive';
import { wholeFile } from '../../src/application/media/whole-file';
import type { FetchLimits, IncomingMedia } from '../../src/ports/media-content';
import { joined } from '../support/files';

const PATIENT = { idleMs: 60_000, totalMs: 60_000 };

async function* each(...pieces: string[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield Buffer.from(piece);
}
const mediaType = 'text/plain';

/** A source that waits wherever it is told to, until it is closed. */
function hanging(after: readonly string[]) {
  let closed = false;
  const fetch = async ({ signal }: FetchLimits): Promise<IncomingMedia> => {
    async function* pieces(): AsyncGenerator<Uint8Array> {
      yield* each(...after);
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
    }
    signal.addEventListener('abort', () => {
      closed = true;
    });
    return { mediaType, pieces: pieces() };
  };
  return { fetch, isClosed: () => closed };
}

describe('a file that comes', () => {
  it('is given on as it comes, and its source is closed at the end', async () => {
    let signal: AbortSignal | null = null;
    const got: Buffer[] = [];
    const fetch = async (limits: FetchLimits) => {
      signal = limits.signal;
      expect(limits.maxBytes).toBe(5);
      return { mediaType, pieces: each('ab', 'c', 'de') };
    };
    await receive(fetch, 5, async ({ pieces }) => void got.push(await joined(pieces)));
    expect(String(got[0])).toBe('abcde');
    expect((signal as AbortSignal | null)?.aborted).toBe(true);
  });

  it('is cut with its first byte too many', async () => {
    const got: string[] = [];
    const work = receive(
      async () => ({ mediaType, pieces: each('ab', 'c', 'de') }),
      4,
      async ({ pieces }) => {
        for await (const piece of pieces) got.push(String(piece));
      },
    );
    await expect(work).rejects.toMatchObject({ kind: 'rejected', details: { reason: 'too_large' } });
    expect(got).toEqual(['ab', 'c']);
  });

  it.each([
    ['nothing more comes', { ...PATIENT, idleMs: 20 }, 'stopped coming'],
    ['it takes too long in all', { ...PATIENT, totalMs: 20 }, 'takes too long'],
  ])('is given up where %s, to be fetched again, and its source is closed', async (_why, deadlines, words) => {
    for (const after of [[], ['some', 'thing']]) {
      const source = hanging(after);
      const work = receive(source.fetch, 100, async ({ pieces }) => void (await joined(pieces)), deadlines);
      await expect(work).rejects.toMatchObject({ kind: 'unavailable', message: expect.stringContaining(words) });
      expect(source.isClosed()).toBe(true);
    }
  });

  it('is given up where its source does not even answer', async () => {
    const work = receive(
      () => new Promise(() => undefined),
      100,
      async () => undefined,
      { ...PATIENT, idleMs: 20 },
    );
    await expect(work).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('closes its source where whoever takes it fails', async () => {
    const source = hanging(['x']);
    const work = receive(source.fetch, 100, () => Promise.reject(new Error('The database is away.')));
    await expect(work).rejects.toThrow('The database is away.');
    expect(source.isClosed()).toBe(true);
  });
});

describe('over HTTP', () => {
  let server: Server;
  let url: string;
  let sent = 0;
  let closed: Promise<void>;

  beforeAll(async () => {
    server = createServer((_request, response) => {
      closed = new Promise((resolve) => response.once('close', resolve));
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024))) sent += 64 * 1024;
        response.once('drain', more);
      };
      response.writeHead(200);
      more();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('a source without end is cut, its connection ends, and it was never much ahead of its reader', async () => {
    let read = 0;
    const limit = 8 * 1024 * 1024;
    const work = receive(
      async ({ signal }) => {
        const { body } = await fetch(url, { signal });
        return { mediaType, pieces: body as AsyncIterable<Uint8Array> };
      },
      limit,
      async ({ pieces }) => {
        for await (const piece of pieces) read += piece.length;
      },
    );
    await expect(work).rejects.toMatchObject({ details: { reason: 'too_large' } });
    await closed;
    expect(read).toBeLessThanOrEqual(limit);
    // What the kernel holds on its way is the only slack.
    expect(sent).toBeLessThan(limit + 16 * 1024 * 1024);
  });
});

describe('the first bytes', () => {
  it.each([0, 1, 3, 4, 6, 99])('%i of them are looked at and nothing is lost', async (count) => {
    const { head, pieces } = await firstBytes(each('ab', 'c', 'def'), count);
    expect(head.length).toBeGreaterThanOrEqual(Math.min(count, 6));
    expect('abcdef'.startsWith(String(head))).toBe(true);
    expect(String(await joined(pieces))).toBe('abcdef');
  });

  it('of nothing are none', async () => {
    const { head, pieces } = await firstBytes(each(), 10);
    expect([head.length, (await joined(pieces)).length]).toEqual([0, 0]);
  });
});

test('what has to be whole has a cap of its own', async () => {
  const limits = { maxBytes: 3, sentence: 'Too much to look at.' };
  expect(await wholeFile(each('ab', 'c'), mediaType, limits)).toEqual({ mediaType, bytes: Buffer.from('abc') });
  await expect(wholeFile(each('ab', 'cd'), mediaType, limits)).rejects.toMatchObject({
    kind: 'rejected',
    message: 'Too much to look at.',
  });
});
