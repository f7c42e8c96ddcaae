import { masked } from '../summary/mask';

/** Characters that people do not see and models read: tags, joiners, changes of direction, controls but line ends. */
const UNSEEN =
  /[\u{e0000}-\u{e007f}\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]|[\u0000-\u0008\u000b-\u001f\u007f]/gu;

/**
 * Text of somebody else as data for a model: it can close no tag and open none, and its card numbers, account numbers
 * and passwords are masked. What it asks for is the model's to ignore; what it can do is bounded by the checks behind.
 */
export const inert = (text: string): string =>
  masked(text).replace(UNSEEN, '').replaceAll('<', '‹').replaceAll('>', '›').trim();

/** A block of data with a name. The name is ours, the text is not. */
export const tagged = (name: string, text: string): string => `<${name}>\n${inert(text)}\n</${name}>`;
