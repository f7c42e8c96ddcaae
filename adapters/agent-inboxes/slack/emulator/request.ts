import type { IncomingMessage } from 'node:http';
import { multipartFields } from './multipart';
import { isJson, type Json, SlackRefusal } from './wire';

export interface ApiRequest {
  readonly fields: Json;
  readonly token: string | undefined;
  readonly basic: { readonly user: string; readonly password: string } | null;
  readonly warnings: readonly string[];
}

/** Largest body the emulator reads: Slack's 1 GB of a file would only fill the memory of a test. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

export const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Error('The body is larger than the emulator takes.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** Query and body of a Web API call. `takesJson`: only some methods document JSON; the others do not look at it. */
export const parseRequest = (
  request: IncomingMessage,
  body: Buffer,
  query: URLSearchParams,
  takesJson: boolean,
): ApiRequest => {
  const header = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const basic = basicOf(request.headers.authorization);
  const fromQuery = Object.fromEntries(query);
  const contentType = request.headers['content-type'] ?? '';
  const [type = ''] = contentType.split(';').map((part) => part.trim().toLowerCase());
  const charset = /;\s*charset=/i.test(contentType);
  if (type === 'application/json') {
    // A token inside JSON is not looked at.
    const fields = takesJson ? parseJson(body) : {};
    return { fields: { ...fromQuery, ...fields }, token: header, basic, warnings: charset ? [] : ['missing_charset'] };
  }
  const fields = { ...fromQuery, ...parseForm(request, body, type, contentType) };
  const token = header ?? (typeof fields.token === 'string' ? fields.token : undefined);
  const superfluous = charset && type === 'application/x-www-form-urlencoded';
  return { fields, token, basic, warnings: superfluous ? ['superfluous_charset'] : [] };
};

const basicOf = (authorization = ''): ApiRequest['basic'] => {
  const encoded = /^Basic (\S+)$/i.exec(authorization)?.[1];
  if (!encoded) return null;
  const [user = '', ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { user, password: password.join(':') };
};

const parseForm = (request: IncomingMessage, body: Buffer, type: string, contentType: string): Json => {
  if (request.method !== 'POST' || body.length === 0) return {};
  switch (type) {
    case 'application/x-www-form-urlencoded':
      return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
    case 'multipart/form-data':
      return multipartFields(body, contentType);
    case '':
      throw new SlackRefusal('missing_post_type');
    default:
      throw new SlackRefusal('invalid_post_type');
  }
};

const parseJson = (body: Buffer): Json => {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw new SlackRefusal('invalid_json');
  }
  if (!isJson(value)) throw new SlackRefusal('json_not_object');
  return value;
};
