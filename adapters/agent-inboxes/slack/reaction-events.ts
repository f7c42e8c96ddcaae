import { emojiOf } from './emoji-names';
import { externalId, isChannelId, isTs, keys, tsToInstant } from './ids';
import { type Json, record, string } from './json';
import { type Reading, type Surroundings, standingByTeam } from './message-events';
import { isUserId } from './rich-blocks';

const IGNORED: Reading = { type: 'ignored' };

/** On a message of an agent it means "send this". */
const SEND_NAME = 'outbox_tray';
const SEND = '📤';

/**
 * An emoji that somebody put on a post, or took away. Only posts of ours (but for the one that sends) can show what a customer wrote, and emoji
 * without a character are for colleagues: neither is stored. Slack does not name the thread.
 */
export function readReaction(event: Json, on: boolean, around: Surroundings): Reading {
  const item = record(event.item);
  const user = string(event.user);
  const { channel, ts } = item;
  if (item.type !== 'message' || !isChannelId(channel) || channel.startsWith('D') || !isTs(ts)) return IGNORED;
  // Our own are marks. A post under a customer's name has no author of its own.
  const author = string(event.item_user);
  const isOnOurs = author === '' || around.botUserId === null || author === around.botUserId;
  const name = string(event.reaction);
  const emoji = name === SEND_NAME ? SEND : emojiOf(name);
  if (!isUserId(user) || user === around.botUserId || (!isOnOurs && emoji !== SEND)) return IGNORED;
  if (emoji === null) return IGNORED;
  const at = string(event.event_ts);
  return {
    type: 'events',
    events: [
      {
        keys: [keys.reaction(channel, ts, user, name, at)],
        source: `${externalId(channel, ts)}:reactions`,
        at: tsToInstant(isTs(at) ? at : ts),
        type: 'agent_reaction',
        agent: { id: user, name: user, standing: standingByTeam('', around) },
        target: externalId(channel, ts),
        emoji,
        on,
      },
    ],
  };
}
