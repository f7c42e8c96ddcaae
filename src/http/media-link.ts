import { createHmac, timingSafeEqual } from 'node:crypto';
import type { TenantId } from '../domain/ids';
import type { LinkPurpose, MediaLinks, StoredMedia } from '../ports/media-store';

const HOUR_SECONDS = 3600;

/** Twilio queues a message for up to ten hours and fetches its file then; people come back to a thread for days. */
const LIFE_SECONDS: Readonly<Record<LinkPurpose, number>> = {
  provider: 11 * HOUR_SECONDS,
  person: 7 * 24 * HOUR_SECONDS,
};

const PURPOSES: readonly LinkPurpose[] = ['provider', 'person'];
const VERSION = 1;
/** Version, purpose, expiry in seconds (6 bytes), id (16 bytes); the tenant follows. */
const HEADER_BYTES = 24;
const SIGNATURE_BYTES = 32;

/** What a link names: nothing of it can be changed without the key. */
export interface LinkedMedia {
  readonly tenantId: TenantId;
  readonly id: string;
}

export interface SignedLinks extends MediaLinks {
  /** Null for whatever was not made here, was changed, or has run out. */
  read(token: string): LinkedMedia | null;
}

/** Links that carry their own right: whoever has one may fetch that one file until it runs out, and nothing else. */
export function signedLinks(key: Buffer, publicUrl: string, now: () => number): SignedLinks {
  const sign = (payload: Buffer): Buffer => createHmac('sha256', key).update(payload).digest();
  return {
    url(media, purpose, from) {
      const payload = encode(media, purpose, Math.ceil(from / 1000) + LIFE_SECONDS[purpose]);
      const token = Buffer.concat([payload, sign(payload)]).toString('base64url');
      // Some providers name the file after the last part of its address.
      return purpose === 'person'
        ? `${publicUrl}/media/${token}`
        : `${publicUrl}/media/${token}/${encodeURIComponent(media.name)}`;
    },
    read(token) {
      const bytes = Buffer.from(token, 'base64url');
      // One spelling each: what decodes to the same bytes is not the same link.
      if (bytes.length <= HEADER_BYTES + SIGNATURE_BYTES || bytes.toString('base64url') !== token) return null;
      const payload = bytes.subarray(0, -SIGNATURE_BYTES);
      if (!timingSafeEqual(bytes.subarray(-SIGNATURE_BYTES), sign(payload))) return null;
      return decode(payload, now() / 1000);
    },
  };
}

function encode({ tenantId, id }: StoredMedia, purpose: LinkPurpose, expiresAt: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header[0] = VERSION;
  header[1] = PURPOSES.indexOf(purpose);
  header.writeUIntBE(expiresAt, 2, 6);
  header.write(id.replaceAll('-', ''), 8, 'hex');
  return Buffer.concat([header, Buffer.from(tenantId)]);
}

function decode(payload: Buffer, nowSeconds: number): LinkedMedia | null {
  if (payload[0] !== VERSION || PURPOSES[payload[1] ?? -1] === undefined) return null;
  if (payload.readUIntBE(2, 6) <= nowSeconds) return null;
  const id = payload.toString('hex', 8, HEADER_BYTES).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { id, tenantId: payload.toString('utf8', HEADER_BYTES) as TenantId };
}
