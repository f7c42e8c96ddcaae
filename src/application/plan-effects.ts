import type { Call, KeepMedia, SendPart } from '../domain/conversation/call';
import type { Decision } from '../domain/conversation/decision';
import { dueAt, type Effect, laneOf } from '../domain/conversation/effects';
import type { ChannelCapabilities, InboxCapabilities } from '../domain/delivery/capabilities';
import { planDelivery } from '../domain/delivery/plan-delivery';
import type { AccountId, MessageId, PlaceId } from '../domain/ids';
import type { Author, MessagePart } from '../domain/message';
import type { Pace, PlanMaterial, PlannedEffect } from '../ports/store';
import { filesOf, keptAside, mediaOf } from './plan-files';
import { planTranscript, sizeOf } from './plan-transcript';

/** Whom a conversation's effects call, and what they can carry. */
export interface Destinations {
  readonly channel: { readonly accountId: AccountId; readonly capabilities: ChannelCapabilities };
  readonly inbox: {
    readonly accountId: AccountId;
    readonly capabilities: InboxCapabilities;
    /** Where a thread may be opened, the best first; empty where there is one place. */
    readonly places: readonly PlaceId[];
  };
}

/** One effect, one call: what a decision asks for, split so that each call can be repeated alone. Pure. */
export function planEffects(decision: Decision, needed: PlanMaterial, to: Destinations): readonly PlannedEffect[] {
  let timers = 0;
  const planned = decision.effects.flatMap((effect) =>
    calls(effect, needed, to).map((call, index, all): PlannedEffect => {
      const lane = laneOf(effect);
      return {
        // A timer must not wait behind another: each has a lane of its own.
        lane: lane === 'timer' ? `timer:${timerName(effect, timers++)}` : lane,
        accountId: call.type === 'keep_media' ? sideOf(call, to).accountId : accountOf(effect, to),
        call,
        validIn: effect.type === 'send_to_customer' && effect.validIn !== 'always' ? effect.validIn : null,
        notBefore: dueAt(effect),
        pace: call.type === 'keep_media' ? null : paceOf(effect, to.inbox),
        ...(effect.type === 'send_to_customer' && effect.replaces ? { replaces: true } : {}),
        ...goesOutIn(effect, index, all, needed),
      };
    }),
  );
  return [...planned, ...keptAside(decision, planned, to.channel.accountId)];
}

/** Noted with the first of them. A message that goes out in one by now may have been planned otherwise before. */
function goesOutIn(
  effect: Effect,
  index: number,
  all: readonly Call[],
  needed: PlanMaterial,
): Pick<PlannedEffect, 'goesOutIn'> {
  if (effect.type !== 'send_to_customer' || effect.parts !== undefined || effect.asLinks || index > 0) return {};
  const parts = all.flatMap((one) => (one.type === 'send_part' ? [one.part] : []));
  if (parts.length > 1) return { goesOutIn: parts };
  return needed.entries.get(effect.messageId)?.deliveries === undefined ? {} : { goesOutIn: null };
}

const sideOf = ({ from }: KeepMedia, { inbox, channel }: Destinations) => (from === 'agent' ? inbox : channel);

const timerName = (effect: Effect, index: number): string =>
  effect.type === 'start_timer' ? `${effect.timer.name}:${effect.at}:${index}` : `${index}`;

/**
 * What an inbox takes only so often: posts into a place, and changes of cards. New threads and bad news go first: what
 * customers write waits in its thread, merged, and loses nothing by it.
 */
function paceOf(effect: Effect, { accountId, capabilities }: Destinations['inbox']): Pace | null {
  const { postIntervalMs, updateIntervalMs, burst } = capabilities;
  const posts: Pace = { key: `${accountId}:post`, intervalMs: postIntervalMs, burst, perPlace: true };
  const updates: Pace = { key: `${accountId}:update`, intervalMs: updateIntervalMs, burst };
  const kept = (pace: Pace): Pace | null => (pace.intervalMs === 0 ? null : pace);
  if (effect.type === 'close_thread') return kept(updates);
  switch (laneOf(effect)) {
    case 'open':
    case 'alert':
      return kept({ ...posts, urgent: true });
    case 'agent':
      return kept(posts);
    case 'card':
      return kept(updates);
    default:
      return null;
  }
}

function accountOf(effect: Effect, to: Destinations): AccountId | null {
  switch (laneOf(effect)) {
    case 'customer':
    case 'typing':
    case 'reaction':
      return to.channel.accountId;
    case 'open':
    case 'agent':
    case 'alert':
    case 'card':
    case 'whisper':
    case 'former':
      return to.inbox.accountId;
    case 'ai':
    case 'summary':
    case 'timer':
      return null;
  }
}

