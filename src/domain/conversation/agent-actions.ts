import { type Instant, plusMs } from '../ids';
import type { AgentAction } from '../incoming-event';
import type { Agent } from '../message';
import { refusedStanding, sendAgain, sendKept, takeInto } from './agent-steps';
import { blockSender, isBlocked, refusedByBlock, unblockSender } from './block-steps';
import { and, become, type Decision, unchanged, withEffects } from './decision';
import { askForDraft, sendDraft, sendEdited } from './draft-steps';
import type { EventOf } from './events';
import { whyHandedOff } from './explain';
import { announce, backToBot, facts, replyTimer, resolved, takenBy, whisper } from './handoff-steps';
import { choosePlace, move, shownWhereItIs } from './move-steps';
import { sendChanged, sendCorrection } from './own-words';
import type { Policy } from './policy';
import { revealNumbers } from './reveal-steps';
import { type ConversationState, type HumanConversation, holderOf } from './state';
import { makeNote } from './take-back';
import { askToWrite } from './template-steps';

type Acted = EventOf<'agent.acted'>;

/** A button, a menu, a typed command: the same in every mode, and harmless where it means nothing any more. */
export function agentActed(state: ConversationState, event: Acted, policy: Policy): Decision {
  if (state.handoff === null) return unchanged(state);
  const refused = refusedStanding(state, event.agent, []);
  if (refused !== null) return refused;
  if (isBlocked(state, event)) return become(state, refusedByBlock(state, event.agent));
  return act(state, event, event.action, policy);
}

function act(state: ConversationState, event: Acted, action: AgentAction, policy: Policy): Decision {
  switch (action.name) {
    case 'claim':
      return claim(state, event, policy);
    case 'take_over':
      return takeOver(state, event, policy);
    case 'assign':
      return assign(state, event, action.to, policy);
    case 'return_to_bot':
      return state.mode === 'bot' || state.mode === 'resolved' ? unchanged(state) : returnToBot(state, event, policy);
    case 'resolve':
      return state.mode === 'resolved' ? unchanged(state) : resolve(state, event);
    case 'snooze':
      return snooze(state, event, action.forMs);
    case 'send_message':
      return shownWhereItIs(event, sendKept(state, event, action.takeOver, policy), event.about);
    case 'make_note':
      return makeNote(state, event, policy);
    case 'send_again':
      return sendAgain(state, event, policy);
    case 'send_template':
      return askToWrite(state, event, policy);
    case 'explain_handoff':
      return state.handoff === null
        ? unchanged(state)
        : become(state, whisper(state, event.agent, whyHandedOff(state.handoff)));
    case 'show_transcript':
      return showTranscript(state, event);
    case 'reveal_numbers':
      return revealNumbers(state, event, policy);
    case 'choose_assignee':
      return become(
        state,
        whisper(state, event.agent, 'Who takes this conversation?', [{ label: 'Assign to…', action }]),
      );
    case 'choose_place':
      return choosePlace(state, event, policy);
    case 'move':
      return move(state, event, action.to, policy);
    case 'draft_reply':
      return askForDraft(state, event);
    case 'send_draft':
      return sendDraft(state, event, action.draft, policy);
    case 'send_text':
      return sendEdited(state, event, action.draft, action.text, policy);
    case 'block_sender':
      return blockSender(state, event, action.sure);
    case 'unblock_sender':
      return unblockSender(state, event);
    case 'send_changed':
      return sendChanged(state, event, action.text, policy);
    case 'send_correction':
      return sendCorrection(state, event, policy);
    case 'keep_internal':
    case 'edit_draft':
    case 'edit_message':
    case 'dismiss':
      return unchanged(state);
  }
}

const showTranscript = (state: ConversationState, { agent }: Acted): Decision =>
  state.handoff === null
    ? unchanged(state)
    : become(state, [{ type: 'show_transcript', handoffId: state.handoff.id, agentId: agent.id }]);

/** Whoever takes a customer who is waiting has the same time to answer as anyone. */
function taken(state: ConversationState, event: Acted, agent: Agent, policy: Policy): Decision {
  const decision = takeInto(state, agent);
  const { state: next } = decision;
  return next.mode === 'human' && next.waitingSince !== null
    ? withEffects(decision, replyTimer(next, next.waitingSince, event.at, policy))
    : decision;
}

/** The first of two who claim at once has it; the other is told by whom, and may take over knowingly. */
function claim(state: ConversationState, event: Acted, policy: Policy): Decision {
  const holder = holderOf(state);
  if (holder === null) return taken(state, event, event.agent, policy);
  if (holder.id === event.agent.id) return unchanged(state);
  const offer = { label: 'Take over', action: { name: 'take_over' } as const };
  return become(state, whisper(state, event.agent, `${holder.name} already has this conversation.`, [offer]));
}

function takeOver(state: ConversationState, event: Acted, policy: Policy): Decision {
  const holder = holderOf(state);
  if (holder?.id === event.agent.id && state.mode === 'human') return unchanged(state);
  const line =
    holder === null || holder.id === event.agent.id
      ? []
      : announce(state, `${event.agent.name} took this conversation over from you.`, 'info', { mention: holder.id });
  return and(taken(state, event, event.agent, policy), (next) => become(next, line));
}

function assign(
  state: ConversationState,
  event: Acted,
  { standing = 'member', ...to }: Extract<AgentAction, { name: 'assign' }>['to'],
  policy: Policy,
): Decision {
  if (standing !== 'member') {
    return become(state, whisper(state, event.agent, `${to.name} cannot answer customers, so nobody was assigned.`));
  }
  if (state.handoff === null || holderOf(state)?.id === to.id) return unchanged(state);
  if (to.id === event.agent.id) return takeOver(state, event, policy);
  const line = announce(state, `${event.agent.name} assigned this conversation to you.`, 'info', { mention: to.id });
  return and(taken(state, event, to, policy), (next) => become(calledNow(next, event.at), line));
}

/** Being given a conversation is a call of its own. */
const calledNow = (state: ConversationState, at: Instant): ConversationState =>
  state.mode === 'human' ? { ...state, handoff: { ...state.handoff, calledAt: at } } : state;

function returnToBot(state: ConversationState, event: Acted, policy: Policy): Decision {
  const line = announce(state, `${event.agent.name} handed the conversation back to the AI.`, 'info');
  return and(become(state, line), (next) => backToBot(next, event, policy));
}

function resolve(state: ConversationState, event: Acted): Decision {
  const line = announce(state, `${event.agent.name} resolved the conversation.`, 'info');
  return and(become(state, line), (next) => resolved(next, event.at));
}

/** Only whoever holds a conversation can put it off: snoozing an unclaimed one takes it first. */
function snooze(state: ConversationState, event: Acted, forMs: number): Decision {
  const { handoff } = state;
  if (handoff === null || (state.mode !== 'human' && state.mode !== 'queued' && state.mode !== 'snoozed')) {
    return unchanged(state);
  }
  const human: HumanConversation =
    state.mode === 'human' ? state : takenBy({ ...state, handoff }, holderOf(state) ?? event.agent);
  const until = plusMs(event.at, forMs);
  return become({ ...facts(human), mode: 'snoozed', handoff: human.handoff, holder: human.holder, until }, [
    { type: 'start_timer', timer: { name: 'snooze_over', until }, at: until },
  ]);
}
