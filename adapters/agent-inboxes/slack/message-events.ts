import {
  type AccountId,
  type AgentIdentity,
  type ExternalId,
  type IncomingEvent,
  incomingMessageId,
  type MessagePart,
  type ThreadRef,
} from '../../../src/ports';
import { addressOf } from './addressing';
import type { Allowed } from './allowed';
import { fileParts } from './files';
import { CARD_BLOCK, echoedKey, externalId, isChannelId, isTs, keys, placeOf, threadRef, tsToInstant } from './ids';
import { type Json, record, records, string, words } from './json';
import { readText } from './read-text';
import { isUserId } from './rich-blocks';
import { oneLine } from './text';

/** What the envelope and the installation say around a message. */
export interface Surroundings {
  readonly accountId: AccountId;
  readonly appId: string | null;
  readonly botId: string | null;
  readonly botUserId: string | null;
  readonly teamId: string | null;
  /** Set for an installation into a whole Enterprise organisation: members of any of its workspaces are colleagues. */
  readonly enterpriseId: string | null;
  /** Who may answer though they are no members: see SLACK_ALLOWED_WRITERS. */
  readonly allowed: Allowed;
  /** The envelope's own team. In a channel shared by Slack Connect it may be the other company's. */
  readonly envelopeTeamId: string | null;
}

/** A private line to an agent that no decision depends on. */
export interface Hint {
  readonly channel: string;
  readonly threadTs: string | null;
  readonly user: string;
  readonly about: 'help' | 'unknown_command' | 'not_a_reply';
}

export type Reading =
  | { readonly type: 'events'; readonly events: readonly IncomingEvent[]; readonly hint?: Hint }
  | { readonly type: 'ignored' }
  /** Authentic, but of a kind that no release of Baton has met. */
  | { readonly type: 'unknown'; readonly what: string };

const IGNORED: Reading = { type: 'ignored' };

/** Subtypes that people write. */
const WRITTEN = new Set<unknown>([undefined, 'file_share', 'thread_broadcast', 'me_message']);
/** Known, and nothing to us. Slack's list, with those that only old clients make. */
const NOTHING_TO_US: ReadonlySet<unknown> = words(`
  assistant_app_thread bot_add bot_message bot_remove channel_archive channel_canvas_updated
  channel_convert_to_private channel_convert_to_public channel_join channel_leave channel_name
  channel_posting_permissions channel_purpose channel_topic channel_unarchive document_comment_root
  document_mention ekm_access_denied file_comment file_mention group_archive group_join group_leave group_name
  group_purpose group_topic group_unarchive huddle_thread joiner_notification joiner_notification_for_inviter
  message_replied mpdm_move pinned_item reminder_add reply_broadcast sh_room_created sh_room_shared
  slackbot_response thread_broadcast_deleted tombstone unpinned_item
`);

/** One `message` (or `app_mention`, which is the same message once more) as a fact. Throws only on what Slack never sends. */
export function readMessage(event: Json, around: Surroundings): Reading {
  const { channel, subtype } = event;
  if (!isChannelId(channel) || channel.startsWith('D')) return IGNORED;
  if (subtype === 'message_changed') return readChange(event, channel, around);
  if (subtype === 'message_deleted') return readDeletion(event, channel, around);
  if (isOurs(event, around)) return readEcho(event, channel);
  const isAllowed = isAllowedBot(event, around);
  if (isAutomatic(event) && !isAllowed) return IGNORED;
  if (NOTHING_TO_US.has(subtype) && !(isAllowed && subtype === 'bot_message')) return IGNORED;
  if (!WRITTEN.has(subtype) && !isAllowed) return { type: 'unknown', what: `message.${String(subtype)}` };
  return readPost(event, channel, around);
}

const isOurs = (message: Json, around: Surroundings): boolean =>
  (around.appId !== null && (message.app_id === around.appId || record(message.bot_profile).app_id === around.appId)) ||
  (around.botId !== null && message.bot_id === around.botId) ||
  (around.botUserId !== null && message.user === around.botUserId);

/** Other apps, workflows, and Slackbot: never relayed, so that two bots cannot keep each other talking. */
const isAutomatic = (message: Json): boolean =>
  (typeof message.bot_id === 'string' && message.bot_id !== '') ||
  !isUserId(string(message.user)) ||
  message.user === 'USLACKBOT';

