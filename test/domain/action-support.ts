import type { ActionResult, Fact } from '../../src/domain/conversation/events';
import type { ToolAction } from '../../src/domain/conversation/tool-action';
import { messageId } from './support';

export const PROPOSAL = 'Shall I change the address of order 1043?\n\nAnswer "yes" and I do it.';

export const requested = (changes: Partial<ToolAction> = {}, draftFor = 'm0', id = 'p1'): Fact => {
  const { id: _made, ...action } = toolAction(changes);
  return {
    type: 'responder.requested_action',
    draftFor: messageId(draftFor),
    messageId: messageId(id),
    action,
    text: action.permission === 'write' ? PROPOSAL : '',
  };
};

export const toolAction = (changes: Partial<ToolAction> = {}): ToolAction => ({
  id: 'action:x',
  tool: 'change_address',
  source: 'order service',
  permission: 'write',
  identity: 'none',
  args: { order: '1043', address: '12 Baker Street' },
  vouchedBy: 'order 1043',
  text: 'Shall I change the address of order 1043?',
  ...changes,
});

export const sent = (id: string, changes: Partial<Extract<Fact, { type: 'delivery.updated' }>> = {}): Fact => ({
  type: 'delivery.updated',
  messageId: messageId(id),
  author: 'bot',
  status: 'sent',
  detail: null,
  reason: null,
  ...changes,
});

export const askedInput = (asking = 'order', draftFor = 'm0', id = 'q1'): Fact => ({
  type: 'responder.asked_input',
  draftFor: messageId(draftFor),
  messageId: messageId(id),
  tool: 'change_address',
  given: {},
  asking,
  question: 'Which order is it?',
});

export const DONE: ActionResult = {
  outcome: 'done',
  said: 'Done: order 1043 goes to 12 Baker Street.',
  facts: [{ label: 'Address', value: '12 Baker Street' }],
};

export const ran = (action: ToolAction, result: ActionResult = DONE): Fact => ({
  type: 'action.ran',
  actionId: action.id,
  action,
  result,
});
