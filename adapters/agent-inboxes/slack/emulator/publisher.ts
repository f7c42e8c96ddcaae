import type { Deliveries } from './deliveries';
import { slackId } from './ids';
import type { ResolvedOptions } from './options';
import type { Json } from './wire';
import type { SlackChannel, Workspace } from './workspace';

/** Scope without which Slack does not send an event; any of them is enough. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  app_mention: ['app_mentions:read'],
  channel_rename: ['channels:read'],
  group_rename: ['groups:read'],
  reaction_added: ['reactions:read'],
  reaction_removed: ['reactions:read'],
  member_joined_channel: ['channels:read', 'groups:read'],
  member_left_channel: ['channels:read', 'groups:read'],
  file_deleted: ['files:read'],
  user_change: ['users:read'],
};

interface Publication {
  /** The name in the manifest where it differs from the event's type: `message.channels`. */
  readonly subscription?: string;
  readonly channel?: SlackChannel;
  readonly lane?: string;
  /** Team of the author; another company's in a shared channel. */
  readonly teamId?: string;
  /** Sent although the app is gone: `app_uninstalled`, `tokens_revoked`. */
  readonly farewell?: boolean;
}

/** Turns changes into event envelopes for those events that the app would get. */
export class Publisher {
  private readonly hour = { startedAt: 0, sent: 0, lastNotice: 0 };

  constructor(
    private readonly workspace: Workspace,
    private readonly deliveries: Deliveries,
    private readonly options: ResolvedOptions,
  ) {}

  publish(event: Json & { type: string }, publication: Publication = {}): void {
    const subscription = publication.subscription ?? event.type;
    if (!this.options.events.includes(subscription)) return;
    if (!publication.farewell && !this.mayHear(subscription, publication.channel)) return;
    if (this.tooMany()) return;
    const envelope = this.envelope(event, publication);
    this.deliveries.send(envelope, publication.lane ?? publication.channel?.id ?? event.type);
  }

  envelope(event: Json, { channel, teamId = this.workspace.state.team.id }: Publication = {}): Json {
    const { app, state, clock } = this.workspace;
    const context = Buffer.from(JSON.stringify({ et: event.type, tid: state.team.id, aid: app.id })).toString(
      'base64url',
    );
    return {
      token: app.verificationToken,
      team_id: teamId,
      context_team_id: state.team.id,
      context_enterprise_id: this.options.enterprise?.id ?? null,
      api_app_id: app.id,
      event,
      type: 'event_callback',
      event_id: slackId('Ev'),
      event_time: clock.seconds(),
      authorizations: [this.authorization()],
      is_ext_shared_channel: channel?.isShared ?? false,
      event_context: `4-${context}`,
    };
  }

  authorization(): Json {
    const { enterprise } = this.options;
    return {
      enterprise_id: enterprise?.id ?? null,
      team_id: this.workspace.state.team.id,
      user_id: this.workspace.app.botUserId,
      is_bot: true,
      is_enterprise_install: enterprise !== null,
    };
  }

  private mayHear(subscription: string, channel: SlackChannel | undefined): boolean {
    if (!this.workspace.app.installed || !this.workspace.tokenOfKind('bot')) return false;
    const granted = this.workspace.grantedScopes();
    const needed = SCOPES[subscription] ?? [];
    if (needed.length > 0 && !needed.some((scope) => granted.has(scope))) return false;
    return !channel || this.workspace.isMember(channel, this.workspace.app.botUserId);
  }

  /** Above the hourly allowance events are dropped, and one notice a minute says so. */
  private tooMany(): boolean {
    const now = this.workspace.clock.now();
    if (now - this.hour.startedAt >= 3_600_000) Object.assign(this.hour, { startedAt: now, sent: 0 });
    this.hour.sent += 1;
    if (this.hour.sent <= this.options.eventsPerHour) return false;
    const minute = Math.floor(now / 60_000) * 60;
    if (minute !== this.hour.lastNotice) {
      this.hour.lastNotice = minute;
      this.announceRateLimit(minute);
    }
    return true;
  }

  announceRateLimit(minute = Math.floor(this.workspace.clock.now() / 60_000) * 60): void {
    const { app, state } = this.workspace;
    const envelope = {
      token: app.verificationToken,
      type: 'app_rate_limited',
      team_id: state.team.id,
      minute_rate_limited: minute,
      api_app_id: app.id,
    };
    this.deliveries.send(envelope, 'app_rate_limited');
  }
}

export const messageSubscription = (channel: SlackChannel): string => {
  if (channel.kind === 'im') return 'message.im';
  return channel.isPrivate ? 'message.groups' : 'message.channels';
};

export const channelType = (channel: SlackChannel): string => {
  if (channel.kind === 'im') return 'im';
  return channel.isPrivate ? 'group' : 'channel';
};
