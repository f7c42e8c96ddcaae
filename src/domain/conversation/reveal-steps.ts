import { holdsNumbers } from '../masking/parts';
import { become, type Decision, withEffects } from './decision';
import type { EventOf } from './events';
import { announce, whisper } from './handoff-steps';
import type { Policy } from './policy';
import { type ConversationState, holderOf } from './state';

/** What agents see in part only is worth a look later: the card offers it to whoever holds the conversation. */
export function withNumbers(decision: Decision, { revealNumbers: may }: Policy): Decision {
  const { state, transcript } = decision;
  if (!may || state.hidesNumbers) return decision;
  const hides = transcript.some((change) => {
    if (change.type === 'append') return change.entry.author.role === 'customer' && holdsNumbers(change.entry.parts);
    return change.type === 'patch' && change.parts !== undefined && holdsNumbers(change.parts);
  });
  return hides ? { ...decision, state: { ...state, hidesNumbers: true } } : decision;
}

/** For the one who answers this customer, and nobody who only passes by. */
export function revealNumbers(state: ConversationState, { agent }: EventOf<'agent.acted'>, policy: Policy): Decision {
  const { handoff } = state;
  if (handoff === null || handoff.thread === null) return become(state);
  const refuse = (text: string): Decision => become(state, whisper(state, agent, text));
  if (!policy.revealNumbers) return refuse('Masked numbers stay masked here: REVEAL_NUMBERS is off.');
  const holder = holderOf(state);
  if (holder === null) return refuse('Take the conversation first: only whoever has it can reveal what is masked.');
  if (holder.id !== agent.id)
    return refuse(`${holder.name} has this conversation: only they can reveal what is masked.`);
  const { id, name } = agent;
  return withEffects(become(state), { type: 'reveal_numbers', handoffId: handoff.id, agent: { id, name } });
}

/** Seen, so it is said: to everybody in the thread, and in the record. */
export const revealed = (state: ConversationState, { agent }: EventOf<'agent.revealed'>): Decision =>
  become(state, announce(state, `${agent.name} looked at the masked numbers of this customer.`, 'info'));
