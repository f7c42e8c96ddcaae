import { storedBlocks } from './blocks/stored';
import type { Emulation } from './emulation';
import type { HttpAnswer } from './http-post';
import { appAuthor } from './identity';
import type { Draft } from './messages';
import type { Person } from './people';
import { richTextBlock } from './rich-text';
import { storedText } from './text';
import type { Block, Json } from './wire';
import type { SlackChannel } from './workspace';

/** Shows what the app answered to a command: to its writer, or to all when it says `in_channel`. */
export const showCommandAnswer = (
  emulation: Emulation,
  channel: SlackChannel,
  person: Person,
  command: string,
  answer: HttpAnswer,
): void => {
  const { workspace, messages } = emulation;
  if (answer.status < 200 || answer.status > 299) {
    const reason = answer.status === 0 ? 'operation_timeout' : 'dispatch_failed';
    const text = `${command} failed with the error "${reason}"`;
    messages.postEphemeral(channel, person.id, { user: 'USLACKBOT', text });
    return;
  }
  const response = responseOf(answer.body);
  if (!response.text && !response.blocks) return;
  const text = storedText(String(response.text ?? ''));
  const sent = response.blocks as Block[] | undefined;
  const { app } = workspace;
  const draft: Draft = {
    ...appAuthor(workspace),
    bot_id: app.botId,
    app_id: app.id,
    text,
    blocks: sent ? storedBlocks(sent) : [richTextBlock(text)],
    ...(sent ? { sentBlocks: sent } : {}),
  };
  if (response.response_type === 'in_channel') messages.post(channel, draft);
  else messages.postEphemeral(channel, person.id, draft);
};

/** A body that is not JSON is the text itself. */
const responseOf = (body: string): Json => {
  try {
    return JSON.parse(body) as Json;
  } catch {
    return { text: body };
  }
};
