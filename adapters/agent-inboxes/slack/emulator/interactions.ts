import type { Deliveries } from './deliveries';
import type { HttpAnswer } from './http-post';
import { secret, triggerId } from './ids';
import type { ResolvedOptions } from './options';
import type { Person } from './people';
import { rememberKey } from './recent';
import { showMessage } from './show';
import { type Json, type Message, SlackRefusal } from './wire';
import type { SlackChannel, Workspace } from './workspace';

const TRIGGER_MS = 3_000;
const RESPONSE_URL_MS = 30 * 60_000;
const RESPONSE_URL_USES = 5;

export interface ResponseTarget {
  readonly channelId: string;
  readonly userId: string;
  /** The message the click was on; null for commands and shortcuts. */
  readonly messageTs: string | null;
  readonly expiresAt: number;
  usesLeft: number;
}

/** Clicks, shortcuts and commands on their way to the app, and the two passes it gets back: trigger and response URL. */
export class Interactions {
  private readonly triggers = new Map<string, { readonly userId: string; readonly expiresAt: number; used: boolean }>();
  readonly responseTargets = new Map<string, ResponseTarget>();

  constructor(
    private readonly workspace: Workspace,
    private readonly deliveries: Deliveries,
    private readonly enterprise: ResolvedOptions['enterprise'],
  ) {}

  newTrigger(userId: string): string {
    const id = triggerId();
    rememberKey(this.triggers, id, { userId, expiresAt: this.workspace.clock.now() + TRIGGER_MS, used: false });
    return id;
  }

  /** Who pressed; a trigger works once and not for long. */
  useTrigger(id: string): string {
    const trigger = this.triggers.get(id);
    if (!trigger) throw new SlackRefusal('invalid_trigger_id');
    if (trigger.used) throw new SlackRefusal('exchanged_trigger_id');
    if (trigger.expiresAt <= this.workspace.clock.now()) throw new SlackRefusal('expired_trigger_id');
    trigger.used = true;
    return trigger.userId;
  }

  /** What every interactive payload begins with. */
  base(type: string, person: Person): Json {
    const { app, state } = this.workspace;
    return {
      type,
      api_app_id: app.id,
      token: app.verificationToken,
      // On an organisation-wide installation the workspace has to be told from the user.
      team: this.enterprise ? null : { id: state.team.id, domain: state.team.domain },
      enterprise: this.enterprise,
      is_enterprise_install: this.enterprise !== null,
      user: { id: person.id, username: person.name, name: person.name, team_id: person.teamId },
    };
  }

  async blockAction(person: Person, channel: SlackChannel, message: Message, action: Json): Promise<HttpAnswer> {
    const ephemeral = 'seenBy' in message;
    const thread = message.thread_ts ? { thread_ts: message.thread_ts } : {};
    return this.send({
      ...this.base('block_actions', person),
      trigger_id: this.newTrigger(person.id),
      container: {
        type: 'message',
        message_ts: message.ts,
        channel_id: channel.id,
        is_ephemeral: ephemeral,
        ...thread,
      },
      channel: { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.name },
      // An ephemeral message is kept nowhere, so the payload cannot show it.
      ...(ephemeral ? {} : { message: showMessage(this.workspace, message) }),
      state: { values: stateOf(action) },
      response_url: this.responseUrl('actions', channel, person, message.ts),
      actions: [{ ...action, action_ts: this.workspace.clock.nextTs() }],
    });
  }

  /** A press inside a modal or on Home: no channel, no response URL. */
  async viewAction(person: Person, view: Json, action: Json): Promise<HttpAnswer> {
    return this.send({
      ...this.base('block_actions', person),
      trigger_id: this.newTrigger(person.id),
      container: { type: 'view', view_id: view.id },
      view,
      actions: [{ ...action, action_ts: this.workspace.clock.nextTs() }],
    });
  }

  async messageShortcut(
    person: Person,
    channel: SlackChannel,
    message: Message,
    callbackId: string,
  ): Promise<HttpAnswer> {
    return this.send({
      ...this.base('message_action', person),
      trigger_id: this.newTrigger(person.id),
      callback_id: callbackId,
      action_ts: this.workspace.clock.nextTs(),
      channel: { id: channel.id, name: channel.name },
      message: showMessage(this.workspace, message),
      message_ts: message.ts,
      response_url: this.responseUrl('app', channel, person, null),
    });
  }

  async globalShortcut(person: Person, callbackId: string): Promise<HttpAnswer> {
    return this.send({
      ...this.base('shortcut', person),
      trigger_id: this.newTrigger(person.id),
      callback_id: callbackId,
      action_ts: this.workspace.clock.nextTs(),
    });
  }

  async slashCommand(person: Person, channel: SlackChannel, command: string, text: string): Promise<HttpAnswer> {
    const { app, state } = this.workspace;
    return this.deliveries.ask(
      {
        token: app.verificationToken,
        team_id: state.team.id,
        team_domain: state.team.domain,
        channel_id: channel.id,
        channel_name: channel.name,
        user_id: person.id,
        user_name: person.name,
        command,
        text,
        api_app_id: app.id,
        ...(this.enterprise ? { enterprise_id: this.enterprise.id, enterprise_name: this.enterprise.name } : {}),
        is_enterprise_install: String(this.enterprise !== null),
        response_url: this.responseUrl('commands', channel, person, null),
        trigger_id: this.newTrigger(person.id),
      },
      'slash_commands',
    );
  }

  send(payload: Json): Promise<HttpAnswer> {
    return this.deliveries.ask({ payload: JSON.stringify(payload) }, 'interactive');
  }

  private responseUrl(kind: string, channel: SlackChannel, person: Person, messageTs: string | null): string {
    const path = `/${kind}/${this.workspace.state.team.id}/${secret(6)}/${secret(12)}`;
    rememberKey(this.responseTargets, path, {
      channelId: channel.id,
      userId: person.id,
      messageTs,
      expiresAt: this.workspace.clock.now() + RESPONSE_URL_MS,
      usesLeft: RESPONSE_URL_USES,
    });
    return this.workspace.baseUrl + path;
  }
}

/** Choices show up in the state as well as in the action; buttons do not. */
const stateOf = (action: Json): Json => {
  const { action_id: id, block_id: block, type } = action;
  if (type === 'button' || type === 'overflow' || type === 'feedback_buttons' || type === 'icon_button') return {};
  const chosen = Object.fromEntries(Object.entries(action).filter(([name]) => name.startsWith('selected_')));
  return { [String(block)]: { [String(id)]: { type, ...chosen } } };
};
