import type { Json } from './wire';
import type { SlackChannel, Workspace } from './workspace';

/** `conversations.info` as Slack answers it. */
export const channelObject = (workspace: Workspace, channel: SlackChannel): Json => {
  if (channel.kind === 'im') {
    const user = channel.members.find((id) => id !== workspace.app.botUserId);
    return { id: channel.id, created: channel.created, is_im: true, is_archived: false, user, is_org_shared: false };
  }
  const team = workspace.state.team.id;
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !channel.isPrivate,
    is_group: channel.isPrivate,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate,
    created: channel.created,
    is_archived: channel.isArchived,
    is_general: channel.name === 'general',
    unlinked: 0,
    is_shared: channel.isShared,
    is_org_shared: false,
    is_ext_shared: channel.isShared,
    is_pending_ext_shared: false,
    pending_shared: [],
    pending_connected_team_ids: [],
    context_team_id: team,
    updated: channel.created * 1000,
    parent_conversation: null,
    creator: 'U0AGENTANA1',
    shared_team_ids: channel.isShared ? [team, 'T0PARTNER01'] : [team],
    previous_names: [],
    is_member: workspace.isMember(channel, workspace.app.botUserId),
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
};
