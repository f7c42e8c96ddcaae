import { shorten } from './graphemes';

/** Characters that turn the direction of what follows or cannot be seen: no name needs them, and cards break on them. */
const INVISIBLE = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
const NAME_MAX = 80;

/** A name as a stranger gave it, fit to be shown; null when nothing of it is left. */
export function displayName(given: string | undefined): string | null {
  const name = shorten((given ?? '').replace(INVISIBLE, '').trim(), NAME_MAX);
  return name === '' ? null : name;
}

const FILE_NAME_MAX = 120;

/** The name of a file: besides, no folders; null when nothing of it is left. */
export function displayFileName(given: string | undefined): string | null {
  const name = (given ?? '').replace(INVISIBLE, '').replace(/[\\/]/g, '_');
  return shorten(name.trim(), FILE_NAME_MAX) || null;
}
