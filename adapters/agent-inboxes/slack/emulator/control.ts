import type { EmulatedAgent } from '../../../../src/ports';
import type { Api, RecordedCall } from './api';
import type { DeliveryRecord } from './deliveries';
import type { Emulation, Modes } from './emulation';
import type { FaultSwitches, SlackFault } from './fault-switches';
import type { Humans } from './humans';
import { slackId, uuid } from './ids';
import { joinChannel, leaveChannel } from './membership';
import type { DeletedRootMode } from './messages';
import type { Modals } from './modals';
import { userObject } from './people';
import { richTextBlock } from './rich-text';
import { PARTNER_TEAM } from './seed';
import { storedText } from './text';
import type { Json } from './wire';
import type { SlackChannel, Token } from './workspace';

/** What tests do beyond the sandbox: the admin's desk, Slack's own moods, and a look at what went over the wire. */
export class SlackControl {
  constructor(
    private readonly emulation: Emulation,
    private readonly api: Api,
    private readonly faults: FaultSwitches,
    private readonly humans: Humans,
    private readonly modals: Modals,
  ) {}

  /** Web API calls so far, oldest first. */
  calls(method?: string): readonly RecordedCall[] {
    return method ? this.api.calls.filter((call) => call.method === method) : [...this.api.calls];
  }

  forgetCalls(): void {
    this.api.calls.splice(0);
  }

  deliveries(type?: string): readonly DeliveryRecord[] {
    const { records } = this.emulation.deliveries;
    return type ? records.filter((record) => record.type === type) : [...records];
  }

  /** `Faults.fail` with the one fault that only Slack has. */
  fail(fault: SlackFault, count = 1, method?: string): void {
    this.faults.fail(fault, count, method);
  }

  set<Name extends keyof Modes>(mode: Name, value: Modes[Name]): void {
    this.emulation.modes[mode] = value;
  }

  setDeletedRootMode(mode: DeletedRootMode): void {
    this.emulation.messages.deletedRoot = mode;
  }

  /** Slack's clock; signatures keep the wall clock. */
  advanceClock(ms: number): void {
    this.emulation.workspace.clock.advance(ms);
  }

  // The installation

  revokeToken(): void {
    const { workspace, publisher } = this.emulation;
    this.botToken().revoked = true;
    const tokens = { oauth: [], bot: [workspace.app.botUserId] };
    publisher.publish({ type: 'tokens_revoked', tokens, event_ts: workspace.clock.nextTs() }, { farewell: true });
  }

  expireToken(): void {
    this.botToken().expiresAt = this.emulation.workspace.clock.now();
  }

  uninstall(): void {
    const { workspace, publisher } = this.emulation;
    workspace.app.installed = false;
    publisher.publish({ type: 'app_uninstalled', event_ts: workspace.clock.nextTs() }, { farewell: true });
    this.revokeToken();
  }

  removeScope(name: string): void {
    const token = this.botToken();
    token.scopes = token.scopes.filter((scope) => scope !== name);
  }

  addScope(name: string): void {
    this.botToken().scopes.push(name);
  }

  // Channels

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

  // People

  setUserKind(userId: string, kind: EmulatedAgent['kind']): void {
    this.changePerson(userId, { kind });
  }

  deactivate(userId: string): void {
    this.changePerson(userId, { deleted: true });
  }

  messageShortcut(agentId: string, channelId: string, ts: string, callbackId: string): Promise<{ status: number }> {
    const person = this.humans.person(agentId);
    const message = this.humans.visibleMessage(person, channelId, ts);
    return this.emulation.interactions.messageShortcut(person, this.humans.channel(channelId), message, callbackId);
  }

  globalShortcut(agentId: string, callbackId: string): Promise<{ status: number }> {
    return this.emulation.interactions.globalShortcut(this.humans.person(agentId), callbackId);
  }

  pressInView(agentId: string, viewId: string, actionId: string, value?: string): Promise<{ status: number }> {
    return this.modals.press(this.humans.person(agentId), viewId, actionId, value);
  }

  /** Typing into an external menu of a view; resolves with the options the app gave. */
  loadOptions(agentId: string, viewId: string, actionId: string, typed: string): Promise<Json> {
    return this.modals.options(this.humans.person(agentId), viewId, actionId, typed);
  }

  /** Null: the app has published nothing for this person yet. */
  openHome(agentId: string, tab: 'home' | 'messages' = 'home'): Json | null {
    return this.modals.openHome(this.humans.person(agentId), tab);
  }

  /** A reply with "also send to channel" ticked. */
  async broadcastReply(agentId: string, channelId: string, rootTs: string, text: string): Promise<string> {
    return this.humans.write(agentId, channelId, rootTs, text, true);
  }

  /** Slack adds a preview of a link: an edit nobody made. */
  unfurl(channelId: string, ts: string): void {
    const { workspace, messages } = this.emulation;
    const message = workspace.find(channelId, ts);
    const url = /<(https?:[^|>]+)/.exec(message?.text ?? '')?.[1];
    if (!message || !url) throw new Error('Only a message with a link can be unfurled.');
    messages.change(message, null, () => {
      message.attachments = [{ id: 1, from_url: url, fallback: 'Preview', title: 'Preview' }];
    });
  }

  // Events as such

  /** Any envelope, signed like the others: for kinds that people and apps here cannot cause. */
  deliverRaw(envelope: Json): void {
    this.emulation.deliveries.send(envelope, 'raw');
  }

  /** An event around anything, in a proper envelope. */
  deliverEvent(event: Json & { type: string }): void {
    this.deliverRaw(this.emulation.publisher.envelope(event));
  }

  /** What Slack Connect delivers: the other company's id in the envelope, ours in `authorizations` and `context_team_id`. */
  otherTeamMessage(channelId: string, rootTs: string | null, text: string): Json {
    const { workspace, publisher } = this.emulation;
    const channel = this.humans.channel(channelId);
    const ts = workspace.clock.nextTs();
    const stored = storedText(text);
    const event = {
      type: 'message',
      user: 'U0STRANGER1',
      ts,
      client_msg_id: uuid(),
      text: stored,
      team: PARTNER_TEAM,
      source_team: PARTNER_TEAM,
      user_team: PARTNER_TEAM,
      ...(rootTs ? { thread_ts: rootTs } : {}),
      blocks: [richTextBlock(stored)],
      channel: channelId,
      event_ts: ts,
      channel_type: channel.isPrivate ? 'group' : 'channel',
    };
    const envelope = {
      ...publisher.envelope(event, { channel, teamId: PARTNER_TEAM }),
      is_ext_shared_channel: true,
    };
    this.deliverRaw(envelope);
    return envelope;
  }

  announceRateLimit(): void {
    this.emulation.publisher.announceRateLimit();
  }

  private botToken(): Token {
    const token = Object.values(this.emulation.workspace.state.tokens).find(({ kind }) => kind === 'bot');
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

  private changePerson(userId: string, change: { kind?: EmulatedAgent['kind']; deleted?: boolean }): void {
    const { workspace, publisher } = this.emulation;
    const person = Object.assign(this.humans.person(userId), change);
    const user = userObject(person, workspace.clock.seconds());
    publisher.publish({ type: 'user_change', user, event_ts: workspace.clock.nextTs() });
    workspace.changed();
  }
}
