import type { Call } from '../domain/conversation/call';
import type { Decision } from '../domain/conversation/decision';
import { dueAt, type Effect, laneOf } from '../domain/conversation/effects';
import type { ChannelCapabilities } from '../domain/delivery/capabilities';
import { planDelivery } from '../domain/delivery/plan-delivery';
import type { AccountId, MessageId } from '../domain/ids';
import { type MessagePart, plainText, type TranscriptEntry } from '../domain/message';
import type { PlanMaterial, PlannedEffect } from '../ports/store';

/** Whom a conversation's effects call, and what they can carry. */
export interface Destinations {
  readonly channel: { readonly accountId: AccountId; readonly capabilities: ChannelCapabilities };
  readonly inbox: { readonly accountId: AccountId; readonly postMax: number };
}

/** One effect, one call: what a decision asks for, split so that each call can be repeated alone. Pure. */
export function planEffects(decision: Decision, needed: PlanMaterial, to: Destinations): readonly PlannedEffect[] {
  let timers = 0;
  return decision.effects.flatMap((effect) =>
    calls(effect, needed, to).map((call): PlannedEffect => {
      const lane = laneOf(effect);
      return {
        // A timer must not wait behind another: each has a lane of its own.
        lane: lane === 'timer' ? `timer:${timerName(effect, timers++)}` : lane,
        accountId: accountOf(effect, to),
        call,
        validIn: effect.type === 'send_to_customer' && effect.validIn !== 'always' ? effect.validIn : null,
        notBefore: dueAt(effect),
      };
    }),
  );
}

const timerName = (effect: Effect, index: number): string =>
  effect.type === 'start_timer' ? `${effect.timer.name}:${effect.at}:${index}` : `${index}`;

function accountOf(effect: Effect, to: Destinations): AccountId | null {
  switch (laneOf(effect)) {
    case 'customer':
    case 'typing':
      return to.channel.accountId;
    case 'open':
    case 'agent':
    case 'card':
    case 'whisper':
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
      const parts = planDelivery(partsOf(needed, effect.messageId), to.channel.capabilities);
      return parts.map((part, index) => ({
        type: 'send_part',
        messageId: effect.messageId,
        part,
        index,
        count: parts.length,
        author: effect.author,
      }));
    }
    case 'edit_sent':
      return planDelivery(partsOf(needed, effect.messageId), to.channel.capabilities).map((part, index) => ({
        type: 'edit_part',
        messageId: effect.messageId,
        part,
        index,
      }));
    case 'delete_sent':
      return planDelivery(partsOf(needed, effect.messageId), to.channel.capabilities).map((_part, index) => ({
        type: 'delete_part',
        messageId: effect.messageId,
        index,
      }));
    case 'post_transcript':
      return chunks(needed.untold, to.inbox.postMax).map((messageIds) => ({
        type: 'post_messages',
        handoffId: effect.handoffId,
        messageIds,
        history: true,
      }));
    case 'post_message':
      return [{ type: 'post_messages', handoffId: effect.handoffId, messageIds: [effect.messageId], history: false }];
    case 'generate_reply':
      return [{ type: 'generate_reply', draftFor: effect.draftFor }];
    case 'start_timer':
      return [{ type: 'start_timer', timer: effect.timer }];
    default:
      return [effect];
  }
}

const partsOf = (needed: PlanMaterial, id: MessageId): readonly MessagePart[] => needed.entries.get(id)?.parts ?? [];

/** Room for the names and times around each message. */
const ENTRY_OVERHEAD = 60;

/** As few posts as fit: a Slack channel takes one a second. */
function chunks(entries: readonly TranscriptEntry[], postMax: number): readonly (readonly MessageId[])[] {
  const posts: MessageId[][] = [];
  let room = 0;
  for (const entry of entries) {
    const size = plainText(entry.parts).length + ENTRY_OVERHEAD;
    if (size > room || posts.length === 0) {
      posts.push([]);
      room = postMax;
    }
    posts.at(-1)?.push(entry.id);
    room -= size;
  }
  return posts;
}
