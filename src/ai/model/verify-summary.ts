import type { HandoffPacket, PacketFact } from '../../domain/conversation/packet';
import { maskedEmail, maskedPhone } from '../../domain/masking/numbers';
import { termsOf } from '../knowledge/terms';
import { isInjection } from '../signals/injection';
import { fold } from '../signals/text';
import { cut, oneLine } from '../summary/headline';
import { inert } from './delimit';
import { unsupported } from './grounding';
import { linksIn } from './links';
import { promisesIn } from './promises';
import type { ShownMessage } from './summary-request';
import type { ModelSummary } from './summary-schema';

const MAX_WORDS = 60;
const MAX_HEADLINE = 80;
const MAX_OPENING_WORDS = 25;
const MAX_SENTENCE_WORDS = 20;
/** How much of a sentence about the customer must be in words of the conversation, where both are in one language. */
const MIN_SHARED_TERMS = 0.4;
const PROSE_LANGUAGE = 'en';
const DEEDS =
  /\b(?:refunded|reimbursed|credited|charged|cancell?ed|replaced|exchanged|repaired|resent|sent|shipped|dispatched|delivered|booked|arranged|scheduled|approved|authori[sz]ed|granted|changed|updated|upgraded|waived|compensated|promised|guaranteed|confirmed|agreed|verified|escalated)\b/gu;
const WANTED = /\b(?:wants?|wishes|needs?|asks?|asking|requests?|would like|to have|to be|be)\b/u;
const MAX_FACTS = 12;
const MAX_VALUE = 80;
const MAX_TRIED = 6;
const MAX_DROPPED = 5;

/**
 * What of a model's summary may be shown. Facts must be the customer's own words in the message they name; prose may
 * state no figure, date or address that the conversation does not hold, no link, no order to anybody. What fails is
 * replaced by the packet made without a model; facts that fail are named as not verified, never as facts. `done`: what
 * tools did, told by the rules beside what the model tells.
 */
export function verifySummary(
  summary: ModelSummary,
  messages: readonly ShownMessage[],
  base: HandoffPacket,
  done: readonly string[] = [],
): HandoffPacket {
  const byTools = base.facts.filter(({ source }) => source === 'tool');
  const texts = [...messages.map(({ text }) => text), ...byTools.map(({ label, value }) => `${label} ${value}`)];
  const { facts, dropped } = checkFacts(summary.facts, messages, base.facts);
  const ours = [
    ...messages.filter(({ entry }) => entry.author.role !== 'customer').map(({ text }) => text),
    ...[...byTools.map(({ label, value }) => `${label} ${value}`), ...done],
  ];
  const prose = new Prose(MAX_WORDS, (text) => isSafe(text, texts) && !tellsOfDeeds(text, [...texts, ...done]));
  const said = (text: string | null, language: string): string | null =>
    text !== null && (base.language ?? language) === language && !isAbout(text, texts, language) ? null : text;
  const headline = prose.take(said(summary.headline, PROSE_LANGUAGE)) ?? base.headline;
  return {
    headline: cut(headline, MAX_HEADLINE),
    suggestedOpening:
      opening(said(summary.suggested_opening, base.language ?? PROSE_LANGUAGE), prose) ?? base.suggestedOpening,
    wants: prose.take(said(summary.wants, PROSE_LANGUAGE)) ?? base.wants,
    facts,
    tried: withDone(tried(summary, messages, ours, prose), base, done),
    blocked: prose.take(withoutDeeds(summary.blocked, ours)) ?? base.blocked,
    promised: base.promised,
    mood: summary.mood,
    language: base.language,
    notVerified: [
      ...facts.filter(({ source }) => source !== 'tool').map(({ label, value }) => `${label} ${value}`),
      ...dropped,
    ],
    madeBy: 'model',
    madeAt: base.madeAt,
  };
}

function isSafe(text: string, transcript: readonly string[]): boolean {
  return unsupported(text, transcript).length === 0 && linksIn(text).length === 0 && !isInjection(fold(text));
}

/**
 * What somebody did is a fact as much as a figure is: "refunded" must stand in a message. "Wants it cancelled" tells of
 * no deed where somebody spoke of cancelling.
 */
function tellsOfDeeds(text: string, texts: readonly string[]): boolean {
  const said = fold(text);
  const words = new Set(fold(texts.join('\n')).match(/\p{L}+/gu));
  const terms = new Set(termsOf(texts.join('\n'), PROSE_LANGUAGE));
  return [...said.matchAll(DEEDS)].some(({ 0: deed, index }) => {
    const isWanted = WANTED.test(said.slice(0, index));
    return !words.has(deed) && !(isWanted && termsOf(deed, PROSE_LANGUAGE).some((term) => terms.has(term)));
  });
}

/** Of what our side did, only our side's messages and tools are witnesses. */
const withoutDeeds = (text: string | null, ours: readonly string[]): string | null =>
  text === null || tellsOfDeeds(text, ours) ? null : text;

/** Is it about this conversation, or about another one that the model imagined? */
function isAbout(text: string, transcript: readonly string[], language: string): boolean {
  const terms = [...new Set(termsOf(text, language))];
  const known = new Set(termsOf(transcript.join('\n'), language));
  return terms.filter((term) => known.has(term)).length >= terms.length * MIN_SHARED_TERMS;
}

