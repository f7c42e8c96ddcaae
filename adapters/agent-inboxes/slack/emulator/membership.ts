import type { Emulation } from './emulation';
import type { SlackChannel } from './workspace';

type Parts = Pick<Emulation, 'workspace' | 'messages' | 'publisher'>;

/** Someone comes in, by themselves or invited: a line in the channel and an event about it. */
export const joinChannel = (
  { workspace, messages, publisher }: Parts,
  channel: SlackChannel,
  user: string,
  inviter?: string,
) => {
  channel.members.push(user);
  messages.system(channel, 'channel_join', user, `<@${user}> has joined the channel`);
  publisher.publish(
    {
      type: 'member_joined_channel',
      user,
      channel: channel.id,
      channel_type: channel.isPrivate ? 'G' : 'C',
      team: workspace.state.team.id,
      ...(inviter ? { inviter } : {}),
      event_ts: workspace.clock.nextTs(),
    },
    { channel },
  );
};

/** The app itself hears `channel_left` or `group_left` and nothing of the channel after that. */
export const leaveChannel = ({ workspace, messages, publisher }: Parts, channel: SlackChannel, user: string) => {
  const ts = workspace.clock.nextTs();
  const type = channel.isPrivate ? 'G' : 'C';
  const left = {
    type: 'member_left_channel',
    user,
    channel: channel.id,
    channel_type: type,
    team: workspace.state.team.id,
  };
  publisher.publish({ ...left, event_ts: ts }, { channel });
  channel.members = channel.members.filter((id) => id !== user);
  if (user === workspace.app.botUserId) {
    publisher.publish({
      type: channel.isPrivate ? 'group_left' : 'channel_left',
      channel: channel.id,
      actor_id: 'U0AGENTANA1',
      event_ts: ts,
    });
  } else {
    messages.system(channel, 'channel_leave', user, `<@${user}> has left the channel`);
  }
  workspace.changed();
};
