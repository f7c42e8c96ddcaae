import { badRequest } from './api-error';
import { type ParsedText, parseHtml } from './html-parser';
import type { ApiCall } from './request';
import type { WireEntity } from './wire';

const TEXT_MAX = 4096;
const CAPTION_MAX = 1024;
/** Refused before anything is parsed. Source: tdlib/telegram-bot-api, Client.cpp. */
const RAW_MAX_BYTES = 32_768;

/** The text of a message, parsed and measured in UTF-16 units as Telegram does. */
export function readText(params: ApiCall['params']): ParsedText {
  const parsed = parsedField(params, 'text', 'entities');
  if (parsed.text === '') throw badRequest('message text is empty');
  if (parsed.text.length > TEXT_MAX) throw badRequest('message is too long');
  return parsed;
}

/** A caption may be missing; then its text is empty. */
export function readCaption(params: ApiCall['params']): ParsedText {
  const parsed = parsedField(params, 'caption', 'caption_entities');
  if (parsed.text.length > CAPTION_MAX) throw badRequest('message caption is too long');
  return parsed;
}

function parsedField(params: ApiCall['params'], field: 'text' | 'caption', entityField: string): ParsedText {
  const raw = params[field] ?? '';
  if (Buffer.byteLength(raw) > RAW_MAX_BYTES) throw badRequest(`${field} is too long`);
  const mode = (params.parse_mode ?? '').toLowerCase();
  if (mode === 'html') return trimmed(parseHtml(raw));
  if (mode === 'markdown' || mode === 'markdownv2') throw badRequest('the emulator parses HTML only');
  if (mode !== '') throw badRequest('unsupported parse_mode');
  const entities = params[entityField];
  return trimmed({ text: raw, entities: entities === undefined ? [] : (JSON.parse(entities) as WireEntity[]) });
}

/** White space around a text is cut off, and the entities move along. */
function trimmed({ text, entities }: ParsedText): ParsedText {
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  const moved = entities.flatMap((entity) => {
    const from = Math.max(entity.offset, start);
    const length = Math.min(entity.offset + entity.length, end) - from;
    return length > 0 ? [{ ...entity, offset: from - start, length }] : [];
  });
  return { text: text.trim(), entities: moved };
}

export const textContent = ({ text, entities }: ParsedText) => ({ text, ...(entities.length > 0 && { entities }) });

export const captionContent = ({ text, entities }: ParsedText) => ({
  ...(text !== '' && { caption: text }),
  ...(entities.length > 0 && { caption_entities: entities }),
});
