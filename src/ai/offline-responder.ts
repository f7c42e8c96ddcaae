import { pendingOf } from '../domain/conversation/tool-action';
import { type TranscriptEntry, textPart } from '../domain/message';
import type { KnowledgeBase, Passage } from '../ports/knowledge-base';
import type { Responder, ResponderResult, ResponderTurn } from '../ports/responder';
import { type Looks, looksBeside, offlineAction } from './actions/offline-actions';
import { Toolkit, type ToolkitOptions } from './actions/toolkit';
import { agentFact } from './agent-facts';
import { findForComplaint } from './find-for-complaint';
import { termsOf } from './knowledge/terms';
import { chosenPassage, type Found, lookUp } from './look-up';
import { questionsIn } from './questions';
import { type ResponderTexts, responderTexts } from './responder-texts';
import { RichText } from './rich-text';
import { complaintIn } from './signals/complaint';
import { rejects } from './signals/rejects-answer';
import { fold } from './signals/text';
import { type SmallTalk, smallTalkIn } from './small-talk';
import { sourceOf } from './source-of';
import { messageBefore, questionBefore, unansweredIn, wordsIn } from './unanswered';

type Reply = Extract<ResponderResult, { type: 'reply' }>;

/** More answers in one message than this are a wall of text. */
const MAX_ANSWERS = 3;
/** "That's not it" says nothing new to search for. */
const MIN_NEW_TERMS = 2;
/** A message this long with little in it asks nothing new: it goes on with what was asked before. */
const MAX_FOLLOW_UP_LENGTH = 60;

/**
 * Answers without a model: quotes the passage that fits, word for word and with its source, asks which of two or three
 * articles is meant when they fit alike, and says so when it knows nothing. The same transcript always gets the same
 * reply. Rejects with the signal's reason once it aborts.
 */
export function createOfflineResponder(knowledge: KnowledgeBase, tools: ToolkitOptions | null = null): Responder {
  return {
    async respond(turn, signal) {
      signal.throwIfAborted();
      const reply = await answer(turn, knowledge, tools, signal);
      signal.throwIfAborted();
      return reply;
    },
  };
}

async function answer(
  turn: ResponderTurn,
  knowledge: KnowledgeBase,
  tools: ToolkitOptions | null,
  signal: AbortSignal,
): Promise<ResponderResult> {
  const { language } = turn.state;
  const texts = responderTexts(language);
  const open = unansweredIn(turn.transcript);
  const written = open.map(wordsIn).filter(Boolean);
  if (written.length === 0) return plain('no_answer', texts.media);

  const before = questionBefore(turn.transcript, open);
  const chosen = await chosenPassage(written.join('\n'), optionsIn(turn.transcript, open), before, knowledge, language);
  if (chosen !== null) return quotes([chosen], [], texts);

  const talk = written.map(smallTalkIn);
  const last = talk.at(-1) ?? null;
  if (last !== null && talk.every((kind) => kind !== null)) return smallTalk(last, texts);

  const kit = await Toolkit.open(tools, turn);
  const acted = await offlineAction(turn, open, kit, signal);
  if (acted !== null) return acted;

  const told = agentFact(written.join('\n'), turn.transcript, language);
  if (told !== null) return colleague(told, texts);

  const shown = shownBefore(turn.transcript);
  const asked = written.filter((_, at) => talk[at] === null);
  if (asked.every((text) => rejects(fold(text)) && termsOf(text, language).length < MIN_NEW_TERMS))
    return plain('no_answer', texts.notHelped);
  const found = await findAll(asked, before, knowledge, language, shown, signal);
  const reply = said(found, asked, pendingOf(turn.state) === null ? texts : { ...texts, helped: '' });
  return complaintIn(asked.join('\n')) === null ? reply : withLooks(reply, await looksBeside(turn, asked, kit, signal));
}

/** Each question by itself; if none of them finds an answer, all of it together, then with what was asked before. */
async function findAll(
  asked: readonly string[],
  before: string,
  knowledge: KnowledgeBase,
  language: string | null,
  shown: string,
  signal: AbortSignal,
): Promise<readonly Found[]> {
  const questions = asked.flatMap(questionsIn).slice(0, MAX_ANSWERS);
  const found: Found[] = [];
  for (const question of questions) {
    found.push(await find(question, knowledge, language, shown));
    signal.throwIfAborted();
  }
  if (found.some(({ type }) => type === 'answer')) return found;
  const all = asked.join('\n');
  const together = questions.length > 1 ? await find(all, knowledge, language, shown) : found[0];
  if (together !== undefined && together.type !== 'nothing') return [together];
  if (before === '' || all.length > MAX_FOLLOW_UP_LENGTH) return [{ type: 'nothing', question: all }];
  return [await lookUp(`${before}\n${all}`, knowledge, language, shown)];
}

function find(question: string, knowledge: KnowledgeBase, language: string | null, shown: string): Promise<Found> {
  const complaint = complaintIn(question);
  return complaint === null
    ? lookUp(question, knowledge, language, shown)
    : findForComplaint(complaint, question, knowledge, language, shown);
}

