/** What Slack makes of the `text` an app sends. */

const REFERENCE =
  /^(?:@[UW][A-Z0-9]+(?:\|[^|]*)?|#[CG][A-Z0-9]+(?:\|[^|]*)?|!(?:here|channel|everyone|group)(?:\|[^|]*)?|!subteam\^S[A-Z0-9]+(?:\|[^|]*)?|!date\^\d+\^[^|]+\|.+|(?:https?|ftp|mailto|tel|sms|slack):[^|\s]+(?:\|[^|]*)?)$/;
/** Over escaped text: an address ends before an escaped bracket and without the punctuation of the sentence. */
export const URL_SOURCE = String.raw`\bhttps?:\/\/(?:(?!&[lg]t;)[^\s<>|])*(?!&[lg]t;)[^\s<>|.,;:!?)"'\]]`;
const URL_IN_TEXT = new RegExp(URL_SOURCE, 'g');

const escapeAmpersand = (text: string): string => text.replace(/&(?!(?:amp|lt|gt);)/g, '&amp;');

export const escapePlain = (text: string): string => escapeAmpersand(text).replace(/</g, '&lt;').replace(/>/g, '&gt;');

export const unescapeText = (text: string): string =>
  text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');

const linkify = (escaped: string): string => escaped.replace(URL_IN_TEXT, (url) => `<${url}>`);

/** Splits at `<...>` that means something to Slack; everything else is ordinary text, however it looks. */
const splitReferences = (text: string): readonly { readonly reference: boolean; readonly text: string }[] =>
  text
    .split(/(<[^<>\n]+>)/)
    .filter((part) => part !== '')
    .map((part) => {
      const reference = part.startsWith('<') && part.endsWith('>') && REFERENCE.test(part.slice(1, -1));
      return { reference, text: part };
    });

interface TextOptions {
  /** `full` also finds names; `none` leaves addresses alone; absent: only addresses are linked. */
  readonly parse?: string | undefined;
  readonly linkNames?: boolean;
  /** Handle to user id, for `link_names`. */
  readonly findPerson?: (name: string) => string | undefined;
}

/**
 * The text as Slack stores it and sends it in events: the three entities escaped where they are not part of a
 * reference, bare addresses in angle brackets (not with `parse=none`), names resolved only when asked.
 */
export const storedText = (text: string, options: TextOptions = {}): string =>
  splitReferences(text)
    .map((part) => {
      if (part.reference) return `<${escapeAmpersand(part.text.slice(1, -1))}>`;
      let escaped = escapePlain(part.text);
      if (options.parse !== 'none') escaped = linkify(escaped);
      if (options.linkNames || options.parse === 'full') escaped = linkNames(escaped, options);
      return escaped;
    })
    .join('');

const linkNames = (text: string, options: TextOptions): string =>
  text.replace(/(^|[\s(])@([a-z0-9._-]+)/gi, (match, before: string, name: string) => {
    if (/^(here|channel|everyone)$/.test(name)) return `${before}<!${name}>`;
    const id = options.findPerson?.(name.toLowerCase());
    return id ? `${before}<@${id}>` : match;
  });
