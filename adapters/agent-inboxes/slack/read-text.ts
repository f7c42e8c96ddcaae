import { addMrkdwn } from './mrkdwn';
import { addBlocks } from './rich-text';
import { type BuiltText, TextBuilder } from './text-builder';

interface TextSource {
  readonly text?: unknown;
  readonly blocks?: unknown;
}

/**
 * What a person typed, from the blocks that their client made of it; from the text where there are none (some mobile
 * clients, posts from before blocks). `text` alone is ambiguous: a typed asterisk and a bold mark look the same in it.
 */
export function readText(source: TextSource, botUserId: string | null): BuiltText {
  const text = typeof source.text === 'string' ? source.text : '';
  const labels = labelsIn(text);
  const fromBlocks = new TextBuilder();
  addBlocks(fromBlocks, source.blocks, { botUserId, labels });
  const built = fromBlocks.build();
  if (!fromBlocks.isEmpty || built.lead !== null || text === '') return built;
  const fromText = new TextBuilder();
  addMrkdwn(fromText, text, botUserId);
  return fromText.build();
}

/** Blocks name channels and groups by id only; the text beside them often has their names: `<#C123|general>`. */
function labelsIn(text: string): ReadonlyMap<string, string> {
  const found = text.matchAll(/<(?:#|!subteam\^)([A-Z0-9]+)\|[#@]?([^<>|]+)>/g);
  return new Map([...found].map((match) => [match[1] ?? '', match[2] ?? '']));
}