/** Hands out sentences as long as they are safe and there are words left. */
class Prose {
  constructor(
    private left: number,
    private readonly isSafe: (text: string) => boolean,
  ) {}

  /** Null where there is nothing, where it is not safe or where no room is left for all of it. */
  take(text: string | null, maxWords = MAX_SENTENCE_WORDS): string | null {
    const line = oneLine(inert(text ?? ''));
    const words = line.split(' ').length;
    if (line === '' || words > Math.min(maxWords, this.left) || !this.isSafe(line)) return null;
    this.left -= words;
    return line;
  }
}

/** An opening that promises, or tells of something done, would make the agent say what is not so. */
function opening(text: string | null, prose: Prose): string | null {
  return text === null || promisesIn(text, []) ? null : prose.take(text, MAX_OPENING_WORDS);
}

function tried(
  { tried: steps }: ModelSummary,
  messages: readonly ShownMessage[],
  said: readonly string[],
  prose: Prose,
): readonly string[] | null {
  const ours = new Set(messages.filter(({ entry }) => entry.author.role === 'bot').map(({ label }) => label));
  const kept = steps
    .filter(({ message }) => ours.has(labelIn(message)))
    .flatMap(({ step }) => prose.take(withoutDeeds(step, said)) ?? [])
    .slice(0, MAX_TRIED);
  return kept.length === 0 ? null : kept;
}

const withDone = (told: readonly string[] | null, base: HandoffPacket, done: readonly string[]): readonly string[] =>
  told === null ? base.tried : [...told, ...done];

const labelIn = (label: string): string => label.replace(/[[\]\s]/g, '').toLowerCase();

/** The model's facts that hold, then what the rules found besides. */
function checkFacts(
  claimed: ModelSummary['facts'],
  messages: readonly ShownMessage[],
  found: readonly PacketFact[],
): { readonly facts: readonly PacketFact[]; readonly dropped: readonly string[] } {
  const kept = new Map<string, PacketFact>();
  const dropped: string[] = [];
  for (const fact of claimed) {
    const [label, value] = [oneLine(inert(fact.label)), oneLine(inert(fact.value))];
    if (label === '' || value === '') continue;
    const source = toolOf(value, found) ?? sourceOf(value, fact.message, messages);
    if (source === null || !isSafe(label, [value]))
      dropped.push(cut(`${label} ${value} (not in the conversation)`, MAX_VALUE));
    else if (value.length <= MAX_VALUE)
      kept.set(keyOf(value), { label: cut(label, 30), value: shown(value), ...source });
  }
  for (const fact of found)
    if (!kept.has(keyOf(fact.value)) && !isPartOf(fact, kept)) kept.set(keyOf(fact.value), fact);
  return { facts: [...kept.values()].slice(0, MAX_FACTS), dropped: dropped.slice(0, MAX_DROPPED) };
}

const keyOf = (value: string): string => fold(value).replace(/[^\p{L}\p{N}]+/gu, '');

/** The model's "order A-1043" says what the rules' "A-1043" says. */
const isPartOf = ({ value }: PacketFact, kept: ReadonlyMap<string, PacketFact>): boolean =>
  [...kept.values()].some((other) => keyOf(other.value).includes(keyOf(value)) || other.value === value);

/** What a tool said is its fact, whoever repeats it. */
function toolOf(value: string, found: readonly PacketFact[]): Pick<PacketFact, 'source' | 'from' | 'messageId'> | null {
  const fact = found.find((one) => one.source === 'tool' && keyOf(one.value) === keyOf(value));
  if (fact === undefined) return null;
  const { source, from, messageId } = fact;
  return { source, messageId, ...(from !== undefined && { from }) };
}

/** The message of the customer that holds the value word for word: the one that was named, or another. */
function sourceOf(
  value: string,
  label: string,
  messages: readonly ShownMessage[],
): Pick<PacketFact, 'source' | 'messageId'> | null {
  const wanted = spaced(value);
  const holding = messages.filter(({ entry, text }) => entry.author.role === 'customer' && holds(spaced(text), wanted));
  const named = holding.find((message) => message.label === labelIn(label)) ?? holding[0];
  return named === undefined ? null : { source: 'customer', messageId: named.entry.id };
}

const spaced = (text: string): string =>
  ` ${fold(text)
    .replace(/[^\p{L}\p{N}€$£.,:/@+-]+/gu, ' ')
    .trim()} `;

/** At word boundaries: "10" does not stand in "1043". */
function holds(text: string, value: string): boolean {
  const wanted = value.trim();
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    const [before, after] = [text[at - 1] ?? ' ', text[at + wanted.length] ?? ' '];
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) return true;
  }
  return false;
}

/** Addresses and telephone numbers are shown in part, as the rules show them. */
function shown(value: string): string {
  if (/^[^\s@]+@[^\s@]+$/u.test(value)) return maskedEmail(value);
  return /^\+?\d(?:[ ().-]{0,2}\d){8,14}$/u.test(value) && /[+ ()]/.test(value) ? maskedPhone(value) : value;
}
