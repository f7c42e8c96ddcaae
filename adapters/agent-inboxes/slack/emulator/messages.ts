import { channelType, messageSubscription, type Publisher } from './publisher';
import { remember } from './recent';
import { showMessage } from './show';
import { type EphemeralMessage, type Json, type Message, SlackRefusal } from './wire';
import type { SlackChannel, Workspace } from './workspace';

const MAX_EPHEMERAL = 1_000;

/** What an author brings; time, thread and event are the message store's. */
export interface Draft extends Omit<Message, 'type' | 'ts' | 'channel' | 'parent_user_id'> {
  readonly threadTs?: string | undefined;
  /** "Also send to channel". */
  readonly broadcast?: boolean;
}

/** What happens to an app's reply under a deleted root: Slack answers ok and posts it at top level, or refuses. */
export type DeletedRootMode = 'unthread' | 'refuse';

/** Messages of all channels, with the rules of threads, and the events that every change makes. */
export class Messages {
  deletedRoot: DeletedRootMode = 'unthread';

  constructor(
    private readonly workspace: Workspace,
    private readonly publisher: Publisher,
  ) {}

  /** A root that is gone makes the post an ordinary one, without any error: the author has to look at the answer. */
  post(channel: SlackChannel, draft: Draft): Message {
    const { threadTs, broadcast, ...content } = draft;
    const root = threadTs ? this.rootOf(channel, threadTs) : undefined;
    if (threadTs && !root && this.deletedRoot === 'refuse') throw new SlackRefusal('cannot_reply_to_message');
    const message: Message = {
      type: 'message',
      ...content,
      ts: this.workspace.clock.nextTs(),
      channel: channel.id,
      ...(root ? { thread_ts: root.ts, ...(root.user ? { parent_user_id: root.user } : {}) } : {}),
      ...(root && broadcast ? { subtype: 'thread_broadcast' } : {}),
    };
    this.workspace.add(message);
    if (root && message.bot_id) delete this.workspace.state.statuses[`${channel.id}:${root.ts}`];
    this.announce(channel, message, root);
    this.workspace.changed();
    return message;
  }

  /** Where a reply to this `ts` goes: a reply's own root, never a second level. Tombstones take no replies of apps. */
  rootOf(channel: SlackChannel, ts: string): Message | undefined {
    const found = this.workspace.find(channel.id, ts);
    const root = found?.thread_ts && found.thread_ts !== ts ? this.workspace.find(channel.id, found.thread_ts) : found;
    return root?.subtype === 'tombstone' ? undefined : root;
  }

  /** Slack delivers one message under several event ids at times. */
  repeat(message: Message): void {
    const channel = this.channelOf(message);
    this.announce(channel, message, message.thread_ts ? this.workspace.find(channel.id, message.thread_ts) : undefined);
  }

  change(message: Message, by: string | null, change: (message: Message) => void): void {
    const channel = this.channelOf(message);
    const previous = this.show(message);
    change(message);
    if (by) message.edited = { user: by, ts: `${this.workspace.clock.seconds()}.000000` };
    this.announceChange(channel, this.show(message), previous);
    this.workspace.changed();
  }

  /** A root with replies leaves a tombstone, so that its thread can still be read; anything else is gone. */
  remove(message: Message): void {
    const channel = this.channelOf(message);
    const previous = this.show(message);
    if (this.workspace.replies(channel.id, message.ts).length > 0) {
      makeTombstone(message);
      this.announceChange(channel, this.show(message), previous);
    } else {
      this.workspace.remove(message);
      this.publish(channel, {
        type: 'message',
        subtype: 'message_deleted',
        previous_message: previous,
        channel: channel.id,
        hidden: true,
        deleted_ts: message.ts,
        ...this.eventTs(),
        channel_type: channelType(channel),
      });
      this.dropEmptyTombstone(channel, message);
    }
    this.workspace.changed();
  }

