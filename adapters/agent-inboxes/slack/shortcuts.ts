import { type AgentAction, incomingMessageId } from '../../../src/ports';
import { externalId, isChannelId, isTs, keys, threadRef, tsToInstant } from './ids';
import { type Json, record, string } from './json';
import type { Reading, Surroundings } from './message-events';
import { presser } from './presser';
import { isUserId } from './rich-blocks';

/** Named in the manifest: entries of the menu that every message has. */
const CALLBACKS = { baton_send_message: 'send', baton_make_note: 'note' } as const;
export const OUR_SHORTCUT = /^baton_(send_message|make_note)$/;
/** The exact complement, so that nothing is acknowledged twice. */
export const FOREIGN_SHORTCUT = /^(?!baton_(?:send_message|make_note)$)/;

/** What was chosen in the menu of a message; a private line where the message is none of a customer's thread. */
export function readShortcut(body: Json, around: Surroundings): Reading {
  const wanted = CALLBACKS[string(body.callback_id) as keyof typeof CALLBACKS];
  const message = record(body.message);
  const channel = string(record(body.channel).id);
  const { ts, thread_ts: root } = message;
  const user = record(body.user);
  if (wanted === undefined || !isChannelId(channel) || !isTs(ts) || !isUserId(string(user.id)))
    return { type: 'ignored' };
  if (!isTs(root) || root === ts || isElsewhere(message, around)) {
    const hint = { channel, threadTs: isTs(root) ? root : null, user: string(user.id), about: 'not_a_reply' } as const;
    return { type: 'events', events: [], hint };
  }
  const actionTs = string(body.action_ts);
  const thread = threadRef(channel, root);
  return {
    type: 'events',
    events: [
      {
        keys: [keys.action(channel, ts, actionTs, string(user.id))],
        source: thread,
        at: tsToInstant(Number(actionTs) > 0 ? actionTs : ts),
        type: 'agent_action',
        thread,
        agent: presser(user, around),
        action: actionOn(incomingMessageId(around.accountId, externalId(channel, ts)), wanted),
      },
    ],
  };
}

const actionOn = (message: string, wanted: 'send' | 'note'): AgentAction =>
  wanted === 'send' ? { name: 'send_message', message, takeOver: false } : { name: 'make_note', message };

/** A thread of somebody else's: Slack often says who began it. */
const isElsewhere = (message: Json, around: Surroundings): boolean =>
  around.botUserId !== null && isUserId(string(message.parent_user_id)) && message.parent_user_id !== around.botUserId;
