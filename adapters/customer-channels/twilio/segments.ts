/** The alphabet that fits 160 characters into a text; the second one counts double. Source: 3GPP TS 23.038. */
const GSM =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const GSM_DOUBLE = '^{}\\[~]|€\f';

export interface Segments {
  /** How many texts it is billed as. */
  readonly count: number;
  /** The first character outside of the alphabet, which makes all of them cost double; null: there is none. */
  readonly costly: string | null;
}

export function segmentsIn(body: string): Segments {
  const characters = [...body];
  const costly = characters.find((one) => !GSM.includes(one) && !GSM_DOUBLE.includes(one)) ?? null;
  if (costly !== null) return { count: body.length <= 70 ? 1 : Math.ceil(body.length / 67), costly };
  const length = characters.reduce((sum, one) => sum + (GSM_DOUBLE.includes(one) ? 2 : 1), 0);
  return { count: length <= 160 ? 1 : Math.ceil(length / 153), costly };
}

/** More than that is worth a word to whoever wrote it. */
const QUIET_MAX = 3;

/** What an agent may not know of a long text; null: nothing. */
export function costNote(body: string): string | null {
  const { count, costly } = segmentsIn(body);
  if (count <= QUIET_MAX) return null;
  const why = costly === null ? '' : ` “${costly}” is not in the alphabet of SMS, which doubles the cost.`;
  return `Your reply was billed as ${count} texts.${why}`;
}
