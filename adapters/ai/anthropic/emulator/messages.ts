import { invalid, isObject, type Json } from './checks';

export interface Block {
  readonly block: Json;
  readonly path: string;
}

/** The blocks of all messages in order. Throws for what the API refuses in a conversation. */
export function checkMessages(messages: unknown): readonly Block[] {
  if (!Array.isArray(messages) || messages.length === 0) throw invalid('messages: at least one message is required');
  const read = messages.map((message, index) => readMessage(message, index));
  if (read[0]?.role !== 'user') throw invalid('messages: first message must use the "user" role');
  if (read.at(-1)?.role !== 'user') {
    throw invalid(
      'This model does not support assistant message prefill. The conversation must end with a user message.',
    );
  }
  for (const [index, message] of read.entries()) checkTools(message, read[index - 1], read[index + 1], index);
  return read.flatMap(({ blocks }, index) =>
    blocks.map((block, at) => ({ block, path: `messages.${index}.content.${at}` })),
  );
}

interface Message {
  readonly role: string;
  readonly blocks: readonly Json[];
}

function readMessage(message: unknown, index: number): Message {
  if (!isObject(message)) throw invalid(`messages.${index}: Input should be a valid dictionary`);
  const { role, content } = message;
  if (role !== 'user' && role !== 'assistant') {
    throw invalid(`messages.${index}.role: Input should be 'user' or 'assistant'`);
  }
  if (content === '' || (Array.isArray(content) && content.length === 0)) {
    throw invalid(`messages.${index}: all messages must have non-empty content`);
  }
  const blocks: unknown = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
  if (!Array.isArray(blocks)) throw invalid(`messages.${index}.content: Field required`);
  blocks.forEach((block, at) => void checkBlock(block, role, `messages.${index}.content.${at}`));
  return { role, blocks };
}

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  user: ['text', 'tool_result', 'search_result', 'document', 'image'],
  assistant: ['text', 'tool_use', 'thinking', 'redacted_thinking'],
};
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  text: ['type', 'text', 'cache_control', 'citations'],
  tool_use: ['type', 'id', 'name', 'input', 'cache_control'],
  tool_result: ['type', 'tool_use_id', 'content', 'is_error', 'cache_control'],
  thinking: ['type', 'thinking', 'signature'],
};

function checkBlock(block: unknown, role: string, path: string): void {
  if (!isObject(block) || !ALLOWED[role]?.includes(String(block.type))) {
    throw invalid(`${path}.type: Input tag '${isObject(block) ? String(block.type) : ''}' is not allowed here`);
  }
  const type = String(block.type);
  const extra = Object.keys(block).find((name) => FIELDS[type] !== undefined && !FIELDS[type].includes(name));
  if (extra !== undefined) throw invalid(`${path}.${type}.${extra}: Extra inputs are not permitted`);
  if (type === 'text') {
    if (typeof block.text !== 'string') throw invalid(`${path}.text.text: Field required`);
    if (block.text.trim() === '') throw invalid('messages: text content blocks must contain non-whitespace text');
  }
  if (type === 'tool_use' && !isObject(block.input)) {
    throw invalid(`${path}.tool_use.input: Input should be a valid dictionary`);
  }
}

const idsOf = ({ blocks }: Message, type: string, field: string): string[] =>
  blocks.filter((block) => block.type === type).map((block) => String(block[field]));

function checkTools(message: Message, before: Message | undefined, after: Message | undefined, index: number): void {
  const asked = idsOf(message, 'tool_use', 'id');
  const answered = after === undefined ? [] : idsOf(after, 'tool_result', 'tool_use_id');
  const open = asked.filter((id) => !answered.includes(id));
  if (open.length > 0) {
    throw invalid(
      `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
    );
  }
  const known = before === undefined ? [] : idsOf(before, 'tool_use', 'id');
  const orphan = idsOf(message, 'tool_result', 'tool_use_id').find((id) => !known.includes(id));
  if (orphan !== undefined) {
    throw invalid(
      `messages.${index}.content: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${orphan}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`,
    );
  }
  const firstOther = message.blocks.findIndex((block) => block.type !== 'tool_result');
  const late = message.blocks.some((block, at) => block.type === 'tool_result' && firstOther !== -1 && at > firstOther);
  if (late) throw invalid(`messages.${index}: \`tool_result\` blocks must come before other content.`);
  const thought = message.blocks.findIndex((block) => block.type === 'thinking');
  if (thought > 0) throw invalid(`messages.${index}: \`thinking\` blocks must come first.`);
}
