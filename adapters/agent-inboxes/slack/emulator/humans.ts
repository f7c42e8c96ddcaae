import type { EmulatedFile } from '../../../../src/ports';
import { emojiToNames, isEmojiName } from './emoji';
import type { Emulation } from './emulation';
import { announceFile, receiveContent, shareFiles } from './file-store';
import { uuid } from './ids';
import type { Person } from './people';
import { actionOf, findPressable } from './pressing';
import { addReaction, removeReaction } from './reactions';
import { showCommandAnswer } from './slash-commands';
import { COMPOSER_MAX, composed } from './typing';
import type { EphemeralMessage, Message } from './wire';
import type { SlackChannel } from './workspace';

/**
 * What people do in Slack's clients, with the client's own refusals as errors: nobody writes where they are not, edits
 * what is not theirs or presses what is not there.
 */
export class Humans {
  constructor(private readonly emulation: Emulation) {}

  person(id: string): Person {
    const person = this.emulation.workspace.person(id);
    if (!person) throw new Error(`Nobody in this workspace has the id ${id}.`);
    if (person.deleted) throw new Error(`${person.realName} is deactivated and cannot do anything in Slack.`);
    return person;
  }

  /** Resolves with the message's `ts`; empty for a slash command, which leaves no message. */
  async write(
    personId: string,
    channelId: string,
    rootTs: string | null,
    typed: string,
    broadcast = false,
  ): Promise<string> {
    const person = this.person(personId);
    const channel = this.writableChannel(person, channelId);
    if (/^\/[a-z]/i.test(typed)) return this.command(person, channel, rootTs, typed);
    return this.post(person, channel, rootTs, typed, broadcast).ts;
  }

  private post(
    person: Person,
    channel: SlackChannel,
    rootTs: string | null,
    typed: string,
    broadcast: boolean,
  ): Message {
    if (typed.trim() === '') throw new Error('Slack does not send an empty message.');
    if (typed.length > COMPOSER_MAX) throw new Error(`Slack's composer takes ${COMPOSER_MAX} characters.`);
    const { text, blocks } = composed(this.emulation.workspace, typed);
    return this.emulation.messages.post(channel, {
      ...authorship(person),
      text,
      blocks,
      ...this.inThread(channel, rootTs),
      broadcast,
    });
  }

  /** People can go on in a thread whose root was deleted; apps cannot. */
  inThread(channel: SlackChannel, rootTs: string | null): { threadTs?: string; thread_ts?: string } {
    if (rootTs === null) return {};
    const root = this.emulation.workspace.find(channel.id, rootTs);
    if (!root) throw new Error(`There is no message ${rootTs} in #${channel.name} to answer.`);
    return root.subtype === 'tombstone' ? { thread_ts: root.ts } : { threadTs: rootTs };
  }

  /** Files with or without words, as one message. */
  upload(
    personId: string,
    channelId: string,
    rootTs: string | null,
    files: readonly EmulatedFile[],
    typed: string,
  ): string {
    const person = this.person(personId);
    const channel = this.writableChannel(person, channelId);
    if (files.length === 0) throw new Error('Choose at least one file.');
    const { workspace } = this.emulation;
    const stored = files.map(({ name, mediaType, bytes }) => {
      const file = announceFile(workspace, { name, mimetype: mediaType, length: bytes.length, user: personId });
      receiveContent(file, bytes);
      file.completed = true;
      return file;
    });
    const { text, blocks } = composed(workspace, typed);
    return shareFiles(this.emulation, channel, stored, {
      ...authorship(person),
      subtype: 'file_share',
      text,
      ...(text ? { blocks } : {}),
      ...this.inThread(channel, rootTs),
    });
  }

  edit(personId: string, channelId: string, ts: string, typed: string): void {
    const person = this.person(personId);
    const message = this.visibleMessage(person, channelId, ts);
    if (message.user !== personId) throw new Error('People can edit only their own messages.');
    const { text, blocks } = composed(this.emulation.workspace, typed);
    if (text === message.text) return;
    this.emulation.messages.change(message, personId, () => Object.assign(message, { text, blocks }));
  }

