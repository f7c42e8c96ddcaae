import { badRequest, forbidden } from './api-error';
import type { Deliveries } from './deliveries';
import { type EmulatorState, wireUser } from './state';

interface Surroundings {
  readonly state: EmulatorState;
  readonly deliveries: Deliveries;
  readonly now: () => number;
}

const seconds = (ms: number): number => Math.floor(ms / 1000);

interface Group {
  readonly id: number;
  readonly type: 'group' | 'supergroup' | 'channel';
  isMember: boolean;
  readonly posts: string[];
}

/** Groups and channels that people bring the bot into. They do not outlive the emulator. */
export class Groups {
  private readonly all = new Map<number, Group>();

  constructor(private readonly around: Surroundings) {}

  /** Somebody adds the bot. */
  add(id: number, type: Group['type'], personId: number): void {
    const group = this.all.get(id) ?? { id, type, isMember: false, posts: [] };
    this.all.set(id, group);
    group.isMember = true;
    this.tellMembership(group, personId);
  }

  /** Somebody writes what the bot gets to see: a command, or a mention of it. */
  say(id: number, personId: number, text: string): void {
    const { state, deliveries, now } = this.around;
    const from = this.person(personId);
    const chat = this.chat(this.known(id));
    deliveries.add(id, 'message', { message_id: state.nextMessageId++, from, chat, date: seconds(now()), text });
  }

  postsIn = (id: number): readonly string[] => this.known(id).posts;
  isMember = (id: number): boolean => this.known(id).isMember;
  has = (chatId: string | undefined): boolean => this.all.has(Number(chatId));

  post(chatId: string | undefined, text: string): unknown {
    const group = this.joined(chatId);
    group.posts.push(text);
    const { state, now } = this.around;
    const at = seconds(now());
    return { message_id: state.nextMessageId++, from: state.bot, chat: this.chat(group), date: at, text };
  }

  leave(chatId: string | undefined): true {
    const group = this.joined(chatId);
    group.isMember = false;
    this.tellMembership(group, this.around.state.bot.id);
    return true;
  }

  private joined(chatId: string | undefined): Group {
    const group = this.all.get(Number(chatId));
    if (group === undefined) throw badRequest('chat not found');
    if (!group.isMember) throw forbidden(`bot is not a member of the ${group.type} chat`);
    return group;
  }

  private tellMembership(group: Group, personId: number): void {
    const { state, deliveries, now } = this.around;
    const member = (isIn: boolean) => ({ user: state.bot, status: isIn ? 'member' : 'left' });
    const from = personId === state.bot.id ? state.bot : this.person(personId);
    deliveries.add(group.id, 'my_chat_member', {
      ...{ chat: this.chat(group), from, date: seconds(now()) },
      ...{ old_chat_member: member(!group.isMember), new_chat_member: member(group.isMember) },
    });
  }

  private person(id: number) {
    const chat = this.around.state.chats.get(id);
    if (chat === undefined) throw new Error(`There is no person ${id}.`);
    return wireUser(chat.person);
  }

  private known(id: number): Group {
    const group = this.all.get(id);
    if (group === undefined) throw new Error(`There is no group ${id}.`);
    return group;
  }

  private chat = ({ id, type }: Group) => ({ id, type, title: 'Team' });
}
