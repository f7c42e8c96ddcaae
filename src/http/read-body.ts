import type { IncomingMessage } from 'node:http';

const SLOWEST_BODY_MS = 10_000;

export type Body =
  | { readonly type: 'body'; readonly bytes: Buffer }
  | { readonly type: 'refused'; readonly status: 408 | 413 | 415; readonly why: string };

/**
 * The bytes of a request, exactly as they came: signatures are computed over them. Too large is refused by the declared
 * length or as soon as the limit is passed; a body that trickles is cut.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Body> {
  const encoding = request.headers['content-encoding'];
  // No provider compresses a webhook; a bomb would be unpacked before its signature is known.
  if (encoding !== undefined && encoding !== 'identity') {
    return { type: 'refused', status: 415, why: 'Compressed bodies are not accepted.' };
  }
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return tooLarge;
  return collect(request, maxBytes);
}

const tooLarge: Body = { type: 'refused', status: 413, why: 'The body is larger than this webhook accepts.' };

function collect(request: IncomingMessage, maxBytes: number): Promise<Body> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (body: Body): void => {
      clearTimeout(timer);
      request.removeAllListeners('data');
      request.resume();
      resolve(body);
    };
    const timer = setTimeout(
      () => end({ type: 'refused', status: 408, why: 'The body did not arrive in time.' }),
      SLOWEST_BODY_MS,
    );
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) end(tooLarge);
      else chunks.push(chunk);
    });
    request.once('end', () => end({ type: 'body', bytes: Buffer.concat(chunks) }));
    request.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}
