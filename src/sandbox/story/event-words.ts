import type { ActivityEvent } from '../../ports/activity';
import { actionWords } from './action-words';
import type { Telling } from './story';

const ACTIONS: Readonly<Record<string, string>> = {
  claim: 'took the conversation',
  take_over: 'took the conversation over',
  assign: 'assigned the conversation',
  return_to_bot: 'handed the conversation back to the AI',
  resolve: 'resolved the conversation',
  snooze: 'put the conversation aside for a while',
  send_message: 'chose to send a message',
  keep_internal: 'chose to keep a message internal',
  send_again: 'asked to send a message again',
  send_correction: 'sent a correction',
  send_changed: 'changed a message and sent it',
  explain_handoff: 'asked why it was handed off',
  show_transcript: 'asked for the whole conversation',
  reveal_numbers: 'asked for the masked numbers',
  choose_assignee: 'asked whom to assign it to',
  choose_place: 'asked where the conversation could go on',
  move: 'moves the conversation to another channel',
  block_sender: 'wants to block the customer',
  unblock_sender: 'unblocked the customer',
  draft_reply: 'asked the AI for a draft',
  send_draft: 'sent a draft of the AI',
  send_text: 'changed a draft of the AI and sent it',
  dismiss: 'put a question away',
  make_note: 'made a note of a message',
  send_template: 'asked the customer to write again',
};

const WROTE: Readonly<Record<string, string>> = {
  plain: 'wrote in the thread',
  note: 'wrote an internal note',
  mention: 'wrote to a teammate in the thread',
};

const SENT: Readonly<Record<string, string>> = {
  text: 'delivered a message',
  media: 'delivered a file',
  location: 'delivered a location',
  contact: 'delivered a contact',
  unsupported: 'delivered something that Baton cannot carry',
  start: 'said that a customer pressed Start',
};

const REACHABLE: Readonly<Record<string, string>> = {
  yes: 'said that the customer can be reached again',
  blocked: 'said that the customer blocked us',
  opted_out: 'said that the customer opted out',
};

const TIMERS: Readonly<Record<string, string>> = {
  open_overdue: 'Time is up: the thread should be open by now',
  claim_overdue: 'Time is up: somebody should have taken the conversation by now',
  reply_overdue: 'Time is up: the customer should have a reply by now',
  release_overdue: 'Time is up: the agent should have answered the reminder by now',
  window_closing: 'Time is up: the channel closes the reply window soon',
  snooze_over: 'Time is up: the conversation was put aside until now',
};

const REPLIES: Readonly<Record<string, string>> = {
  answer: 'The AI found an answer',
  looked_up: 'The AI looked it up in a system of yours',
  clarify: 'The AI asks back',
  no_answer: 'The AI knows no answer',
  small_talk: 'The AI answers politely',
};

const STATUS: Readonly<Record<string, string>> = {
  sent: 'taken by the network',
  delivered: 'delivered',
  read: 'read',
  failed: 'not delivered',
  held: 'held back for now',
  unknown: 'may or may not have arrived',
};

/** One sentence, without its full stop, about what happened. */
export function eventWords(event: ActivityEvent, telling: Telling): string {
  const { detail } = event.about;
  const who = telling.label(event.accountId, event.about.channelId);
  const agent = agentOf(event, telling) ?? 'An agent';
  const word = detail ?? '';
  switch (event.type) {
    case 'customer_message':
      return `${who} ${SENT[word] ?? 'delivered a message'}`;
    case 'customer_edit':
      return `${who} said that the customer edited a message`;
    case 'customer_delete':
      return `${who} said that the customer deleted a message`;
    case 'customer_reaction':
      return `${who} said that the customer reacted to a message`;
    case 'customer_reachability':
      return `${who} ${REACHABLE[word] ?? 'said whether the customer can be reached'}`;
    case 'delivery_status':
      return `${who} reports the message ${STATUS[word] ?? word}`;
    case 'agent_message':
      return `${agent} ${WROTE[word] ?? 'wrote in the thread'}`;
    case 'agent_edit':
      return `${agent} edited a message`;
    case 'agent_delete':
      return `${agent} deleted a message`;
    case 'agent_reaction':
      return `${agent} reacted to a message`;
    case 'agent_action':
      return `${agent} ${ACTIONS[word] ?? 'pressed a button'}`;
    case 'own_echo':
      return `${who} showed us our own post: proof that it arrived`;
    case 'thread_lost':
      return `${who} said that the thread is gone`;
    case 'agent_unavailable':
      return `${who} said that an agent left`;
    case 'unmatched':
      return `${who} delivered something outside our threads: nothing of it is kept but its number`;
    default:
      return factWords(event);
  }
}

