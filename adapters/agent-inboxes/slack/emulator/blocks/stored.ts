import { generatedId } from '../ids';
import { escapePlain, storedText } from '../text';
import { type Block, isJson, type Json } from '../wire';

const INTERACTIVE_HOSTS = ['actions', 'context_actions', 'input', 'section', 'card'];

/**
 * Blocks as Slack keeps and echoes them: ids filled in where the app left them out, defaults written out, texts
 * escaped. `block_id`s of the app come back as they were sent.
 */
export const storedBlocks = (blocks: readonly Json[]): Block[] => structuredClone(blocks).map(storedBlock);

const storedBlock = (block: Json): Block => {
  block.block_id ??= generatedId();
  if (INTERACTIVE_HOSTS.includes(String(block.type))) fillActionIds(block);
  if (block.type !== 'rich_text' && block.type !== 'markdown') escapeTexts(block);
  for (const list of [block.child_blocks, block.type === 'carousel' ? block.elements : undefined]) {
    if (Array.isArray(list)) for (const child of list.filter(isJson)) storedBlock(child);
  }
  return block as Block;
};

const fillActionIds = (block: Json): void => {
  const elements = [block.accessory, block.element, ...listOf(block.elements), ...listOf(block.actions)];
  for (const element of elements.filter(isJson)) {
    if (element.type !== 'image') element.action_id ??= generatedId();
  }
};

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const escapeTexts = (value: unknown): void => {
  if (Array.isArray(value)) for (const one of value) escapeTexts(one);
  if (!isJson(value) || value.type === 'rich_text') return;
  if (value.type === 'plain_text' && typeof value.text === 'string') {
    value.text = escapePlain(value.text);
    value.emoji ??= true;
  } else if (value.type === 'mrkdwn' && typeof value.text === 'string') {
    value.verbatim ??= false;
    value.text = storedText(value.text, value.verbatim ? { parse: 'none' } : {});
  } else {
    for (const one of Object.values(value)) escapeTexts(one);
  }
};
