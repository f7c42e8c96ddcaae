import type { CallOf, KeepMedia } from '../domain/conversation/call';
import { PortError } from '../domain/errors';
import type { TenantId } from '../domain/ids';
import type { IncomingMedia, MediaContent } from '../ports/media-content';
import { isStored, type MediaKey, type MissingMedia, type NewMedia, type StoredMedia } from '../ports/media-store';
import type { StartedEffect } from '../ports/store';
import { type Action, nothingFollows } from './action';
import type { EffectPorts } from './effect-ports';
import { fileNameFor } from './media/file-name';
import { firstBytes } from './media/first-bytes';
import { HEAD_BYTES, mediaTypeOf } from './media/media-type';
import { receive, tooLarge } from './media/receive';
import { mayHideMetadata, removeMetadata } from './media/remove-metadata';
import { wholeFile } from './media/whole-file';
import { MINUTE_MS } from './outcome';

/** What waits behind a file that cannot be had does not wait longer than this. */
const PATIENCE_MS: Readonly<Record<KeepMedia['from'], number>> = { customer: 2 * MINUTE_MS, agent: 10 * MINUTE_MS };

/** Pictures and films of agents are in memory as a whole, whatever size of file the admin allows. */
const CLEANED_MAX_BYTES = 50 * 1024 * 1024;

/**
 * Brings the bytes of a part into the database. What cannot be had is remembered with the reason, for the step that wanted
 * them to say.
 */
export function keepMedia(tenantId: TenantId, effect: StartedEffect, call: KeepMedia, ports: EffectPorts): Action {
  const { store } = ports.files;
  const key: MediaKey = mediaKey(tenantId, effect, call);
  return {
    run: async () => {
      if (isStored(await store.find(key))) return nothingFollows;
      const problem = await bring(key, effect, call, ports);
      if (problem !== null) await store.refuse(key, accountOf(effect, call, ports), problem);
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

const accountOf = (effect: StartedEffect, { from }: KeepMedia, ports: EffectPorts) =>
  from === 'agent' ? ports.inbox.accountId : ports.channel(effect.state.channelId).provider.accountId;

/** Null: the bytes are kept; otherwise why they are not and will not be. Rejects while it is worth trying again. */
async function bring(
  key: MediaKey,
  effect: StartedEffect,
  call: KeepMedia,
  ports: EffectPorts,
): Promise<string | null> {
  const { part, from } = call;
  const { maxBytes, inTurn, passing } = ports.files;
  const source = from === 'agent' ? ports.inbox : ports.channel(effect.state.channelId).channel;
  const { media } = source;
  if (media === undefined) return `${source.capabilities.label} has no way to hand it over.`;
  if ((part.bytes ?? 0) > maxBytes) return tooLarge(maxBytes).message;
  const moved = () =>
    receive(
      (limits) => media.fetch(part, limits),
      maxBytes,
      (incoming) => keep(key, effect, call, incoming, ports),
    );
  try {
    // That an agent's file has to be whole shows only once it comes.
    await (from === 'agent' ? inTurn(moved) : passing(moved));
    return null;
  } catch (error) {
    return reasonAgainst(error, effect, from);
  }
}

function reasonAgainst(error: unknown, effect: StartedEffect, from: KeepMedia['from']): string {
  const known = error instanceof PortError ? error : null;
  if (known?.kind === 'rejected') return known.message;
  if (effect.triedForMs >= PATIENCE_MS[from]) {
    return `It could not be fetched. ${known?.message ?? 'Something unexpected went wrong; the log has the details.'}`;
  }
  // A channel that is set up wrongly must not keep agents from reading what was said.
  const holdsNothing = known?.kind === 'misconfigured' && from === 'customer';
  throw holdsNothing ? new PortError('unavailable', known.message, known.details) : error;
}

/** Named and typed by what the first bytes show; an agent's without what cameras hide in pictures. */
async function keep(
  key: MediaKey,
  effect: StartedEffect,
  call: KeepMedia,
  incoming: IncomingMedia,
  ports: EffectPorts,
): Promise<void> {
  const { part, from } = call;
  const { head, pieces } = await firstBytes(incoming.pieces, HEAD_BYTES);
  const mediaType = mediaTypeOf(head, part.mediaType ?? incoming.mediaType);
  const hides = from === 'agent' && mayHideMetadata(mediaType);
  await ports.files.store.keep(key, {
    accountId: accountOf(effect, call, ports),
    name: fileNameFor(part, mediaType),
    mediaType,
    pieces: marked(hides ? cleaned(pieces, mediaType) : pieces, ports),
  });
}

async function* cleaned(pieces: NewMedia['pieces'], mediaType: string): NewMedia['pieces'] {
  const sentence = `Baton takes out where a picture or film was made, and it is too large for that: more than ${CLEANED_MAX_BYTES / 1024 / 1024} MB. Send a smaller one or a link.`;
  const content = removeMetadata(await wholeFile(pieces, mediaType, { maxBytes: CLEANED_MAX_BYTES, sentence }));
  if (content === null) throw new PortError('rejected', CANNOT_BE_CLEANED, { adapter: 'baton', code: 'metadata' });
  yield content;
}

const CANNOT_BE_CLEANED =
  'It may carry the place where it was made, which Baton cannot take out of this kind of picture. Send it as JPEG, PNG or PDF.';

async function* marked(pieces: NewMedia['pieces'], { point }: EffectPorts): NewMedia['pieces'] {
  for await (const piece of pieces) {
    await point('file.piece', 'keep_media');
    yield piece;
  }
}

/** What is stored, to be read while it is sent. */
export const storedContent = (media: StoredMedia, { store }: EffectPorts['files']): MediaContent => ({
  mediaType: media.mediaType,
  bytes: media.bytes,
  read: () => store.read(media),
});

export const problemOf = (media: MissingMedia | null): string =>
  media?.problem ?? 'Its bytes are not kept any more (MEDIA_KEEP_DAYS).';