  postEphemeral(channel: SlackChannel, seenBy: string, draft: Draft): EphemeralMessage {
    const { threadTs, broadcast, ...content } = draft;
    const message: EphemeralMessage = {
      type: 'message',
      ...content,
      ts: this.workspace.clock.nextTs(),
      channel: channel.id,
      seenBy,
      ...(threadTs ? { thread_ts: threadTs } : {}),
    };
    remember(this.workspace.state.ephemerals, message, MAX_EPHEMERAL);
    this.workspace.changed();
    return message;
  }

  /** Lines that Slack itself writes, such as `channel_join`. */
  system(channel: SlackChannel, subtype: string, user: string, text: string): void {
    this.post(channel, { subtype, user, text });
  }

  private channelOf(message: Message): SlackChannel {
    return this.workspace.state.channels[message.channel] as SlackChannel;
  }

  private show(message: Message): Json {
    const { user_team: _, ...shown } = showMessage(this.workspace, message, { event: true });
    return shown;
  }

  private eventTs(): Json {
    const ts = this.workspace.clock.nextTs();
    return { ts, event_ts: ts };
  }

  private announce(channel: SlackChannel, message: Message, root: Message | undefined): void {
    const shown = showMessage(this.workspace, message, { event: true });
    const author = this.workspace.person(message.user ?? '');
    const foreign = author !== undefined && author.teamId !== this.workspace.state.team.id;
    const event = {
      ...shown,
      type: 'message',
      ...(foreign ? { source_team: author.teamId, user_team: author.teamId } : {}),
      ...(message.subtype === 'thread_broadcast' && root ? { root: showMessage(this.workspace, root) } : {}),
      ...(message.fileIds ? { upload: false, display_as_bot: false } : {}),
      channel: channel.id,
      event_ts: message.ts,
      channel_type: channelType(channel),
    };
    this.publish(channel, event, foreign ? author.teamId : undefined);
    if (message.client_msg_id && this.mentionsApp(message)) this.announceMention(channel, event);
  }

  private mentionsApp(message: Message): boolean {
    return message.text.includes(`<@${this.workspace.app.botUserId}>`);
  }

  /** The same message once more under another event id, without `channel_type`. */
  private announceMention(channel: SlackChannel, event: Json): void {
    const { channel_type: _, subtype: __, ...mention } = event;
    const lane = laneOf(channel, event);
    this.publisher.publish({ ...mention, type: 'app_mention' }, { channel, lane });
  }

  private announceChange(channel: SlackChannel, message: Json, previous: Json): void {
    const team = this.workspace.state.team.id;
    this.publish(channel, {
      type: 'message',
      subtype: 'message_changed',
      message: { ...message, ...(message.subtype === 'tombstone' ? {} : { source_team: team, user_team: team }) },
      previous_message: previous,
      channel: channel.id,
      hidden: true,
      ...this.eventTs(),
      channel_type: channelType(channel),
    });
  }

  private publish(channel: SlackChannel, event: Json & { type: string }, teamId?: string): void {
    const publication = { subscription: messageSubscription(channel), channel, lane: laneOf(channel, event) };
    this.publisher.publish(event, teamId ? { ...publication, teamId } : publication);
  }

  private dropEmptyTombstone(channel: SlackChannel, reply: Message): void {
    const root = reply.thread_ts ? this.workspace.find(channel.id, reply.thread_ts) : undefined;
    if (root?.subtype !== 'tombstone' || this.workspace.replies(channel.id, root.ts).length > 0) return;
    this.workspace.remove(root);
  }
}

const makeTombstone = (message: Message): void => {
  const kept = { type: message.type, ts: message.ts, channel: message.channel };
  for (const key of Object.keys(message)) delete (message as unknown as Json)[key];
  Object.assign(message, kept, {
    subtype: 'tombstone',
    text: 'This message was deleted.',
    user: 'USLACKBOT',
    hidden: true,
    thread_ts: kept.ts,
  });
};

/** Events about one thread keep their order among themselves. */
const laneOf = (channel: SlackChannel, event: Json): string => {
  const about = (event.message ?? event.previous_message ?? event) as Json;
  return `${channel.id}:${about.thread_ts ?? about.ts}`;
};