/** Named by an admin: what it writes in a thread counts like a member's. */
const isAllowedBot = (message: Json, around: Surroundings): boolean =>
  typeof message.bot_id === 'string' && around.allowed.has(message.bot_id);

/** Our own post came back. Also at top level: that is a root. */
function readEcho(event: Json, channel: string): Reading {
  const key = echoedKey(event.blocks);
  if (key === null || !isTs(event.ts)) return IGNORED;
  const root = isTs(event.thread_ts) ? event.thread_ts : event.ts;
  return facts({
    keys: keys.message(channel, event.ts),
    source: threadRef(channel, root),
    at: tsToInstant(event.ts),
    type: 'own_echo',
    key,
    sentId: externalId(channel, event.ts),
    thread: threadRef(channel, root),
  });
}

function readPost(event: Json, channel: string, around: Surroundings): Reading {
  const { ts, thread_ts: root } = event;
  // Outside a thread people talk among themselves: Baton neither stores nor answers it.
  if (!isTs(ts) || !isTs(root) || root === ts) return IGNORED;
  const agent = agentOf(event, around);
  const { addressing, part, mentionsTeam, command } = addressOf(readText(event, around.botUserId));
  const common = {
    keys: keys.message(channel, ts, string(event.client_msg_id)),
    source: threadRef(channel, root),
    at: tsToInstant(ts),
    thread: threadRef(channel, root),
    agent,
  };
  if (command !== null && typeof command === 'object')
    return facts({ ...common, type: 'agent_action', action: command });
  const files = fileParts(event.files);
  const parts: MessagePart[] = part.text === '' && files.length > 0 ? files : [part, ...files];
  const nothing = part.text === '' && files.length === 0;
  const reading = facts({
    ...common,
    type: 'agent_message',
    externalId: externalId(channel, ts),
    parts,
    addressing: nothing ? 'note' : addressing,
    ...(mentionsTeam ? { mentionsTeam } : {}),
  });
  if (command === null || event.parent_user_id !== around.botUserId) return reading;
  const about = command === 'help' ? 'help' : 'unknown_command';
  return { ...reading, hint: { channel, threadTs: root, user: agent.id, about } };
}

const isIgnored = (message: Json, around: Surroundings): boolean =>
  !isAllowedBot(message, around) && (isAutomatic(message) || !WRITTEN.has(message.subtype));

function readChange(event: Json, channel: string, around: Surroundings): Reading {
  const message = record(event.message);
  const before = record(event.previous_message);
  if (message.subtype === 'tombstone') return readTombstone(message, before, channel, string(event.event_ts), around);
  // Unfurls, metadata and reply counts come as changes too: only a person's new words or files count.
  if (string(record(message.edited).ts) === record(before.edited).ts || !isDifferent(message, before)) return IGNORED;
  const wasPlain = addressOf(readText(before, around.botUserId)).addressing === 'plain';
  return readEdited(message, wasPlain, channel, around);
}

/** A message as it is after somebody edited it. `wasPlain`: the words before were for the customer. */
export function readEdited(message: Json, wasPlain: boolean, channel: string, around: Surroundings): Reading {
  if (isOurs(message, around) || isIgnored(message, around)) return IGNORED;
  const { ts, thread_ts: root } = message;
  const editedTs = string(record(message.edited).ts);
  if (!isTs(ts) || !isTs(root) || root === ts || editedTs === '') return IGNORED;
  const thread = threadRef(channel, root);
  const common = {
    keys: [keys.edit(channel, ts, editedTs)] as [string],
    source: thread,
    at: tsToInstant(isTs(editedTs) ? editedTs : ts),
    thread,
    agent: agentOf(message, around),
  };
  const now = addressOf(readText(message, around.botUserId));
  if (now.addressing !== 'plain' && wasPlain) {
    // The new words are meant for colleagues: nothing of them is sent, and the old ones are not if there is still time.
    const message = incomingMessageId(around.accountId, externalId(channel, ts));
    return facts({ ...common, type: 'agent_action', action: { name: 'make_note', message } });
  }
  const files = fileParts(message.files);
  return facts({
    ...common,
    type: 'agent_edit',
    target: externalId(channel, ts),
    parts: now.part.text === '' && files.length > 0 ? files : [now.part, ...files],
  });
}

