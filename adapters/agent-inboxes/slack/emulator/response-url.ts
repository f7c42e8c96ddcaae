import { LIMITS } from './blocks/limits';
import { storedBlocks } from './blocks/stored';
import { validateBlocks } from './blocks/validate';
import type { Emulation } from './emulation';
import type { Answer } from './faulty-server';
import { appAuthor } from './identity';
import type { ResponseTarget } from './interactions';
import type { Draft } from './messages';
import { richTextBlock } from './rich-text';
import { storedText } from './text';
import { type Block, isJson, type Json, type Message } from './wire';

const plain = (status: number, body: string): Answer => ({ status, headers: { 'content-type': 'text/plain' }, body });
const refuse = (status: number, error: string): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify({ ok: false, error }),
});

/** A POST to a `response_url`: five uses in half an hour, no token. Null: no such address. */
export const respond = (emulation: Emulation, path: string, body: Buffer): Answer | null => {
  const target = emulation.interactions.responseTargets.get(path);
  if (!target) return null;
  if (target.expiresAt <= emulation.workspace.clock.now()) return refuse(404, 'expired_url');
  if (target.usesLeft === 0) return refuse(404, 'used_url');
  const response = parse(body);
  if (!response) return refuse(400, 'invalid_payload');
  const error = errorOf(response);
  if (error) return refuse(400, error);
  target.usesLeft -= 1;
  apply(emulation, target, response);
  return plain(200, 'ok');
};

const parse = (body: Buffer): Json | null => {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isJson(value) ? value : null;
  } catch {
    return null;
  }
};

const isSet = (response: Json, name: string): boolean => response[name] === true || response[name] === 'true';

const errorOf = (response: Json): string | null => {
  if (isSet(response, 'delete_original')) return null;
  if (!response.text && !response.blocks && !response.attachments) return 'no_text';
  if (String(response.text ?? '').length > LIMITS.message.textCutAt) return 'msg_too_long';
  return response.blocks && validateBlocks(response.blocks, 'message').length > 0 ? 'invalid_blocks' : null;
};

const originalOf = ({ workspace }: Emulation, target: ResponseTarget): Message | undefined => {
  if (!target.messageTs) return undefined;
  const ephemeral = workspace.state.ephemerals.find(
    ({ ts, channel }) => ts === target.messageTs && channel === target.channelId,
  );
  return ephemeral ?? workspace.find(target.channelId, target.messageTs);
};

const apply = (emulation: Emulation, target: ResponseTarget, response: Json): void => {
  const original = originalOf(emulation, target);
  if (isSet(response, 'delete_original')) {
    if (original) remove(emulation, original);
  } else if (isSet(response, 'replace_original') && original) {
    replace(emulation, original, contentOf(response));
  } else {
    post(emulation, target, response);
  }
};

const contentOf = (response: Json): { text: string; blocks: Block[]; sentBlocks?: Block[] } => {
  const text = storedText(String(response.text ?? ''));
  const sent = response.blocks as Block[] | undefined;
  return sent ? { text, blocks: storedBlocks(sent), sentBlocks: sent } : { text, blocks: [richTextBlock(text)] };
};

const remove = ({ workspace, messages }: Emulation, original: Message): void => {
  if (!('seenBy' in original)) {
    messages.remove(original);
    return;
  }
  workspace.state.ephemerals = workspace.state.ephemerals.filter((message) => message !== original);
  workspace.changed();
};

const replace = ({ workspace, messages }: Emulation, original: Message, content: Partial<Message>): void => {
  const swap = (message: Message) => {
    delete message.sentBlocks;
    Object.assign(message, content);
  };
  if (!('seenBy' in original)) {
    messages.change(original, workspace.app.botId, swap);
    return;
  }
  swap(original);
  workspace.changed();
};

const post = ({ workspace, messages }: Emulation, target: ResponseTarget, response: Json): void => {
  const channel = workspace.channel(target.channelId);
  if (!channel) return;
  const threadTs = typeof response.thread_ts === 'string' ? response.thread_ts : undefined;
  const { app } = workspace;
  const draft: Draft = { ...appAuthor(workspace), bot_id: app.botId, app_id: app.id, ...contentOf(response), threadTs };
  if (response.response_type === 'in_channel') messages.post(channel, draft);
  else messages.postEphemeral(channel, target.userId, draft);
};
