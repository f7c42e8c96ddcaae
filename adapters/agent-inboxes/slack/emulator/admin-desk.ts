import type { EmulatedAgent } from '../../../../src/ports';
import type { Emulation } from './emulation';
import type { Humans } from './humans';
import { slackId } from './ids';
import { joinChannel, leaveChannel } from './membership';
import { userObject } from './people';
import { PARTNER_TEAM } from './seed';
import type { Json } from './wire';
import type { SlackChannel, Token } from './workspace';

/** What admins of the workspace do: to the installation, to channels and to people. */
export class AdminDesk {
  constructor(
    protected readonly emulation: Emulation,
    protected readonly humans: Humans,
  ) {}

  /** Client id and secret, and the page where an admin installs. */
  get oauth(): { clientId: string; clientSecret: string; authorizeUrl: string } {
    const { app, baseUrl } = this.emulation.workspace;
    return { clientId: app.clientId, clientSecret: app.clientSecret, authorizeUrl: `${baseUrl}/oauth/v2/authorize` };
  }

  get appToken(): string {
    return this.emulation.workspace.tokenOfKind('app')?.[0] ?? '';
  }

  revokeToken(): void {
    const [secret] = this.emulation.workspace.tokenOfKind('bot') ?? [];
    if (secret) this.emulation.installations.revoke(secret);
  }

  expireToken(): void {
    this.botToken().expiresAt = this.emulation.workspace.clock.now();
  }

  uninstall(): void {
    this.emulation.installations.uninstall();
  }

  removeScope(name: string): void {
    const token = this.botToken();
    token.scopes = token.scopes.filter((scope) => scope !== name);
  }

  addScope(name: string): void {
    this.botToken().scopes.push(name);
  }

  createChannel(name: string, options: { isPrivate?: boolean; members?: string[] } = {}): string {
    const { workspace } = this.emulation;
    const channel: SlackChannel = {
      id: slackId('C'),
      name,
      created: workspace.clock.seconds(),
      isPrivate: options.isPrivate ?? false,
      isArchived: false,
      isShared: false,
      kind: 'channel',
      members: options.members ?? ['U0AGENTANA1', 'U0AGENTBOB1'],
      topic: '',
    };
    workspace.state.channels[channel.id] = channel;
    workspace.changed();
    return channel.id;
  }

  archiveChannel(id: string): void {
    this.setArchived(id, true);
  }

  unarchiveChannel(id: string): void {
    this.setArchived(id, false);
  }

  deleteChannel(id: string): void {
    const { workspace } = this.emulation;
    this.channelEvent(this.humans.channel(id), 'deleted');
    delete workspace.state.channels[id];
    delete workspace.state.messages[id];
    workspace.changed();
  }

  renameChannel(id: string, name: string): void {
    const channel = this.humans.channel(id);
    channel.name = name;
    this.channelEvent(channel, 'rename', { channel: { id, name, created: channel.created } });
  }

  /** What Slack does when a channel comes to be shared: everything in it is the same under another id. */
  changeChannelId(id: string): string {
    const { workspace, publisher } = this.emulation;
    const renamed = slackId('C');
    const channel = { ...this.humans.channel(id), id: renamed };
    const messages = [...workspace.messagesOf(id)];
    for (const message of messages) workspace.remove(message);
    delete workspace.state.channels[id];
    delete workspace.state.messages[id];
    workspace.state.channels[renamed] = channel;
    for (const message of messages) workspace.add(Object.assign(message, { channel: renamed }));
    const event = { type: 'channel_id_changed', old_channel_id: id, new_channel_id: renamed };
    publisher.publish({ ...event, event_ts: workspace.clock.nextTs() }, { channel });
    workspace.changed();
    return renamed;
  }

  /** The channel gets another company's people: Eve comes in. */
  shareChannel(id: string): void {
    const channel = this.humans.channel(id);
    channel.isShared = true;
    this.channelEvent(channel, 'shared', { connected_team_id: PARTNER_TEAM });
    this.invite(id, 'U0EXTERNEVE');
  }

  invite(channelId: string, userId: string, inviter = 'U0AGENTANA1'): void {
    const channel = this.humans.channel(channelId);
    if (!channel.members.includes(userId)) joinChannel(this.emulation, channel, userId, inviter);
  }

  removeMember(channelId: string, userId: string): void {
    leaveChannel(this.emulation, this.humans.channel(channelId), userId);
  }

  removeBot(channelId: string): void {
    this.removeMember(channelId, this.emulation.workspace.app.botUserId);
  }

  setUserKind(userId: string, kind: EmulatedAgent['kind']): void {
    this.changePerson(userId, { kind });
  }

  /** Empty: the person shows no other name than their real one. */
  setDisplayName(userId: string, displayName: string): void {
    this.changePerson(userId, { displayName });
  }

  deactivate(userId: string): void {
    this.changePerson(userId, { deleted: true });
  }

  private botToken(): Token {
    const token = this.emulation.installations.botTokens().at(-1);
    if (!token) throw new Error('The app has no bot token.');
    return token;
  }

  private setArchived(id: string, archived: boolean): void {
    const channel = this.humans.channel(id);
    channel.isArchived = archived;
    this.channelEvent(channel, archived ? 'archive' : 'unarchive', { user: 'U0AGENTANA1' });
  }

  private channelEvent(channel: SlackChannel, name: string, more: Json = {}): void {
    const { publisher, workspace } = this.emulation;
    const type = `${channel.isPrivate ? 'group' : 'channel'}_${name}`;
    publisher.publish({ type, channel: channel.id, ...more, event_ts: workspace.clock.nextTs() }, { channel });
    workspace.changed();
  }

  private changePerson(
    userId: string,
    change: { kind?: EmulatedAgent['kind']; deleted?: boolean; displayName?: string },
  ): void {
    const { workspace, publisher } = this.emulation;
    const person = Object.assign(this.humans.person(userId), change);
    const user = userObject(person, workspace.clock.seconds());
    publisher.publish({ type: 'user_change', user, event_ts: workspace.clock.nextTs() });
    workspace.changed();
  }
}
