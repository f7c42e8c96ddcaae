import type { Publisher } from './publisher';
import { type Message, SlackRefusal } from './wire';
import type { Workspace } from './workspace';

/** Different emoji on one message; people report the limit, Slack does not print it. */
const MAX_DISTINCT = 23;

export const addReaction = (
  workspace: Workspace,
  publisher: Publisher,
  message: Message,
  user: string,
  name: string,
) => {
  message.reactions ??= [];
  const existing = message.reactions.find((reaction) => reaction.name === name);
  if (existing?.users.includes(user)) throw new SlackRefusal('already_reacted');
  if (!existing && message.reactions.length >= MAX_DISTINCT) throw new SlackRefusal('too_many_emoji');
  if (existing) existing.users.push(user);
  else message.reactions.push({ name, users: [user] });
  announce(workspace, publisher, message, user, name, 'reaction_added');
};

export const removeReaction = (
  workspace: Workspace,
  publisher: Publisher,
  message: Message,
  user: string,
  name: string,
) => {
  const existing = message.reactions?.find((reaction) => reaction.name === name);
  if (!existing?.users.includes(user)) throw new SlackRefusal('no_reaction');
  existing.users.splice(existing.users.indexOf(user), 1);
  message.reactions = message.reactions?.filter((reaction) => reaction.users.length > 0) ?? [];
  announce(workspace, publisher, message, user, name, 'reaction_removed');
};

const announce = (
  workspace: Workspace,
  publisher: Publisher,
  message: Message,
  user: string,
  reaction: string,
  type: 'reaction_added' | 'reaction_removed',
): void => {
  const channel = workspace.channel(message.channel);
  if (!channel) return;
  const event = {
    type,
    user,
    reaction,
    item: { type: 'message', channel: message.channel, ts: message.ts },
    // A post under a custom name has no user, and then the event names none.
    ...(message.user ? { item_user: message.user } : {}),
    event_ts: workspace.clock.nextTs(),
  };
  publisher.publish(event, { channel, lane: `${message.channel}:${message.thread_ts ?? message.ts}` });
  workspace.changed();
};
