import type { MediaKind, MessagePart } from '../../../src/ports';
import type { SlackFile } from './client';

/** Files of an agent's message, in order. What cannot be fetched stands as something the customer did not get. */
export const fileParts = (files: unknown): MessagePart[] =>
  Array.isArray(files)
    ? files.flatMap((file) => (typeof file === 'object' && file !== null ? [filePart(file)] : []))
    : [];

export function filePart(file: SlackFile): MessagePart {
  const id = typeof file.id === 'string' ? file.id : '';
  switch (file.mode) {
    case 'tombstone':
    case 'hidden_by_limit':
      return { type: 'unsupported', what: 'a file that is no longer available in Slack' };
    case 'post':
    case 'canvas':
    case 'quip':
    case 'list':
    case 'email':
      return { type: 'unsupported', what: `a Slack ${String(file.mode)}, which only people in Slack can open` };
    case 'external':
      return externalFile(file);
    default:
      return id === '' ? { type: 'unsupported', what: 'a file' } : hostedFile(file, id);
  }
}

/** Something in Google Drive and the like: the customer gets the address, for Slack holds no bytes. */
function externalFile(file: SlackFile): MessagePart {
  const url = text(file.external_url) ?? text(file.url_private);
  const name = text(file.title) ?? text(file.name);
  if (url === null || !/^https?:\/\//i.test(url)) return { type: 'unsupported', what: 'a file of another service' };
  return { type: 'text', text: name === null ? url : `${name}: ${url}` };
}

/** Also a stub of Slack Connect (`check_file_info`): its facts are looked up before the event is applied. */
function hostedFile(file: SlackFile, id: string): MessagePart {
  const mediaType = text(file.mimetype);
  const duration = typeof file.duration_ms === 'number' ? file.duration_ms / 1_000 : null;
  return {
    type: 'media',
    kind: kindOf(mediaType, file.subtype),
    mediaType,
    name: text(file.name) ?? text(file.title),
    bytes: typeof file.size === 'number' && file.size > 0 ? file.size : null,
    ref: id,
    ...(duration === null ? {} : { durationSeconds: duration }),
  };
}

function kindOf(mediaType: string | null, subtype: unknown): MediaKind {
  if (subtype === 'slack_audio') return 'voice';
  const family = mediaType?.split('/')[0];
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'file';
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
