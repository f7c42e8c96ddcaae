import type { TenantId } from '../domain/ids';
import type { TranscriptEntry } from '../domain/message';
import type { PostContext } from '../ports/agent-inbox';
import { isStored } from '../ports/media-store';
import type { StartedEffect } from '../ports/store';
import type { EffectPorts } from './effect-ports';
import { mediaKey } from './perform-media';
import { postContext } from './posting';

/**
 * Where agents can open the files that a post names: those whose bytes are here already. A new file of a customer is not
 * yet; it follows its post as a file.
 */
export async function withMediaUrls(
  tenantId: TenantId,
  effect: StartedEffect,
  entries: readonly TranscriptEntry[],
  ports: EffectPorts,
): Promise<PostContext> {
  const { files } = ports;
  const urls = new Map<string, string>();
  for (const { id: messageId, parts } of entries) {
    for (const part of parts) {
      if (part.type !== 'media') continue;
      const found = await files.store.find(mediaKey(tenantId, effect, { messageId, part }));
      if (isStored(found)) urls.set(part.ref, files.links.url(found, 'person', effect.firstTriedAt));
    }
  }
  return { ...postContext(effect, ports), mediaUrl: (part) => urls.get(part.ref) ?? null };
}
