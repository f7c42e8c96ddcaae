import { channelObject } from '../channel-object';
import type { Emulation } from '../emulation';
import { isTs } from '../ids';
import { joinChannel } from '../membership';
import type { Call, Methods } from '../method';
import { showMessage } from '../show';
import { type Json, type Message, SlackRefusal } from '../wire';
import type { SlackChannel } from '../workspace';
import { findChannel, needsScope, needsTeam } from './channel-arguments';
import { nextPage, pageOf } from './paging';

const READ = { scopes: ['channels:read', 'groups:read', 'im:read', 'mpim:read'], json: false } as const;
const HISTORY = { scopes: ['channels:history', 'groups:history', 'im:history', 'mpim:history'] } as const;
/** What apps outside the Marketplace get at a time. */
const RESTRICTED_LIMIT = 15;

export const conversationMethods: Methods = {
  'conversations.info': {
    ...READ,
    tier: 'T3',
    required: ['channel'],
    run: (call, { workspace }) => {
      const channel = findChannel(workspace, call.args.required('channel'));
      needsScope(call, channel, 'read');
      const members = call.args.flag('include_num_members') ? { num_members: channel.members.length } : {};
      return { channel: { ...channelObject(workspace, channel), ...members } };
    },
  },
  'conversations.list': {
    ...READ,
    tier: 'T2',
    required: [],
    run: (call, emulation) => listChannels(call, emulation, false),
  },
  'users.conversations': {
    ...READ,
    tier: 'T3',
    required: [],
    run: (call, emulation) => listChannels(call, emulation, true),
  },
  'conversations.members': {
    ...READ,
    tier: 'T4',
    required: ['channel'],
    run: (call, { workspace }) => {
      const channel = findChannel(workspace, call.args.required('channel'));
      needsScope(call, channel, 'read');
      const page = pageOf(call, channel.members, 100, 1000);
      return { members: page.items, ...nextPage(page) };
    },
  },
  'conversations.join': {
    scopes: ['channels:join'],
    json: true,
    tier: 'T3',
    required: ['channel'],
    run: (call, emulation) => {
      const { workspace } = emulation;
      const channel = findChannel(workspace, call.args.required('channel'));
      if (channel.isPrivate) throw new SlackRefusal('method_not_supported_for_channel_type');
      if (channel.isArchived) throw new SlackRefusal('is_archived');
      const already = workspace.isMember(channel, workspace.app.botUserId);
      if (!already) joinChannel(emulation, channel, workspace.app.botUserId);
      const answer = { channel: channelObject(workspace, channel) };
      if (!already) return answer;
      call.warn('already_in_channel');
      return answer;
    },
  },
  'conversations.open': {
    scopes: ['channels:manage', 'groups:write', 'im:write', 'mpim:write'],
    json: true,
    tier: 'T3',
    required: [],
    run: ({ args }, { workspace }) => {
      const users = (args.text('users') ?? '').split(',').filter(Boolean);
      if (users.length === 0) throw new SlackRefusal('users_list_not_supplied');
      if (users.length > 1) throw new SlackRefusal('method_not_supported_for_channel_type');
      const person = workspace.person(users[0] ?? '');
      if (!person) throw new SlackRefusal('user_not_found');
      if (person.deleted) throw new SlackRefusal('user_disabled');
      return { channel: { id: workspace.directChannel(person.id).id } };
    },
  },
  'conversations.history': {
    ...HISTORY,
    json: true,
    tier: 'T3',
    required: ['channel'],
    run: (call, emulation) => {
      const channel = readableChannel(call, emulation);
      const top = emulation.workspace
        .messagesOf(channel.id)
        .filter((message) => !isReply(message) || message.subtype === 'thread_broadcast');
      const page = pageOf(call, within(call, top).reverse(), 100, pageLimit(emulation, 999));
      return { ...messagesAnswer(call, emulation, page.items, page.nextCursor), pin_count: 0 };
    },
  },
  'conversations.replies': {
    ...HISTORY,
    json: false,
    tier: 'T3',
    required: ['channel', 'ts'],
    run: (call, emulation) => {
      const channel = readableChannel(call, emulation);
      const ts = call.args.required('ts');
      const message = emulation.workspace.find(channel.id, ts);
      if (!message || message.subtype === 'tombstone') throw new SlackRefusal('thread_not_found');
      // The root comes first on every page, whatever the window is.
      const replies = within(call, [...emulation.workspace.replies(channel.id, ts)]);
      const page = pageOf(call, replies, 999, pageLimit(emulation, 1000) - 1);
      return messagesAnswer(call, emulation, [message, ...page.items], page.nextCursor);
    },
  },
};

const isReply = (message: Message): boolean => message.thread_ts !== undefined && message.thread_ts !== message.ts;

const pageLimit = (emulation: Emulation, usual: number): number =>
  emulation.modes.restrictedReadBack ? RESTRICTED_LIMIT : usual;

const readableChannel = (call: Call, { workspace }: Emulation): SlackChannel => {
  const channel = findChannel(workspace, call.args.required('channel'));
  needsScope(call, channel, 'history');
  if (!workspace.isMember(channel, workspace.app.botUserId)) throw new SlackRefusal('not_in_channel');
  return channel;
};

/** `oldest` and `latest` leave their own message out unless `inclusive`. */
const within = (call: Call, messages: Message[]): Message[] => {
  const oldest = bound(call, 'oldest', 'invalid_ts_oldest');
  const latest = bound(call, 'latest', 'invalid_ts_latest');
  const inclusive = call.args.flag('inclusive');
  return messages.filter(({ ts }) => {
    const at = Number(ts);
    const after = oldest === null || at > oldest || (inclusive && at === oldest);
    return after && (latest === null || at < latest || (inclusive && at === latest));
  });
};

const bound = (call: Call, name: string, refusal: string): number | null => {
  const value = call.args.text(name);
  if (value === undefined || value === '' || value === '0' || value === 'now') return null;
  if (!isTs(value) && !/^\d+(\.\d+)?$/.test(value)) throw new SlackRefusal(refusal);
  return Number(value);
};

const messagesAnswer = (call: Call, { workspace }: Emulation, messages: readonly Message[], cursor: string): Json => {
  const metadata = call.args.flag('include_all_metadata');
  return {
    messages: messages.map((message) => showMessage(workspace, message, { metadata })),
    has_more: cursor !== '',
    ...(cursor ? { response_metadata: { next_cursor: cursor } } : {}),
  };
};

const TYPES: readonly string[] = ['public_channel', 'private_channel', 'mpim', 'im'];

/** Types asked for without their scope are left out silently; only a wrong name is refused. */
const listChannels = (call: Call, { workspace, options }: Emulation, onlyMine: boolean): Json => {
  needsTeam(call, options);
  const types = (call.args.text('types') ?? 'public_channel').split(',').map((type) => type.trim());
  if (types.some((type) => !TYPES.includes(type))) throw new SlackRefusal('invalid_types');
  const user = (onlyMine && call.args.text('user')) || workspace.app.botUserId;
  const excludeArchived = call.args.flag('exclude_archived');
  const channels = Object.values(workspace.state.channels).filter((channel) => {
    const type = channel.kind === 'im' ? 'im' : channel.isPrivate ? 'private_channel' : 'public_channel';
    const visible = (!onlyMine && type === 'public_channel') || workspace.isMember(channel, user);
    return visible && types.includes(type) && !(excludeArchived && channel.isArchived);
  });
  const page = pageOf(call, channels, 100, 999);
  return { channels: page.items.map((channel) => channelObject(workspace, channel)), ...nextPage(page) };
};
