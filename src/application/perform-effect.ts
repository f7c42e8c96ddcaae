import type { Call } from '../domain/conversation/call';
import { type Effect, isSuperseded } from '../domain/conversation/effects';
import type { ConversationState } from '../domain/conversation/state';
import type { LaneLease, Outcome, StartedEffect } from '../ports/store';
import type { Action } from './action';
import { attempt } from './attempt';
import type { EffectPorts } from './effect-ports';
import { runAction, sendCode } from './perform-action';
import { draftForAgent, generateReply, summarize } from './perform-ai';
import { closeChoices, deletePart, editPart } from './perform-change';
import { sendPart, showTyping } from './perform-customer';
import { postFile } from './perform-file';
import { markMessage, openHandoff, postChange, postMessages, postNotice, tellAgent, updateCard } from './perform-inbox';
import { keepMedia } from './perform-media';
import { closeThread, moveThread } from './perform-move';
import { reactToCustomer, showReaction } from './perform-reaction';
import { revealNumbers } from './perform-reveal';
import { findTemplate, sendTemplate } from './perform-template';
import { transcribe } from './perform-transcribe';
import { showTranscript } from './perform-transcript';

/** Does one effect: at most one call to the outside. What came of it is returned and becomes the next fact. */
export async function performEffect(lease: LaneLease, effect: StartedEffect, ports: EffectPorts): Promise<Outcome> {
  if (effect.call.type === 'start_timer') {
    return { type: 'done', facts: [{ type: 'timer.fired', timer: effect.call.timer }], refs: [] };
  }
  const action = await prepareAction(lease, effect, ports);
  return 'run' in action ? attempt(lease, effect, action, ports) : action;
}

/** What was wanted then may be pointless now: a draft for an older message, a card that changed again. */
export function isPointless(call: Call, state: ConversationState): boolean {
  switch (call.type) {
    case 'generate_reply':
    case 'show_typing':
    case 'send_code':
    case 'update_card':
    case 'move_thread':
      return isSuperseded({ ...call, at: 0 } as unknown as Effect, state);
    default:
      return false;
  }
}

/** The action behind a call, or the outcome where nothing has to be called. */
async function prepareAction(lease: LaneLease, effect: StartedEffect, ports: EffectPorts): Promise<Action | Outcome> {
  const { tenantId } = lease;
  const { call } = effect;
  switch (call.type) {
    case 'generate_reply':
      return generateReply(tenantId, effect, call, ports);
    case 'summarize':
      return summarize(tenantId, effect, call, ports);
    case 'draft_for_agent':
      return draftForAgent(tenantId, effect, call, ports);
    case 'show_typing':
      return showTyping(effect, ports);
    case 'transcribe':
      return transcribe(tenantId, effect, call, ports);
    case 'run_action':
      return runAction(effect, call, ports);
    case 'send_code':
      return sendCode(lease.tenantId, effect, call, ports);
    case 'send_part':
      return sendPart(tenantId, effect, call, ports);
    case 'find_template':
      return findTemplate(effect, call, ports);
    case 'send_template':
      return sendTemplate(tenantId, effect, call, ports);
    case 'close_choices':
      return closeChoices(tenantId, effect, call, ports);
    case 'edit_part':
      return editPart(tenantId, effect, call, ports);
    case 'delete_part':
      return deletePart(tenantId, effect, call, ports);
    case 'open_handoff':
      return openHandoff(tenantId, effect, call, ports);
    case 'move_thread':
      return moveThread(effect, call, ports);
    case 'close_thread':
      return closeThread(effect, call, ports);
    case 'post_messages':
      return postMessages(tenantId, effect, call, ports);
    case 'post_change':
      return postChange(tenantId, effect, call, ports);
    case 'keep_media':
      return keepMedia(tenantId, effect, call, ports);
    case 'post_file':
      return postFile(tenantId, effect, call, ports);
    case 'show_reaction':
      return showReaction(tenantId, effect, call, ports);
    case 'react_to_customer':
      return reactToCustomer(tenantId, effect, call, ports);
    case 'post_notice':
      return postNotice(tenantId, effect, call, ports);
    case 'tell_agent':
      return tellAgent(tenantId, effect, call, ports);
    case 'show_transcript':
      return showTranscript(tenantId, effect, call, ports);
    case 'reveal_numbers':
      return revealNumbers(tenantId, effect, call, ports);
    case 'mark_message':
      return markMessage(tenantId, effect, call, ports);
    case 'update_card':
      return updateCard(tenantId, effect, call, ports);
    case 'start_timer':
      throw new Error(`A ${(call satisfies Call).type} calls nobody.`);
  }
}
