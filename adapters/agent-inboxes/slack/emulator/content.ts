import { LIMITS } from './blocks/limits';
import type { Problem } from './blocks/rules';
import { storedBlocks } from './blocks/stored';
import { blockTextLength, markdownLength, validateBlocks } from './blocks/validate';
import type { Call } from './method';
import { richTextBlock } from './rich-text';
import { storedText } from './text';
import { type Block, isJson, type Json, type MessageMetadata, SlackRefusal } from './wire';
import type { Workspace } from './workspace';

/** The content arguments that posting, updating and ephemeral posting share, checked and in stored form. */
export interface Content {
  /** Undefined: not given. */
  readonly text: string | undefined;
  readonly blocks: Block[] | undefined;
  readonly sentBlocks: Block[] | undefined;
  readonly attachments: Json[] | undefined;
  /** Null: `{}` was given, which clears. */
  readonly metadata: MessageMetadata | null | undefined;
  readonly mrkdwn: boolean;
}

/** `[ERROR] … [json-pointer:…]`, in the two places where Slack repeats it. */
const invalidBlocks = (problems: readonly Problem[], code = 'invalid_blocks'): SlackRefusal => {
  const errors = problems.map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`);
  return new SlackRefusal(code, {
    errors,
    response_metadata: { messages: errors.map((message) => `[ERROR] ${message}`) },
  });
};

export const readContent = (call: Call, workspace: Workspace): Content => {
  const { args } = call;
  if (args.flag('as_user')) throw new SlackRefusal('as_user_not_supported');
  const markdown = args.has('markdown_text') ? args.text('markdown_text') : undefined;
  if (markdown !== undefined && (args.has('text') || args.has('blocks'))) {
    throw new SlackRefusal('markdown_text_conflict');
  }
  if ((markdown?.length ?? 0) > LIMITS.message.markdownText) throw new SlackRefusal('msg_too_long');
  const sentBlocks = readBlocks(call);
  const raw = markdown ?? args.text('text');
  return {
    text: raw === undefined ? undefined : storedText(raw, textOptions(call, workspace)),
    blocks: sentBlocks && storedBlocks(sentBlocks),
    sentBlocks,
    attachments: readAttachments(call),
    metadata: readMetadata(call),
    mrkdwn: args.flag('mrkdwn', true),
  };
};

const textOptions = ({ args }: Call, workspace: Workspace) => ({
  parse: args.text('parse'),
  linkNames: args.flag('link_names'),
  findPerson: (name: string) => Object.values(workspace.state.people).find((person) => person.name === name)?.id,
});

export const readBlocks = (call: Call): Block[] | undefined => {
  const blocks = call.args.array('blocks', 'invalid_blocks_format');
  if (!blocks) return undefined;
  const problems = validateBlocks(blocks, 'message');
  if (problems.length > 0) throw invalidBlocks(problems);
  if (blockTextLength(blocks) > LIMITS.message.blockText) throw new SlackRefusal('msg_blocks_too_long');
  if (markdownLength(blocks as Json[]) > LIMITS.message.markdownText) throw new SlackRefusal('msg_blocks_too_long');
  return blocks as Block[];
};

const readAttachments = (call: Call): Json[] | undefined => {
  const attachments = call.args.array('attachments', 'invalid_attachments');
  if (!attachments) return undefined;
  if (!attachments.every(isJson)) throw new SlackRefusal('invalid_attachments');
  if (attachments.length > LIMITS.message.attachments) throw new SlackRefusal('too_many_attachments');
  for (const [index, { blocks }] of (attachments as Json[]).entries()) {
    const problems = blocks === undefined ? [] : validateBlocks(blocks, 'message', `/attachments/${index}/blocks`);
    if (problems.length > 0) throw invalidBlocks(problems, 'invalid_attachments');
  }
  return attachments as Json[];
};

const readMetadata = (call: Call): MessageMetadata | null | undefined => {
  const metadata = call.args.object('metadata', 'invalid_metadata_format');
  if (metadata === undefined) return undefined;
  if (Object.keys(metadata).length === 0) return null;
  const { event_type: type, event_payload: payload } = metadata;
  if (typeof type !== 'string' || type === '' || !isJson(payload)) throw new SlackRefusal('invalid_metadata_format');
  if (!Object.values(payload).every(isMetadataValue)) throw new SlackRefusal('invalid_metadata_schema');
  if (Buffer.byteLength(JSON.stringify(metadata)) > LIMITS.message.metadataBytes) {
    throw new SlackRefusal('metadata_too_large');
  }
  return { event_type: type, event_payload: payload };
};

/** Values are plain, or lists of plain values; a second level of objects is refused. */
const isMetadataValue = (value: unknown): boolean =>
  Array.isArray(value) ? value.every((one) => !isJson(one) && !Array.isArray(one)) : !isJson(value);

/** Slack puts a rich text beside a plain post of an app; a post under a custom name gets none. */
export const blocksFor = (content: Content, customized: boolean): Block[] | undefined => {
  if (content.blocks && content.blocks.length > 0) return content.blocks;
  return customized || !content.text ? undefined : [richTextBlock(content.text, content.mrkdwn)];
};