function calls(effect: Effect, needed: PlanMaterial, to: Destinations): readonly Call[] {
  switch (effect.type) {
    case 'send_to_customer': {
      const { messageId, author } = effect;
      if (effect.asLinks) return asLinks(messageId, author, partsOf(needed, messageId), to.channel.capabilities);
      const sends = partSends(effect, needed, to.channel.capabilities);
      // All bytes first: the half of a message is not sent before it is known that the other half can be.
      const kept = sends.flatMap(({ part }): readonly Call[] =>
        part.type === 'media' ? [{ type: 'keep_media', messageId, part, from: 'agent' }] : [],
      );
      return [...kept, ...sends];
    }
    case 'close_choices':
      return closing(effect, partsOf(needed, effect.messageId), to.channel.capabilities);
    case 'edit_sent':
      return planDelivery(partsOf(needed, effect.messageId), to.channel.capabilities).map((part, index, parts) => ({
        type: 'edit_part',
        messageId: effect.messageId,
        part,
        index,
        count: parts.length,
      }));
    case 'delete_sent':
      return deletions(effect.messageId, needed, to.channel.capabilities);
    case 'post_transcript':
      return planTranscript(effect.handoffId, needed, to.inbox.capabilities);
    case 'post_message': {
      const { type: _post, messageId, at: _due, ...where } = effect;
      const { handoffId } = effect;
      const size = sizeOf(partsOf(needed, messageId));
      return [
        { type: 'post_messages', ...where, messageIds: [messageId], history: false, size, room: room(to) },
        ...filesOf(needed.entries.get(messageId), handoffId),
      ];
    }
    case 'post_change': {
      const entry = needed.entries.get(effect.messageId);
      const isNew = effect.change === 'edited' && entry?.author.role === 'customer';
      // A file that was exchanged is named with a link, for which its bytes have to be here.
      const kept = isNew ? mediaOf(entry) : [];
      return [
        ...kept.map((part): Call => ({ type: 'keep_media', messageId: effect.messageId, part, from: 'customer' })),
        effect,
      ];
    }
    case 'transcribe': {
      const { messageId } = effect;
      const part = mediaOf({ parts: partsOf(needed, messageId) }).find(({ kind }) => kind === 'voice');
      if (part === undefined) return [];
      return [
        { type: 'keep_media', messageId, part, from: 'customer' },
        { type: 'transcribe', messageId, part },
      ];
    }
    case 'open_handoff':
      return [{ ...effect, ...(to.inbox.places.length > 0 ? { places: to.inbox.places } : {}) }];
    case 'generate_reply':
      return [{ type: 'generate_reply', draftFor: effect.draftFor }];
    case 'start_timer':
      return [{ type: 'start_timer', timer: effect.timer }];
    default:
      return [effect];
  }
}

/** Some of several go as they were planned when the others were sent, whatever the words are by now. */
function partSends(
  { messageId, author, parts }: Extract<Effect, { type: 'send_to_customer' }>,
  needed: PlanMaterial,
  can: ChannelCapabilities,
): readonly SendPart[] {
  const { deliveries } = needed.entries.get(messageId) ?? {};
  const planned =
    parts === undefined || deliveries === undefined
      ? planDelivery(partsOf(needed, messageId), can).map((part) => ({ part }))
      : deliveries;
  const sends = planned.map(
    ({ part, ...how }, index): SendPart => ({
      ...{ type: 'send_part', messageId, part, index, count: planned.length, author },
      ...('asLink' in how ? { asLink: true } : {}),
    }),
  );
  return parts === undefined ? sends : sends.filter(({ index }) => parts.includes(index));
}

/** Files that were refused, with the words that went in one message with them. */
function asLinks(
  messageId: MessageId,
  author: Author,
  parts: readonly MessagePart[],
  can: ChannelCapabilities,
): readonly Call[] {
  const planned = planDelivery(parts, can).filter((part) => part.type === 'media');
  return planned.map(
    (part, index): Call => ({ type: 'send_part', messageId, part, index, count: planned.length, author, asLink: true }),
  );
}

/** What is at the customer may be more than the words as they are now would need: they may have been cut since. */
function deletions(messageId: MessageId, needed: PlanMaterial, can: ChannelCapabilities): readonly Call[] {
  const planned = planDelivery(partsOf(needed, messageId), can).length;
  const length = Math.max(planned, needed.sentParts.get(messageId) ?? 0);
  return Array.from({ length }, (_none, index) => ({ type: 'delete_part', messageId, index }));
}

/** Nothing where the channel showed no buttons. */
function closing(
  { messageId, picked }: Extract<Effect, { type: 'close_choices' }>,
  parts: readonly MessagePart[],
  can: ChannelCapabilities,
): readonly Call[] {
  return planDelivery(parts, can).flatMap((part, index): readonly Call[] => {
    const choices = part.type === 'text' ? part.choices : undefined;
    if (choices === undefined) return [];
    return [{ type: 'close_choices', messageId, index, picked: choices.find(({ id }) => id === picked) ?? null }];
  });
}

const partsOf = (needed: PlanMaterial, id: MessageId): readonly MessagePart[] => needed.entries.get(id)?.parts ?? [];

const room = ({ inbox }: Destinations): number => inbox.capabilities.postMax;
