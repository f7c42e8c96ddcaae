/** A call of the Bot API, whichever of its three encodings it came in. Objects stay JSON text, as on the wire. */
export interface ApiCall {
  readonly method: string;
  readonly params: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, UploadedFile>>;
}

export interface UploadedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

type Body = Pick<ApiCall, 'params' | 'files'>;

/** Null: the body is not what its content type says. */
export function readBody(contentType: string, body: Buffer): Body | null {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'multipart/form-data') return readMultipart(contentType, body);
  if (type === 'application/json') return readJson(body);
  return { params: Object.fromEntries(new URLSearchParams(body.toString('utf8'))), files: {} };
}

function readJson(body: Buffer): Body | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value !== 'object' || value === null) return null;
    const text = (field: unknown) => (typeof field === 'string' ? field : JSON.stringify(field));
    return { params: Object.fromEntries(Object.entries(value).map(([key, field]) => [key, text(field)])), files: {} };
  } catch {
    return null;
  }
}

function readMultipart(contentType: string, body: Buffer): Body | null {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return null;
  const params: Record<string, string> = {};
  const files: Record<string, UploadedFile> = {};
  for (const part of partsOf(body, Buffer.from(`--${boundary}`))) {
    const end = part.indexOf('\r\n\r\n');
    const headers = part.subarray(0, end).toString('utf8');
    const name = /name="([^"]*)"/.exec(headers)?.[1];
    if (end < 0 || name === undefined) return null;
    const bytes = Buffer.from(part.subarray(end + 4, part.length - 2));
    const filename = /filename="([^"]*)"/.exec(headers)?.[1];
    if (filename === undefined) params[name] = bytes.toString('utf8');
    else files[name] = { name: filename, mediaType: typeOf(headers), bytes };
  }
  return { params, files };
}

const typeOf = (headers: string): string =>
  /content-type:\s*([^\r\n]+)/i.exec(headers)?.[1] ?? 'application/octet-stream';

/** What stands between the boundaries, each ending with the line break before the next one. */
function partsOf(body: Buffer, boundary: Buffer): readonly Buffer[] {
  const parts: Buffer[] = [];
  let start = body.indexOf(boundary);
  while (start >= 0) {
    const next = body.indexOf(boundary, start + boundary.length);
    if (next < 0) break;
    parts.push(body.subarray(start + boundary.length + 2, next));
    start = next;
  }
  return parts;
}
