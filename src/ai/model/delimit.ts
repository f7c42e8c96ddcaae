import { masked } from '../../domain/masking/numbers';

/** Characters that people do not see and models read: format characters, and controls but line ends and tabs. */
const UNSEEN = /\p{Cf}|[^\P{Cc}\n\t]/gu;

/**
 * Text of somebody else as data for a model: it can close no tag and open none, and its card numbers, account numbers
 * and passwords are masked. What it asks for is the model's to ignore; what it can do is bounded by the checks behind.
 */
export const inert = (text: string): string =>
  masked(text).replace(UNSEEN, '').replaceAll('<', '‹').replaceAll('>', '›').trim();

/** A block of data with a name. The name is ours, the text is not. */
export const tagged = (name: string, text: string): string => `<${name}>\n${inert(text)}\n</${name}>`;