/** The same person goes by a short name here and a full one there. */
const agentOf = ({ about }: Pick<ActivityEvent, 'about'>, telling: Telling): string | null =>
  (about.agentId === null ? null : telling.agent(about.agentId)) ?? about.agentName;

function factWords(event: ActivityEvent): string {
  const { type, about } = event;
  const word = about.detail ?? '';
  switch (type) {
    case 'responder.replied':
      return REPLIES[word] ?? 'The AI has an answer';
    case 'responder.asked_for_handoff':
      return 'The AI asks for a person';
    case 'transcriber.finished':
      return 'What the voice note says is known';
    case 'responder.failed':
      return 'The AI failed';
    case 'summarizer.finished':
      return 'The summary is written';
    case 'agent.revealed':
      return 'An agent has seen the masked numbers, which is recorded';
    case 'handoff.opened':
      return 'The thread is open';
    case 'handoff.place_lost':
      return 'The channel does not work for long: the thread goes elsewhere';
    case 'handoff.unreachable':
      return 'The thread cannot be reached';
    case 'handoff.moved':
      return 'The thread is open in the other channel';
    case 'handoff.not_moved':
      return 'The other channel does not take the thread';
    case 'delivery.updated':
      return `The message is ${STATUS[word] ?? word}`;
    case 'delivery.change_failed':
      return 'The customer still has the message as it was';
    case 'delivery.repeated':
      return 'The message was sent once more, and is marked as possibly there twice';
    case 'template.found':
      return 'It is known which template can be sent';
    case 'timer.fired':
      return TIMERS[word] ?? 'A timer went off';
    default:
      return actionWords(event) ?? type.replace(/[._]/g, ' ');
  }
}

const MODES: Readonly<Record<string, string>> = {
  bot: 'the AI answers',
  queued: 'a person should take this',
  human: 'a person has it',
  snoozed: 'it rests for a while',
  resolved: 'it is resolved',
};

/** What was decided over an event, and how many effects it led to. */
export function decisionWords({ decision, about, type }: ActivityEvent, telling: Telling): string {
  if (decision === null) return '';
  const { modeBefore, modeAfter, effects } = decision;
  const count = effects.length === 1 ? '1 effect' : `${effects.length} effects`;
  if (modeBefore !== modeAfter) return `decided: ${MODES[modeAfter] ?? modeAfter} · ${count}`;
  if (type === 'agent_message' && effects.includes('find_template'))
    return `decided: keep it until they write · ${count}`;
  if (type === 'agent_message' && !effects.includes('send_to_customer') && !effects.includes('tell_agent'))
    return 'decided: it stays among the team';
  if (effects.length === 0) return `decided: ${type === 'timer.fired' ? 'all is well, ' : ''}nothing to do`;
  const agent = agentOf({ about }, telling) ?? 'the agent';
  if (type === 'agent_message' && effects.includes('tell_agent')) return `decided: ask ${agent} first · ${count}`;
  return `decided: ${purpose(effects, agent)} · ${count}`;
}

function purpose(effects: readonly string[], agent: string): string {
  const asks = (type: string): boolean => effects.includes(type);
  if (asks('generate_reply')) return 'the AI answers';
  if (asks('run_action')) return 'the customer has agreed, so it is done';
  if (asks('send_code')) return 'make sure who it is';
  if (asks('send_to_customer')) return 'send it to the customer';
  if (asks('react_to_customer')) return 'the customer sees it, too';
  if (asks('show_reaction')) return 'show it where the message is';
  if (asks('edit_sent') || asks('delete_sent')) return 'change it at the customer, too';
  if (asks('send_template')) return 'ask the customer to write again';
  if (asks('tell_agent') || asks('show_transcript')) return `tell ${agent} alone`;
  if (asks('post_message') || asks('post_transcript')) return 'show it to the team';
  if (asks('post_change')) return 'show the change to the team';
  if (asks('post_notice')) return 'tell the team';
  if (asks('update_card') || asks('mark_message')) return 'show how things stand';
  return 'go on';
}