function said(found: readonly Found[], asked: readonly string[], texts: ResponderTexts): Reply {
  const sorry = complaintIn(asked.join('\n'))?.happened === true ? texts.sorry : '';
  const answers = found.flatMap((one) => (one.type === 'answer' ? [one.passage] : []));
  if (answers.length > 0) {
    const open = found.flatMap((one) => (one.type === 'answer' ? [] : [one.question]));
    return quotes(uniquely(answers), open, texts, sorry);
  }
  const unclear = found.find((one) => one.type === 'unclear');
  if (unclear !== undefined) return clarify(unclear.options, texts);
  const none = asked.some((text) => rejects(fold(text))) ? texts.notHelped : texts.noAnswer;
  return plain('no_answer', [sorry, none].filter(Boolean).join(' '));
}

/** What a tool says to another question of the message stands after the answer to the complaint. */
function withLooks(reply: Reply, { lookups, said }: Looks): Reply {
  const parts = said === null ? reply.parts : [...reply.parts, textPart(said)];
  return lookups.length === 0 ? reply : { ...reply, parts, lookups };
}

const uniquely = (passages: readonly Passage[]): readonly Passage[] => [
  ...new Map(passages.map((passage) => [passage.id, passage])).values(),
];

function quotes(passages: readonly Passage[], open: readonly string[], texts: ResponderTexts, before = ''): Reply {
  const text = new RichText().add(before);
  for (const { title, heading, excerpt, text: whole, url } of passages) {
    if (!text.isEmpty) text.add('\n\n');
    text.fill(heading === null ? texts.from : texts.fromHeading, { title: [title, 'bold'], heading: [heading ?? ''] });
    text.add('\n').add(excerpt ?? whole, 'quote');
    if (url !== null) text.add('\n').fill(texts.more, { url: [url] });
  }
  for (const question of open) text.add('\n\n').fill(texts.leftOver, { question: [shortened(question)] });
  if (open.length === 0 && texts.helped !== '') text.add(`\n\n${texts.helped}`);
  return { type: 'reply', kind: 'answer', parts: [text.part()], sources: passages.map(sourceOf) };
}

const MAX_QUOTED_QUESTION = 60;
const shortened = (question: string): string =>
  question.length <= MAX_QUOTED_QUESTION ? question : `${question.slice(0, MAX_QUOTED_QUESTION - 1).trimEnd()}…`;

function clarify(options: readonly Passage[], texts: ResponderTexts): Reply {
  const text = new RichText();
  const [only] = options;
  if (options.length === 1 && only !== undefined) {
    text.fill(texts.whichOne, { title: [only.title, 'bold'] }).add(` ${texts.answerByYes}`);
  } else {
    text.add(`${texts.which}\n`);
    for (const [at, { title }] of options.entries())
      text
        .add(`${at + 1}. `)
        .add(title, 'bold')
        .add('\n');
    text.add(texts.answerByNumber);
  }
  return { type: 'reply', kind: 'clarify', parts: [text.part()], sources: options.map(sourceOf) };
}

function colleague(entry: TranscriptEntry, texts: ResponderTexts): Reply {
  const name = entry.author.role === 'agent' ? entry.author.agent.name : '';
  const text = new RichText().fill(texts.colleague, { name: [name, 'bold'] });
  text.add('\n').add(wordsIn(entry), 'quote').add(`\n\n${texts.helped}`);
  return { type: 'reply', kind: 'answer', parts: [text.part()], sources: [{ title: name, url: null }] };
}

/** The titles of a clarifying question that the customer answers now: bold, and nothing quoted. */
function optionsIn(transcript: readonly TranscriptEntry[], open: readonly TranscriptEntry[]): readonly string[] {
  const parts = messageBefore(transcript, open)?.parts.filter((part) => part.type === 'text') ?? [];
  const entities = parts.flatMap((part) => (part.entities ?? []).map((entity) => ({ ...entity, text: part.text })));
  if (entities.some(({ type }) => type === 'quote')) return [];
  return entities
    .filter(({ type }) => type === 'bold')
    .map(({ text, offset, length }) => text.slice(offset, offset + length));
}

const SAID_TO: Readonly<Record<SmallTalk, keyof ResponderTexts>> = {
  greeting: 'greeting',
  thanks: 'welcome',
  yes: 'glad',
  no: 'notHelped',
  identity: 'identity',
};

const smallTalk = (kind: SmallTalk, texts: ResponderTexts): Reply =>
  plain(kind === 'no' ? 'no_answer' : 'small_talk', texts[SAID_TO[kind]]);

const plain = (kind: Reply['kind'], text: string): Reply => ({
  type: 'reply',
  kind,
  parts: [{ type: 'text', text }],
  sources: [],
});

/** What the AI has quoted already is not the answer to a question that is asked again. */
const shownBefore = (transcript: readonly TranscriptEntry[]): string =>
  transcript
    .filter(({ author }) => author.role === 'bot')
    .map(wordsIn)
    .join('\n');
