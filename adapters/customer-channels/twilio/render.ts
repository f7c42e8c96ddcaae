import type { MessagePart, TextPart } from '../../../src/ports';
import { BODY_MAX } from './capabilities';
import { withLinks } from './links';
import { toWhatsapp } from './whatsapp-text';

/** The parameters of a message that depend on what is said. */
export interface RenderedMessage {
  readonly body: string;
  /** `geo:<latitude>,<longitude>|<name>`: WhatsApp shows a map. */
  readonly persistentAction?: string[];
}

/** One part as Twilio takes it on WhatsApp: never longer than a body may be. */
export function renderForWhatsapp(part: MessagePart): RenderedMessage {
  if (part.type === 'media') return { body: part.caption ? fitting(part.caption, toWhatsapp, withLinks) : '' };
  if (part.type !== 'location') return { body: fitting(fallbackText(part), toWhatsapp, withLinks) };
  const { latitude, longitude, name } = part;
  const pin = `geo:${latitude},${longitude}${name === undefined ? '' : `|${name}`}`;
  return { body: name ?? `${latitude}, ${longitude}`, persistentAction: [pin] };
}

/** One part for phones that show plain text: by SMS, and by RCS. A file brings its words along. */
export function renderForText(part: MessagePart): RenderedMessage {
  const words = part.type === 'media' ? part.caption : fallbackText(part);
  return { body: words === undefined ? '' : fitting(words, (text) => toGsm(withLinks(text))) };
}

/** Formatting and addresses make a text longer; where it no longer fits, they go before the words do. */
function fitting(part: TextPart, ...forms: readonly ((part: TextPart) => string)[]): string {
  const fits = forms.map((form) => form(part)).find((text) => text.length <= BODY_MAX);
  return fits ?? part.text;
}

/**
 * Characters that would make every one of the others cost double (UCS-2: 70 instead of 160 in a text), replaced by ones
 * of the GSM alphabet that read the same. `SmartEncoded` asks Twilio for it too; done here, what its list shows later is
 * what was sent.
 */
export const toGsm = (text: string): string =>
  text.replace(
    /[\u00ab\u00bb\u2010-\u2015\u2018-\u201f\u2022\u2026\u2039\u203a\u00a0\u2000-\u200b\u202f]/g,
    (character) => {
      if (/[\u2018-\u201b\u2039\u203a]/.test(character)) return "'";
      if (/[\u00ab\u00bb\u201c-\u201f]/.test(character)) return '"';
      if (/[\u2010-\u2015\u2022]/.test(character)) return '-';
      if (character === '\u2026') return '...';
      return character === '\u200b' ? '' : ' ';
    },
  );

/** What stands for a part that Twilio has no form for. */
function fallbackText(part: MessagePart): TextPart {
  switch (part.type) {
    case 'text':
      return part;
    case 'contact':
      return { type: 'text', text: [part.name, ...part.phones].join('\n') };
    case 'location':
      return { type: 'text', text: [part.name, `${part.latitude}, ${part.longitude}`].filter(Boolean).join('\n') };
    case 'unsupported':
      return { type: 'text', text: `[${part.what}]` };
    case 'media':
      return { type: 'text', text: `[${part.name ?? part.kind}]` };
  }
}
