/** The alphabet that fits 160 characters into a text; the second line counts double. Source: 3GPP 23.038. */
const GSM =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const GSM_DOUBLE = '^{}\\[~]|€\f';

/** How many texts a body is billed as: one character outside the alphabet makes all of them cost double. */
export function segmentsOf(body: string): number {
  const characters = [...body];
  if (characters.every((character) => GSM.includes(character) || GSM_DOUBLE.includes(character))) {
    const length = characters.reduce((sum, character) => sum + (GSM_DOUBLE.includes(character) ? 2 : 1), 0);
    return length <= 160 ? 1 : Math.ceil(length / 153);
  }
  return body.length <= 70 ? 1 : Math.ceil(body.length / 67);
}
