import type { DeliveryStatus, MediaKind, MessagePart, PartDelivery } from '../message';

const RANK: Readonly<Record<DeliveryStatus, number>> = {
  queued: 0,
  held: 1,
  suppressed: 1,
  unknown: 2,
  sent: 3,
  failed: 4,
  delivered: 5,
  read: 6,
};

/** A failure counts until a phone confirmed; "sent" after a failure is an old report that came late. */
export const isNews = (known: DeliveryStatus, told: DeliveryStatus): boolean => RANK[told] > RANK[known];

const ARRIVED: ReadonlySet<DeliveryStatus> = new Set(['sent', 'delivered', 'read']);
export const hasArrived = ({ status }: Pick<PartDelivery, 'status'>): boolean => ARRIVED.has(status);

const MISSING: ReadonlySet<DeliveryStatus> = new Set(['failed', 'unknown', 'suppressed']);
const isMissing = ({ status }: PartDelivery): boolean => MISSING.has(status);

/** Which did not arrive, or may not have, and are not under way. */
export const missingIn = (all: readonly PartDelivery[]): readonly number[] => indexes(all, isMissing);

export const indexes = (all: readonly PartDelivery[], is: (one: PartDelivery) => boolean): readonly number[] =>
  all.flatMap((one, index) => (is(one) ? [index] : []));

/** What is true of the whole: a good word only where it is true of each. */
export function wholeOf(all: readonly PartDelivery[]): DeliveryStatus {
  const statuses = all.map(({ status }) => status).filter((status) => status !== 'suppressed');
  const bad = (['failed', 'unknown', 'held'] as const).find((status) => statuses.includes(status));
  return bad ?? statuses.sort((a, b) => RANK[a] - RANK[b])[0] ?? 'suppressed';
}

/** As a report on one of them leaves them; null: it tells nothing new. `stops`: what follows it is not tried. */
export function afterReport(
  all: readonly PartDelivery[],
  at: number,
  status: DeliveryStatus,
  stops: boolean,
): readonly PartDelivery[] | null {
  const told = all[at];
  if (told === undefined || !isNews(told.status, status)) return null;
  return all.map((one, index) => {
    if (index === at) return { ...one, status };
    return stops && index > at && one.status === 'queued' ? { ...one, status: 'suppressed' } : one;
  });
}

export const withStatus = (
  all: readonly PartDelivery[],
  which: readonly number[],
  status: DeliveryStatus,
): readonly PartDelivery[] => all.map((one, index) => (which.includes(index) ? { ...one, status } : one));

const KINDS: Readonly<Record<MediaKind, string>> = {
  image: 'picture',
  audio: 'recording',
  voice: 'voice note',
  video: 'video',
  file: 'file',
  sticker: 'sticker',
};

/** `the picture p.jpg`, `the text`, `text 2 of 3`. */
export function partName(all: readonly PartDelivery[], at: number): string {
  const part = all[at]?.part;
  if (part?.type === 'text') {
    const texts = indexes(all, (one) => one.part.type === 'text');
    return texts.length === 1 ? 'the text' : `text ${texts.indexOf(at) + 1} of ${texts.length}`;
  }
  if (part?.type !== 'media') return 'a part';
  const name = ['the', KINDS[part.kind], part.name].filter((word) => word !== null).join(' ');
  return part.caption === undefined ? name : `${name} with its text`;
}

export const hasWords = (part: MessagePart | undefined): boolean =>
  part?.type === 'text' || (part?.type === 'media' && part.caption !== undefined);

/** `the text and the picture p.jpg were`; null: none of them. */
export function namesOf(all: readonly PartDelivery[], which: readonly number[]): string | null {
  const names = which.map((index) => partName(all, index));
  const last = names.pop();
  if (last === undefined) return null;
  return names.length === 0 ? `${last} was` : `${names.join(', ')} and ${last} were`;
}
