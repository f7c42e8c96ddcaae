import { type Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Why no answer came, in the words of `X-Slack-Retry-Reason`. */
export class NoAnswer extends Error {
  constructor(readonly reason: 'http_timeout' | 'connection_failed') {
    super(reason);
    this.name = 'NoAnswer';
  }
}

/** One POST with a deadline over all of it. Rejects with NoAnswer; redirects are not followed. */
export const httpPost = (
  url: string,
  options: { headers: Record<string, string>; body: string; deadlineMs: number; agent: HttpAgent },
): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const secure = url.startsWith('https:');
    const start = secure ? httpsRequest : httpRequest;
    const request = start(url, {
      method: 'POST',
      headers: { ...options.headers, 'content-length': String(Buffer.byteLength(options.body)) },
      ...(secure ? {} : { agent: options.agent }),
    });
    const deadline = setTimeout(() => {
      reject(new NoAnswer('http_timeout'));
      request.destroy();
    }, options.deadlineMs);
    const fail = () => {
      clearTimeout(deadline);
      reject(new NoAnswer('connection_failed'));
    };
    request.on('error', fail);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () => {
        clearTimeout(deadline);
        const body = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
    });
    request.end(options.body);
  });
