import type { Choice, MessagePart } from '../message';
import type { Decision } from './decision';
import type { ConversationEvent, EventOf } from './events';
import { choicesOf } from './notices';
import type { Policy } from './policy';
import type { ConversationState } from './state';

type Heard = EventOf<'customer.message_received'>;

/** The choices that a message offers; they stand under its last text. */
export const choicesIn = (parts: readonly MessagePart[]): readonly Choice[] =>
  parts.flatMap((part) => (part.type === 'text' ? (part.choices ?? []) : []));

/** Picked under a question that stands no more: it was answered, or another one was asked since. */
export const isOver = (state: ConversationState, { choice }: Heard): boolean =>
  choice !== undefined && choice.from !== state.choosing;

/** Whatever the customer says answers the question that stood: its buttons go, and the picked one is marked. */
export function withChoices(before: ConversationState, decision: Decision, event: ConversationEvent): Decision {
  if (event.type !== 'customer.message_received' || before.choosing == null) return decision;
  const { state } = decision;
  const asked = before.choosing;
  const picked = event.choice?.from === asked ? event.choice.id : null;
  return {
    ...decision,
    state: { ...state, choosing: state.choosing === asked ? null : (state.choosing ?? null) },
    effects: [{ type: 'close_choices', messageId: asked, picked }, ...decision.effects],
  };
}

/** The offer of a person with its answers; parts that end in something else than text are left as they are. */
export function offering(parts: readonly MessagePart[], policy: Policy, language: string | null): typeof parts {
  const last = parts.at(-1);
  if (last?.type !== 'text' || choicesIn(parts).length > 0) return parts;
  return [...parts.slice(0, -1), { ...last, choices: choicesOf(policy.texts, 'offer', language) }];
}