const isDifferent = (message: Json, before: Json): boolean =>
  string(message.text) !== string(before.text) || fileIds(message.files) !== fileIds(before.files);

const fileIds = (files: unknown): string =>
  Array.isArray(files) ? files.map((file) => `${string(record(file).id)}/${string(record(file).mode)}`).join() : '';

/** Where Slack says what stood in the post: a reply that landed outside its thread, and was taken back, is no root. */
const isOurCard = (before: Json, around: Surroundings): boolean =>
  isOurs(before, around) &&
  (before.blocks === undefined || records(before.blocks).some(({ block_id }) => block_id === CARD_BLOCK));

/** What is left of a root with replies after it was deleted. */
function readTombstone(message: Json, before: Json, channel: string, at: string, around: Surroundings): Reading {
  const { ts, thread_ts: root } = message;
  if (!isTs(ts)) return IGNORED;
  if (isTs(root) && root !== ts) return deletedReply(before, channel, ts, root, around, at);
  return isOurCard(before, around) ? lostThread(channel, ts, at) : IGNORED;
}

function readDeletion(event: Json, channel: string, around: Surroundings): Reading {
  const deletedTs = event.deleted_ts;
  if (!isTs(deletedTs)) return { type: 'unknown', what: 'message_deleted without deleted_ts' };
  if (event.previous_message === undefined || event.previous_message === null)
    return { type: 'unknown', what: 'message_deleted without previous_message' };
  const before = record(event.previous_message);
  const root = before.thread_ts;
  if (isTs(root) && root !== deletedTs) {
    return deletedReply(before, channel, deletedTs, root, around, string(event.event_ts));
  }
  return isOurCard(before, around) ? lostThread(channel, deletedTs, string(event.event_ts)) : IGNORED;
}

function deletedReply(
  before: Json,
  channel: string,
  ts: string,
  root: string,
  around: Surroundings,
  at: string,
): Reading {
  if (isOurs(before, around) || (isAutomatic(before) && !isAllowedBot(before, around))) return IGNORED;
  return facts(deletion(externalId(channel, ts), threadRef(channel, root), agentOf(before, around), at));
}

/** `at`: when Slack says that it was deleted; anything else: not known. */
export function deletion(
  target: ExternalId,
  thread: ThreadRef,
  agent: AgentIdentity,
  at: string,
): Extract<IncomingEvent, { type: 'agent_delete' }> {
  const { channel, ts } = placeOf(target);
  return {
    keys: [keys.deletion(channel, ts)],
    source: thread,
    at: tsToInstant(isTs(at) ? at : ts),
    ...{ type: 'agent_delete', thread, agent, target },
  };
}

export const lostThread = (channel: string, rootTs: string, at = rootTs): Reading =>
  facts({
    keys: [keys.deletion(channel, rootTs)],
    source: threadRef(channel, rootTs),
    at: tsToInstant(isTs(at) ? at : rootTs),
    type: 'thread_lost',
    thread: threadRef(channel, rootTs),
  });

/** Slack's events name people by id only; `enrich` finds the name and settles the standing. */
function agentOf(message: Json, around: Surroundings): AgentIdentity {
  if (isAllowedBot(message, around)) {
    const name = string(record(message.bot_profile).name) || string(message.username) || 'A bot';
    return { id: string(message.bot_id), name: oneLine(name), standing: 'member' };
  }
  const id = string(message.user);
  return { id, name: id, standing: standingByTeam(teamOf(message), around) };
}

/** Files say whose they are even where the message does not. */
const teamOf = (message: Json): string =>
  string(message.user_team) ||
  string(message.source_team) ||
  string(message.team) ||
  (Array.isArray(message.files) ? string(record(message.files[0]).user_team) : '');

/** `external` where the team shows it; everything else is for `users.info` to say. */
export function standingByTeam(team: string, around: Surroundings): AgentIdentity['standing'] {
  if (around.teamId === null || around.enterpriseId !== null) return 'unknown';
  const shown = team || around.envelopeTeamId || around.teamId;
  return shown === around.teamId ? 'unknown' : 'external';
}

const facts = (...events: IncomingEvent[]): Extract<Reading, { type: 'events' }> => ({ type: 'events', events });
