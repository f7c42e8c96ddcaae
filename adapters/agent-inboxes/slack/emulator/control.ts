import { AdminDesk } from './admin-desk';
import type { Api, RecordedCall } from './api';
import type { DeliveryRecord } from './deliveries';
import type { Emulation, Modes } from './emulation';
import type { FaultSwitches, SlackFault } from './fault-switches';
import type { Humans } from './humans';
import { uuid } from './ids';
import type { DeletedRootMode } from './messages';
import type { Modals } from './modals';
import { richTextBlock } from './rich-text';
import { PARTNER_TEAM } from './seed';
import type { SocketMode } from './socket-mode';
import { storedText } from './text';
import type { Json } from './wire';

/** What tests do beyond the sandbox: the admin's desk, Slack's own moods, and a look at what went over the wire. */
export class SlackControl extends AdminDesk {
  constructor(
    emulation: Emulation,
    humans: Humans,
    private readonly api: Api,
    private readonly faults: FaultSwitches,
    private readonly modals: Modals,
  ) {
    super(emulation, humans);
  }

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

  /**
   * `Faults.fail` with the one fault that only Slack has. Methods go by their names; `upload`, `download`,
   * `response_url`, `authorize` and `preview` are the addresses beside them.
   */
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

  /** The direct conversation of a person with the app, for `write` and `posts`. */
  openDirect(agentId: string): string {
    return this.emulation.workspace.directChannel(this.humans.person(agentId).id).id;
  }

  /** The event of a message once more under a new event id, as people have seen up to eleven times. */
  repeat(channelId: string, ts: string): void {
    const message = this.emulation.workspace.find(channelId, ts);
    if (!message) throw new Error(`There is no message ${ts} to repeat.`);
    this.emulation.messages.repeat(message);
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

  /** The status line under a thread; null when there is none any more. */
  status(channelId: string, rootTs: string): string | null {
    const { state, clock } = this.emulation.workspace;
    const status = state.statuses[`${channelId}:${rootTs}`];
    return status && status.until > clock.now() ? status.text : null;
  }

  get socket(): SocketMode {
    return this.emulation.socketMode;
  }
}
