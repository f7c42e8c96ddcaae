import type { ContactAddress } from '../domain/ids';

/** As many as there are colours to draw with. */
const TINTS = 12;

/** A picture of somebody's initial, in a colour that stays theirs. Nothing of who they are is in its address. */
export const avatarUrl = (publicUrl: string, contact: ContactAddress, name: string | null): string =>
  `${publicUrl}/avatars/${hash(contact) % TINTS}/${initialOf(name)}.png`;

/** The first letter that can be drawn, from A to Z without its accents; `_`: a person. */
function initialOf(name: string | null): string {
  const [first = ''] = (name ?? '').normalize('NFD').match(/\p{L}/u) ?? [];
  const letter = first.toUpperCase();
  return /^[A-Z]$/.test(letter) ? letter : '_';
}

function hash(text: string): number {
  let value = 0;
  for (const char of text) value = (value * 31 + char.charCodeAt(0)) >>> 0;
  return value;
}
