import type { MessageId } from '../ids';
import { textPart } from '../message';
import { become, type Decision, isWindowOpen, type TranscriptChange, unchanged, written } from './decision';
import type { Effect, Notice } from './effects';
import type { EventOf } from './events';
import { announce, whisper } from './handoff-steps';
import type { Policy } from './policy';
import type { ConversationState } from './state';

const DAY_MS = 24 * 60 * 60 * 1000;

type Acted = EventOf<'agent.acted'>;

const ASK: Notice['actions'][number] = { label: 'Ask them to write', action: { name: 'send_template' } };

/** Under which a request to write is kept; what it is called when its delivery is told. */
export const isTemplate = (id: MessageId): boolean => id.startsWith('template:');

/** Asked in this closed window already, and not a day ago. Whatever the customer writes ends the window. */
export const isAsked = ({ templateSentAt }: ConversationState, at: number): boolean =>
  templateSentAt !== null && at - templateSentAt < DAY_MS;

/** Looks for a template to offer. Its exact words are shown before anybody sends it. */
export function findTemplate(state: ConversationState, policy: Policy, at: number): readonly Effect[] {
  if (!policy.channel.template || isAsked(state, at)) return [];
  const agentName = 'holder' in state ? state.holder.name : (state.lastReply?.agent.name ?? null);
  return [{ type: 'find_template', agentName }];
}

/** Found, or not: then the agents know why, and the reply waits all the same. */
export function templateFound(state: ConversationState, event: EventOf<'template.found'>, policy: Policy): Decision {
  const { template, why } = event;
  const isClosed = state.windowIsClosed === true || !isWindowOpen(state, policy, event.at);
  if (!isClosed || isAsked(state, event.at)) return unchanged(state);
  if (template === null) {
    return become(state, announce(state, `The customer cannot be asked to write. ${why ?? ''}`.trim(), 'warning'));
  }
  return become(
    { ...state, template },
    announce(state, 'The customer can be asked to write. They will read:', 'info', {
      actions: [ASK],
      quote: template.text,
    }),
  );
}

/** Sends what was shown; once in a closed window, because a second one would be a nuisance that costs. */
export function askToWrite(state: ConversationState, event: Acted, policy: Policy): Decision {
  const refused = whyNot(state, event, policy);
  if (refused !== null) return become(state, whisper(state, event.agent, refused));
  const template = state.template ?? null;
  if (template === null) return become(state, findTemplate(state, policy, event.at));
  const id = `template:${event.cause}` as MessageId;
  const { name } = event.agent;
  const entry = {
    ...written(id, 'system', [textPart(template.text)], event.at),
    author: { role: 'agent', agent: { id: event.agent.id, name } } as const,
  };
  const shown: readonly Effect[] =
    state.handoff?.thread == null ? [] : [{ type: 'post_message', handoffId: state.handoff.id, messageId: id }];
  const record: TranscriptChange = { type: 'append', entry };
  return become(
    { ...state, templateSentAt: event.at, template: null },
    [{ type: 'send_template', messageId: id, template }, ...shown],
    [record],
  );
}

function whyNot(state: ConversationState, event: Acted, policy: Policy): string | null {
  const { label, template } = policy.channel;
  const isClosed = state.windowIsClosed === true || !isWindowOpen(state, policy, event.at);
  if (!isClosed) return 'The reply window is open: write in this thread, and they get it.';
  if (state.reachable !== 'yes') return 'Not asked: the customer cannot be reached.';
  if (!template) return `There is no approved template for ${label}, so they cannot be asked to write.`;
  return isAsked(state, event.at) ? 'They were asked to write within the last day already.' : null;
}