  /** Own messages, and anybody's for an admin of the workspace. An ephemeral one is only dismissed. */
  remove(personId: string, channelId: string, ts: string): void {
    const person = this.person(personId);
    const { workspace, messages } = this.emulation;
    const message = this.visibleMessage(person, channelId, ts);
    if ('seenBy' in message) {
      workspace.state.ephemerals = workspace.state.ephemerals.filter((one) => one !== message);
      workspace.changed();
      return;
    }
    if (message.user !== personId && !person.isAdmin) {
      throw new Error(`${person.realName} is no admin and can delete only their own messages.`);
    }
    messages.remove(message);
  }

  /** A second click on the same emoji takes it away, as in the client. */
  react(personId: string, channelId: string, ts: string, emoji: string): void {
    const { workspace, publisher } = this.emulation;
    const message = this.visibleMessage(this.person(personId), channelId, ts);
    if ('seenBy' in message) throw new Error('Nobody can react to an ephemeral message.');
    const name = emojiToNames(emoji).replace(/^:|:$/g, '');
    if (!isEmojiName(name)) throw new Error(`This workspace has no emoji "${emoji}".`);
    const reacted = message.reactions?.find((one) => one.name === name)?.users.includes(personId);
    if (reacted) removeReaction(workspace, publisher, message, personId, name);
    else addReaction(workspace, publisher, message, personId, name);
  }

  async press(personId: string, channelId: string, ts: string, actionId: string, value?: string): Promise<number> {
    const person = this.person(personId);
    const message = this.visibleMessage(person, channelId, ts);
    const pressable = findPressable(message.blocks ?? [], personId, actionId, value);
    const channel = this.channel(channelId);
    const answer = await this.emulation.interactions.blockAction(person, channel, message, actionOf(pressable, value));
    return answer.status;
  }

  channel(channelId: string): SlackChannel {
    const channel = this.emulation.workspace.channel(channelId);
    if (!channel) throw new Error(`There is no channel ${channelId}.`);
    return channel;
  }

  /** Public channels are open to members of the workspace; everything else only to those who are in it. */
  canSee(person: Person, channel: SlackChannel): boolean {
    return channel.members.includes(person.id) || (!channel.isPrivate && person.kind === 'member');
  }

  visibleMessage(person: Person, channelId: string, ts: string): Message | EphemeralMessage {
    const { workspace } = this.emulation;
    const channel = this.channel(channelId);
    if (!this.canSee(person, channel)) throw new Error(`${person.realName} cannot see #${channel.name}.`);
    const ephemeral = workspace.state.ephemerals.find(
      (message) => message.ts === ts && message.channel === channelId && message.seenBy === person.id,
    );
    const message = ephemeral ?? workspace.find(channelId, ts);
    if (!message || message.subtype === 'tombstone') throw new Error(`There is no message ${ts} in #${channel.name}.`);
    return message;
  }

  writableChannel(person: Person, channelId: string): SlackChannel {
    const channel = this.channel(channelId);
    if (channel.isArchived) throw new Error(`#${channel.name} is archived.`);
    if (!channel.members.includes(person.id)) throw new Error(`${person.realName} is not in #${channel.name}.`);
    return channel;
  }

  private async command(person: Person, channel: SlackChannel, rootTs: string | null, typed: string): Promise<string> {
    const [, command = '', text = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(typed) ?? [];
    if (command === '/me') {
      const composedText = composed(this.emulation.workspace, text).text;
      const draft = { user: person.id, subtype: 'me_message', text: composedText, ...this.inThread(channel, rootTs) };
      return this.emulation.messages.post(channel, draft).ts;
    }
    if (!this.emulation.options.slashCommands.includes(command)) throw new Error(`${command} is not a valid command.`);
    if (rootTs !== null) throw new Error(`${command} is not supported in threads. Sorry!`);
    const escaped = composed(this.emulation.workspace, text).text;
    const answer = await this.emulation.interactions.slashCommand(person, channel, command, escaped);
    showCommandAnswer(this.emulation, channel, person, command, answer);
    return '';
  }
}

/** Posts of other apps have no `client_msg_id`: that is made by the client of a person. */
const authorship = (person: Person) =>
  person.botId
    ? { user: person.id, team: person.teamId, bot_id: person.botId, ...(person.appId ? { app_id: person.appId } : {}) }
    : { user: person.id, team: person.teamId, client_msg_id: uuid() };
