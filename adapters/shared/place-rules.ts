import type { RoutingFacts } from '../../src/ports';
import { HANDOFF_REASONS } from '../../src/ports';

/** `language=de|fr + channel=telegram : C0123456789`: every condition must hold, by any of its values. */
export interface PlaceRule {
  readonly place: string;
  readonly when: Readonly<Partial<Record<Condition, readonly string[]>>>;
}

const CONDITIONS = ['channel', 'language', 'reason'] as const;
type Condition = (typeof CONDITIONS)[number];

/** What an admin is shown who wrote something else. */
const EXAMPLE = 'language=de:C0123456789, channel=telegram+reason=high_stakes:C0987654321';

interface Reader {
  readonly problems: string[];
  readonly isPlace: (value: string) => boolean;
}

/** Reads a setting of rules. `problems` are complete sentences; without any, `rules` is all that was meant. */
export function parsePlaceRules(
  value: string,
  isPlace: (value: string) => boolean,
): { readonly rules: readonly PlaceRule[]; readonly problems: readonly string[] } {
  const reader: Reader = { problems: [], isPlace };
  const rules = value
    .split(/[,;\n]/)
    .map((text) => text.trim())
    .filter(Boolean)
    .map((text) => readRule(text, reader));
  return { rules, problems: reader.problems };
}

function readRule(text: string, reader: Reader): PlaceRule {
  const [conditions = '', place = '', ...rest] = text.split(/\s*(?::|->|=>)\s*/);
  if (place === '' || rest.length > 0) {
    reader.problems.push(`"${text}" is not a rule. Write conditions, a colon and the id of a channel: ${EXAMPLE}.`);
  } else if (!reader.isPlace(place)) {
    reader.problems.push(`"${place}" in "${text}" is not the id of a channel. Write for example ${EXAMPLE}.`);
  }
  const when = Object.fromEntries(conditions.split(/[+&]/).map((one) => readCondition(one.trim(), text, reader)));
  return { place, when };
}

function readCondition(text: string, rule: string, reader: Reader): [string, readonly string[]] {
  const [name = '', value = '', ...rest] = text.split('=').map((word) => word.trim().toLowerCase());
  const values = value.split('|').map((word) => word.trim());
  if (!CONDITIONS.some((known) => known === name) || rest.length > 0 || values.some((word) => word === '')) {
    reader.problems.push(
      `"${text}" in "${rule}" is not a condition. There are channel=…, language=… and reason=…, joined by +; several values are joined by |.`,
    );
  }
  for (const word of values) checkValue(name, word, reader);
  return [name, values];
}

function checkValue(name: string, word: string, { problems }: Reader): void {
  if (name === 'reason' && !HANDOFF_REASONS.some((reason) => reason === word)) {
    problems.push(`"${word}" is not a reason for a handoff. There are ${HANDOFF_REASONS.join(', ')}.`);
  }
  if (name === 'language' && !/^[a-z]{2,3}$/.test(word)) {
    problems.push(`"${word}" is not a language. Write its two letters, such as en or de.`);
  }
}

/** Customer channels that rules name and that no adapter has. */
export function unknownChannels(rules: readonly PlaceRule[], known: readonly string[]): readonly string[] {
  const named = new Set(rules.flatMap(({ when }) => when.channel ?? []));
  return [...named].filter((channel) => !known.includes(channel));
}

/** The place of the first rule that fits; null: none does. */
export function placeByRules(rules: readonly PlaceRule[], about: RoutingFacts): string | null {
  const facts: Readonly<Record<Condition, string | null>> = {
    channel: about.channelId,
    language: about.language?.toLowerCase().split(/[-_]/)[0] ?? null,
    reason: about.reason,
  };
  const fits = ({ when }: PlaceRule): boolean =>
    CONDITIONS.every((name) => when[name] === undefined || when[name].includes(facts[name] ?? ''));
  return rules.find(fits)?.place ?? null;
}
