import type { CallOf } from '../domain/conversation/call';
import type { Notice } from '../domain/conversation/effects';
import type { PortError } from '../domain/errors';
import type { TenantId, ThreadRef } from '../domain/ids';
import type { MediaPart } from '../domain/message';
import type { ThreadPost } from '../ports/agent-inbox';
import { isStored, type MissingMedia, type StoredMedia } from '../ports/media-store';
import type { Outcome, SentRef, StartedEffect } from '../ports/store';
import type { Action, Evidence } from './action';
import type { EffectPorts } from './effect-ports';
import { mediaKey, problemOf, storedContent } from './perform-media';
import { isGone, postContext, posting, threadFor, threadIsGone } from './posting';

/** Before the reason why the inbox did not take a file: the next try posts a link in its place. */
const AS_LINK = 'as link: ';

/** Puts a customer's file into the thread, or an honest line with a link in its place. */
export async function postFile(
  tenantId: TenantId,
  effect: StartedEffect,
  call: CallOf<'post_file'>,
  ports: EffectPorts,
): Promise<Action | Outcome> {
  const thread = await threadFor(tenantId, effect, call.handoffId, ports);
  if (typeof thread !== 'string') return thread;
  if (!(await isWanted(tenantId, effect, call, ports))) return { type: 'superseded' };
  const found = await ports.files.store.find(mediaKey(tenantId, effect, call));
  const { files } = ports.inbox;
  if (files !== undefined && isStored(found) && effect.told === null) {
    return uploading(effect, call, thread, found, { ...ports, upload: files });
  }
  const why = effect.told?.startsWith(AS_LINK) ? effect.told.slice(AS_LINK.length) : null;
  return posting(effect, thread, lineFor(call.part, found, why, effect, ports), [refOf(call, thread, ports)], ports);
}

/** After a lost thread the same file may be asked for twice, and a customer may have taken it back. */
async function isWanted(
  tenantId: TenantId,
  effect: StartedEffect,
  call: CallOf<'post_file'>,
  { store }: EffectPorts,
): Promise<boolean> {
  const [entry] = await store.entries(tenantId, effect.conversationId, [call.messageId]);
  const shown = await store.sentRefs(tenantId, effect.conversationId, call.messageId, 'thread');
  return entry !== undefined && !entry.deleted && !shown.some(({ part }) => part === shownAs(call));
}

/** The post with the words is part 0 of a message in the thread; its files follow. */
const shownAs = ({ index }: CallOf<'post_file'>): number => index + 1;

const refOf = (call: CallOf<'post_file'>, thread: ThreadRef, ports: EffectPorts): Omit<SentRef, 'externalId'> => ({
  accountId: ports.inbox.accountId,
  side: 'thread',
  messageId: call.messageId,
  part: shownAs(call),
  thread,
});

function uploading(
  effect: StartedEffect,
  call: CallOf<'post_file'>,
  thread: ThreadRef,
  stored: StoredMedia,
  ports: EffectPorts & { readonly upload: NonNullable<EffectPorts['inbox']['files']> },
): Action {
  const { upload, files } = ports;
  const { contactName: customerName, channelId } = effect.state;
  const from = { customerName, channelLabel: ports.channel(channelId).channel.capabilities.label };
  const context = postContext(effect, ports);
  const settled = ({ sentId, thread: where }: Evidence) => ({
    facts: [],
    refs: [{ ...refOf(call, where ?? thread, ports), externalId: sentId }],
  });
  return {
    run: async () => {
      const file = { name: stored.name, ...storedContent(stored, files), from };
      const { sentId } = await files.passing(() => upload.upload(thread, file, context));
      return settled({ sentId, thread });
    },
    patience: ports.patience.thread,
    once: {
      evidenceAfterMs: ports.inbox.capabilities.evidenceAfterMs,
      settled,
      find: async () => {
        const found = await upload.findUpload(thread, context);
        return found === null ? null : { ...found, thread };
      },
      findIsFinal: true,
      onBlindResend: [],
      onUnknown: [],
    },
    onGaveUp: () => [],
    onError: (error) => (isGone(error) ? threadIsGone(thread) : asLinkInstead(error)),
  };
}

/** What the inbox will never take is offered in another way, at once; everything else is tried again. */
const asLinkInstead = (error: PortError): Outcome | null =>
  error.kind === 'rejected'
    ? {
        type: 'again',
        afterMs: 0,
        code: error.details.code ?? error.kind,
        certain: true,
        told: `${AS_LINK}${error.message}`,
      }
    : null;

function lineFor(
  part: MediaPart,
  found: StoredMedia | MissingMedia | null,
  why: string | null,
  effect: StartedEffect,
  ports: EffectPorts,
): ThreadPost {
  if (!isStored(found)) {
    const name = part.name ?? `a ${part.kind}`;
    return line(`The customer sent ${name}, which is not here. ${problemOf(found)}`, 'warning');
  }
  const link = { label: found.name, url: ports.files.links.url(found, 'person', effect.firstTriedAt) };
  if (why === null) return { ...line('The customer’s file can be opened for 7 days:', 'info'), link };
  return { ...line(`The customer’s file could not be put here. ${why} It can be opened for 7 days:`, 'warning'), link };
}

const line = (text: string, tone: Notice['tone']): Extract<ThreadPost, { type: 'notice' }> => ({
  type: 'notice',
  notice: { text, tone, actions: [], mention: null },
});
