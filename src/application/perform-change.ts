import type { CallOf } from '../domain/conversation/call';
import type { Fact } from '../domain/conversation/events';
import type { PortError } from '../domain/errors';
import type { ExternalId, MessageId, TenantId } from '../domain/ids';
import type { TranscriptEntry } from '../domain/message';
import { isStored } from '../ports/media-store';
import type { Outcome, StartedEffect } from '../ports/store';
import { type Action, nothingFollows } from './action';
import type { EffectPorts } from './effect-ports';
import { fitMedia } from './media/fit-media';
import { mediaKey } from './perform-media';

const OTHER_SHAPE = 'The new text needs more or fewer messages than the old one.';
const WENT_AS_LINK = 'The file went as a link, and what is written beside a link cannot be changed.';

/** Each part takes the place of its old self. What does not fit there is left as it is, and its writer is told. */
export async function editPart(
  tenantId: TenantId,
  effect: StartedEffect,
  call: CallOf<'edit_part'>,
  ports: EffectPorts,
): Promise<Action | Outcome> {
  const { edits } = ports.channel(effect.state.channelId).channel;
  const parts = await sentParts(tenantId, effect, call.messageId, ports);
  if (edits === undefined) return { type: 'superseded' };
  const [entry] = await ports.store.entries(tenantId, effect.conversationId, [call.messageId]);
  if (parts.size === 0) return nowhere(entry, 'edited', call);
  const failed = (why: string): readonly Fact[] => changeFailed(entry, 'edited', why);
  const sent = parts.get(call.index);
  if (sent === undefined || parts.size !== call.count) return told(call.index === 0 ? failed(OTHER_SHAPE) : []);
  if (await wentAsLink(tenantId, effect, call, ports)) return told(failed(WENT_AS_LINK));
  return {
    ...harmless(ports, async () => edits.edit(effect.state.contact, sent, call.part)),
    onGaveUp: (error) => failed(error.message),
  };
}

const told = (facts: readonly Fact[]): Outcome => ({ type: 'done', facts, refs: [] });

/** A new caption would take the place of the link. */
async function wentAsLink(
  tenantId: TenantId,
  effect: StartedEffect,
  { messageId, part }: CallOf<'edit_part'>,
  ports: EffectPorts,
): Promise<boolean> {
  if (part.type !== 'media') return false;
  const found = await ports.files.store.find(mediaKey(tenantId, effect, { messageId, part }));
  const { capabilities } = ports.channel(effect.state.channelId).channel;
  return !isStored(found) || fitMedia(part, found, capabilities).type === 'link';
}

export async function deletePart(
  tenantId: TenantId,
  effect: StartedEffect,
  call: CallOf<'delete_part'>,
  ports: EffectPorts,
): Promise<Action | Outcome> {
  const { deletes } = ports.channel(effect.state.channelId).channel;
  const sent = (await sentParts(tenantId, effect, call.messageId, ports)).get(call.index);
  if (deletes === undefined) return { type: 'superseded' };
  const [entry] = await ports.store.entries(tenantId, effect.conversationId, [call.messageId]);
  if (sent === undefined) return nowhere(entry, 'deleted', call);
  return {
    ...harmless(ports, async () => deletes.remove(effect.state.contact, sent)),
    // All parts are of one age, so one of them speaks for all.
    onGaveUp: (error: PortError) => (call.index === 0 ? changeFailed(entry, 'deleted', error.message) : []),
  };
}

/** It never went out, or the channel did not say whether it did: then nobody knows where it is, and its writer is told. */
function nowhere(
  entry: TranscriptEntry | undefined,
  change: 'edited' | 'deleted',
  { index }: { readonly index: number },
): Outcome {
  if (entry?.delivery !== 'unknown' || index !== 0) return { type: 'superseded' };
  return told(changeFailed(entry, change, null));
}

/** For the agent whose message it is; the AI and Baton itself change nothing that was sent. */
function changeFailed(
  entry: TranscriptEntry | undefined,
  change: 'edited' | 'deleted',
  detail: string | null,
): readonly Fact[] {
  if (entry?.author.role !== 'agent') return [];
  const { agent } = entry.author;
  return [{ type: 'delivery.change_failed', messageId: entry.id, agent, change, detail }];
}

/** Buttons that stay are harmless: a late press is decided by what stands then. */
export async function closeChoices(
  tenantId: TenantId,
  effect: StartedEffect,
  call: CallOf<'close_choices'>,
  ports: EffectPorts,
): Promise<Action | Outcome> {
  const { quickReplies } = ports.channel(effect.state.channelId).channel;
  const sent = (await sentParts(tenantId, effect, call.messageId, ports)).get(call.index);
  if (quickReplies === undefined || sent === undefined) return { type: 'superseded' };
  return {
    ...harmless(ports, async () => quickReplies.close(effect.state.contact, sent, call.picked)),
    patience: ports.patience.model,
  };
}

/** Where each part of a message is at the customer. */
async function sentParts(
  tenantId: TenantId,
  effect: StartedEffect,
  messageId: MessageId,
  { store }: EffectPorts,
): Promise<ReadonlyMap<number, ExternalId>> {
  const refs = await store.sentRefs(tenantId, effect.conversationId, messageId, 'customer');
  return new Map(refs.map(({ part, externalId }) => [part, externalId]));
}

const harmless = (ports: EffectPorts, work: () => Promise<void>): Action => ({
  run: async () => {
    await work();
    return nothingFollows;
  },
  patience: ports.patience.agentReply,
  onGaveUp: () => [],
});
