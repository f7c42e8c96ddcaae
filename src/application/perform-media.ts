import type { CallOf, KeepMedia } from '../domain/conversation/call';
import { PortError } from '../domain/errors';
import type { TenantId } from '../domain/ids';
import type { MediaContent } from '../ports/customer-channel';
import { isStored, type MediaKey, type MissingMedia, type StoredMedia } from '../ports/media-store';
import type { StartedEffect } from '../ports/store';
import { type Action, nothingFollows } from './action';
import type { EffectPorts } from './effect-ports';
import { fileNameFor } from './media/file-name';
import { mediaTypeOf } from './media/media-type';
import { removeMetadata } from './media/remove-metadata';
import { MINUTE_MS } from './outcome';

/** What waits behind a file that cannot be had does not wait longer than this. */
const PATIENCE_MS: Readonly<Record<KeepMedia['from'], number>> = { customer: 2 * MINUTE_MS, agent: 10 * MINUTE_MS };

/**
 * Brings the bytes of a part into the database. What cannot be had is remembered with the reason, for the step that wanted
 * them to say.
 */
export function keepMedia(tenantId: TenantId, effect: StartedEffect, call: KeepMedia, ports: EffectPorts): Action {
  const { store, inTurn } = ports.files;
  const key: MediaKey = mediaKey(tenantId, effect, call);
  return {
    run: async () => {
      if (isStored(await store.find(key))) return nothingFollows;
      const accountId = call.from === 'agent' ? ports.inbox.accountId : accountOf(effect, ports);
      const problem = await inTurn(async () => {
        const content = await fetched(effect, call, ports);
        if (typeof content === 'string') return content;
        const kept = prepared(call, content);
        if (typeof kept === 'string') return kept;
        await store.keep(key, { accountId, ...kept });
        return null;
      });
      if (problem !== null) await store.refuse(key, accountId, problem);
      return nothingFollows;
    },
    patience: ports.patience.thread,
    onGaveUp: () => [],
  };
}

export const mediaKey = (
  tenantId: TenantId,
  { conversationId }: StartedEffect,
  { messageId, part }: Pick<CallOf<'keep_media'>, 'messageId' | 'part'>,
): MediaKey => ({ tenantId, conversationId, messageId, ref: part.ref });

const accountOf = (effect: StartedEffect, ports: EffectPorts) =>
  ports.channel(effect.state.channelId).provider.accountId;

/** The bytes, or why there are none and will not be. Rejects while it is worth trying again. */
async function fetched(
  effect: StartedEffect,
  { part, from }: KeepMedia,
  ports: EffectPorts,
): Promise<MediaContent | string> {
  const { maxBytes } = ports.files;
  const source = from === 'agent' ? ports.inbox : ports.channel(effect.state.channelId).channel;
  const tooLarge = `It is larger than the ${megabytes(maxBytes)} MB that Baton takes (MEDIA_MAX_MB).`;
  if ((part.bytes ?? 0) > maxBytes) return tooLarge;
  if (source.media === undefined) return `${source.capabilities.label} has no way to hand it over.`;
  try {
    return await source.media.fetch(part, maxBytes);
  } catch (error) {
    const known = error instanceof PortError ? error : null;
    if (known?.kind === 'rejected') return known.message;
    if (effect.triedForMs >= PATIENCE_MS[from]) {
      return `It could not be fetched. ${known?.message ?? 'Something unexpected went wrong; the log has the details.'}`;
    }
    // A channel that is set up wrongly must not keep agents from reading what was said.
    const holdsNothing = known?.kind === 'misconfigured' && from === 'customer';
    throw holdsNothing ? new PortError('unavailable', known.message, known.details) : error;
  }
}

const megabytes = (bytes: number): number => Math.floor(bytes / 1024 / 1024);

/** What is kept: named and typed by what the bytes show; an agent's without what cameras hide in pictures. */
function prepared({ part, from }: KeepMedia, { bytes, mediaType: declared }: MediaContent) {
  const mediaType = mediaTypeOf(bytes, part.mediaType ?? declared);
  const content = from === 'agent' ? removeMetadata(bytes, mediaType) : bytes;
  if (content === null) {
    return 'It may carry the place where it was made, which Baton cannot take out of this kind of picture. Send it as JPEG, PNG or PDF.';
  }
  return { name: fileNameFor(part, mediaType), mediaType, content };
}

/** The whole file; only ever inside `inTurn`. */
export async function bytesOf(media: StoredMedia, { store }: EffectPorts['files']): Promise<MediaContent> {
  const pieces: Buffer[] = [];
  for await (const piece of store.read(media)) pieces.push(piece);
  return { bytes: Buffer.concat(pieces), mediaType: media.mediaType };
}

export const problemOf = (media: MissingMedia | null): string =>
  media?.problem ?? 'Its bytes are not kept any more (MEDIA_KEEP_DAYS).';
