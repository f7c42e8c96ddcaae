import type { Emulation } from '../emulation';
import type { Call } from '../method';
import { SlackRefusal } from '../wire';
import type { SlackChannel, Workspace } from '../workspace';

/** A private channel that the app is not in does not exist for it. */
export const findChannel = (workspace: Workspace, id: string): SlackChannel => {
  const channel = workspace.channel(id);
  const hidden = channel?.isPrivate && !workspace.isMember(channel, workspace.app.botUserId);
  if (!channel || hidden) throw new SlackRefusal('channel_not_found');
  return channel;
};

/** Where a post goes: an id, a `#name`, or a person's id for the direct conversation with them. */
export const postingChannel = (call: Call, { workspace }: Emulation): SlackChannel => {
  const wanted = call.args.required('channel');
  if (/^[UW][A-Z0-9]+$/.test(wanted) && workspace.person(wanted)) return workspace.directChannel(wanted);
  const byName = Object.values(workspace.state.channels).find(
    ({ name }) => name !== '' && name === wanted.replace(/^#/, ''),
  );
  const channel = byName ?? findChannel(workspace, wanted);
  const member = workspace.isMember(channel, workspace.app.botUserId);
  if (!member && channel.isPrivate) throw new SlackRefusal('channel_not_found');
  if (channel.isArchived) throw new SlackRefusal('is_archived');
  if (!member && !call.scopes.has('chat:write.public')) throw new SlackRefusal('not_in_channel');
  return channel;
};

/** Scopes by kind of channel: `channels:` for public ones, `groups:` for private, `im:` for direct. */
export const needsScope = (call: Call, channel: SlackChannel, verb: 'read' | 'history'): void => {
  const family = channel.kind === 'im' ? 'im' : channel.isPrivate ? 'groups' : 'channels';
  const needed = `${family}:${verb}`;
  if (!call.scopes.has(needed)) {
    throw new SlackRefusal('missing_scope', { needed, provided: [...call.scopes].join(',') });
  }
};

/** A token of a whole organisation has to say which workspace it means. */
export const needsTeam = ({ args }: Call, options: Emulation['options']): void => {
  if (options.enterprise && !args.has('team_id')) throw new SlackRefusal('missing_argument');
};
