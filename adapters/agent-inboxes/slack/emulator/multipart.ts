import { type Json, SlackRefusal } from './wire';

interface Part {
  readonly name: string;
  readonly filename: string | undefined;
  readonly content: Buffer;
}

const BLANK_LINE = Buffer.from('\r\n\r\n');

/** The parts of a `multipart/form-data` body, as undici and browsers write them. */
export const multipartParts = (body: Buffer, contentType: string): readonly Part[] => {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!boundary) throw new SlackRefusal('invalid_form_data');
  const marker = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  let at = body.indexOf(marker);
  while (at >= 0) {
    const start = at + marker.length;
    if (body.subarray(start, start + 2).toString() === '--') return parts;
    const next = body.indexOf(marker, start);
    if (next < 0) break;
    // Between the line end after this marker and the line end before the next one.
    parts.push(parsePart(body.subarray(start + 2, next - 2)));
    at = next;
  }
  throw new SlackRefusal('invalid_form_data');
};

const parsePart = (part: Buffer): Part => {
  const end = part.indexOf(BLANK_LINE);
  if (end < 0) throw new SlackRefusal('invalid_form_data');
  const head = part.subarray(0, end).toString('utf8');
  return {
    name: /\bname="([^"]*)"/i.exec(head)?.[1] ?? '',
    filename: /\bfilename="([^"]*)"/i.exec(head)?.[1],
    content: part.subarray(end + BLANK_LINE.length),
  };
};

export const multipartFields = (body: Buffer, contentType: string): Json =>
  Object.fromEntries(multipartParts(body, contentType).map((part) => [part.name, part.content.toString('utf8')]));
