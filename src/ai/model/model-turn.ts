import { type AnswerRules, USUAL_ANSWER_RULES } from '../../domain/conversation/handoff-rules';
import type { HandoffReason } from '../../domain/conversation/state';
import { type TranscriptEntry, textPart } from '../../domain/message';
import type { KnowledgeBase, Passage } from '../../ports/knowledge-base';
import type { LanguageModel, ModelRequest, ModelTurnInput, ToolCall } from '../../ports/language-model';
import type { Logger } from '../../ports/logger';
import type { ResponderResult, ResponderTurn } from '../../ports/responder';
import { goesOn } from '../actions/offline-actions';
import { Toolkit, type ToolkitOptions } from '../actions/toolkit';
import { responderTexts } from '../responder-texts';
import { complaintIn } from '../signals/complaint';
import { detectLanguage } from '../signals/language';
import { sourceOf } from '../source-of';
import { cut, oneLine } from '../summary/headline';
import { questionBefore, wordsIn } from '../unanswered';
import { buildRequest, correction, MAX_INPUT_TOKENS, requestTokens, userKeyOf } from './build-request';
import { type CheckedReply, checkReply, type ReplyContext } from './check-reply';
import { type ModelDecision, parseDecision } from './decision';
import { inert } from './delimit';
import { PassageBook } from './passage-book';
import { shortenReply } from './shorten-reply';
import { ToolAnswers } from './tool-answers';
import { runTool, toolSpecs } from './tools';

export interface ModelTurnOptions {
  readonly model: LanguageModel;
  readonly knowledge: KnowledgeBase;
  /** Null: it can only talk. */
  readonly tools?: ToolkitOptions | null;
  readonly log: Logger;
  /** Under which contacts are hashed for the vendor. */
  readonly contactKey: string;
  readonly rules?: AnswerRules;
  /** Longest answer in characters, as the conversation's channel has it. */
  readonly maxLength: (turn: ResponderTurn) => number;
}

/** Enough for two searches or one correction, and still an answer in time. */
const MAX_ROUNDS = 4;
const PASSAGES = 3;
/** A message this short may go on with what was asked before it. */
const MAX_FOLLOW_UP_LENGTH = 60;
const MAX_EVIDENCE = 140;
const ONLY_A_STATE =
  'The customer complains about what came, and where the order is does not answer that. Cite the passage that says what to do, or use the kind "handoff".';
const NO_PROMISES = 'It promises what you cannot do, or what somebody else will do.';

/** One turn of the AI: rounds of asking, looking up and correcting, until there is something to say. */
export class ModelTurn {
  private readonly book = new PassageBook();
  private readonly answers = new ToolAnswers();
  private readonly more: ModelTurnInput[] = [];
  private corrected = false;

  constructor(
    private readonly options: ModelTurnOptions,
    private readonly turn: ResponderTurn,
    private readonly open: readonly TranscriptEntry[],
    private readonly signal: AbortSignal,
  ) {}

  /** Null: the model has nothing usable to say, and the fallback answers. */
  async run(): Promise<ResponderResult | null> {
    const { turn, open, book, maxLength, options, signal } = this;
    const kit = await Toolkit.open(options.tools ?? null, turn);
    // What was asked for needs no model to be found in the answer.
    const going = await goesOn(turn, open.map(wordsIn).join('\n'), null, kit, signal);
    if (going !== null) return going;
    await this.retrieve();
    const tools = toolSpecs(kit.tools);
    const first = buildRequest({ turn, open, book, maxLength, tools, userKey: userKeyOf(turn, options.contactKey) });
    for (let round = 1; round <= MAX_ROUNDS; round += 1) {
      const request = { ...first, turns: [...first.turns, ...this.more] };
      const { result } = await this.options.model.complete(request, this.signal);
      if (result.type === 'refusal' || result.type === 'truncated') return null;
      const said =
        result.type === 'tool_calls'
          ? await this.useTools(result.calls, 'carry' in result ? { carry: result.carry } : {}, request, kit)
          : this.consider(result.text, request);
      if (said !== 'again') return said;
    }
    return null;
  }

  private async retrieve(): Promise<void> {
    const { knowledge } = this.options;
    const { language } = this.turn.state;
    const asked = this.open.map(wordsIn).filter(Boolean).join('\n');
    const found = await knowledge.search(asked, PASSAGES, language);
    const before = questionBefore(this.turn.transcript, this.open);
    const goesOn = asked.length <= MAX_FOLLOW_UP_LENGTH && before !== '';
    const together = goesOn ? await knowledge.search(`${before}\n${asked}`, PASSAGES, language) : [];
    this.book.add(alternating(found, together).slice(0, PASSAGES));
  }

  private async useTools(
    calls: readonly ToolCall[],
    carry: { readonly carry?: unknown },
    request: ModelRequest,
    kit: Toolkit,
  ): Promise<ResponderResult | 'again'> {
    const asked: ModelTurnInput = { role: 'tool_calls', calls, ...carry };
    let room = MAX_INPUT_TOKENS - requestTokens({ ...request, turns: [...request.turns, asked] });
    const results: ModelTurnInput[] = [];
    for (const call of calls) {
      const { language } = this.turn.state;
      const { book, answers, signal } = this;
      const { knowledge } = this.options;
      const done = await runTool(call, { knowledge, book, kit, answers, signal, language, room });
      if (done.type === 'handoff') return this.handOff(done.reason);
      if (done.type === 'turn_ends') return this.withLookups(done.result);
      results.push({ role: 'tool_result', callId: call.id, content: done.content, isError: done.isError });
      room = MAX_INPUT_TOKENS - requestTokens({ ...request, turns: [...request.turns, asked, ...results] });
    }
    this.more.push(asked, ...results);
    return 'again';
  }

  private consider(text: string, request: ModelRequest): ResponderResult | null | 'again' {
    const decision = parseDecision(text);
    if (decision === null)
      return this.correct(text, ['It is not the JSON object that was asked for.'], request) ?? null;
    if (decision.kind === 'handoff') {
      return this.handOff(decision.reason === 'none' ? 'could_not_answer' : decision.reason);
    }
    if (!this.answers.isEmpty) return this.around(decision, text, request);
    const checked = checkReply(decision, this.replyContext());
    if (checked.promises && this.rules.promised === 'handoff') return this.handOff('promised');
    const problems = [...checked.problems, ...(checked.promises ? [NO_PROMISES] : [])];
    const wrong = [...problems, ...checked.flaws];
    if (wrong.length > 0 && decision.kind !== 'no_answer') {
      const again = this.correct(text, wrong, request);
      if (again !== null) return again;
    }
    if (problems.length === 0) return this.reply(decision, checked);
    return this.rules.ungrounded === 'handoff' ? this.handOff('ungrounded') : this.admit(null);
  }

  /** The tools' own sentences, with what the model adds to them; without that where it does not hold. */
  private around(decision: ModelDecision, said: string, request: ModelRequest): ResponderResult | 'again' {
    const { answers, book } = this;
    const checked = checkReply({ ...decision, kind: 'answer' }, this.replyContext());
    if (checked.promises && this.rules.promised === 'handoff') return this.handOff('promised');
    const wrong = [
      ...checked.problems,
      ...(checked.promises ? [NO_PROMISES] : []),
      ...checked.flaws,
      ...answers.unsaidStates(checked.text, checked.cited),
      ...(this.missesComplaint(decision) ? [ONLY_A_STATE] : []),
    ];
    if (wrong.length > 0) {
      const again = this.correct(said, wrong, request);
      if (again !== null) return again;
    }
    // What is wrong with an order is not answered by where it is.
    if (this.missesComplaint(decision)) return this.handOff('policy');
    const parts = [textPart(answers.filled(wrong.length > 0 ? '' : checked.text, decision.citations))];
    const sources = [
      ...answers.sources,
      ...(wrong.length > 0 || book.all.length === 0 ? [] : checked.cited.map(({ title, url }) => ({ title, url }))),
    ];
    return this.withLookups({ type: 'reply', kind: 'answer', parts, sources });
  }

  private withLookups<R extends ResponderResult>(result: R): R {
    const { lookups } = this.answers;
    const known = 'lookups' in result ? (result.lookups ?? []) : [];
    return lookups.length === 0 ? result : { ...result, lookups: [...lookups, ...known] };
  }

  private missesComplaint({ citations }: ModelDecision): boolean {
    const hasPassage = citations.some((label) => this.book.find(label) !== undefined);
    return (
      !hasPassage && complaintIn(this.open.map(wordsIn).join('\n'))?.happened === true && this.answers.areMereLooks
    );
  }

  /** Asks once more, once a turn and only where it fits; null otherwise. */
  private correct(text: string, problems: readonly string[], request: ModelRequest): 'again' | null {
    const more = correction(text, problems);
    if (this.corrected || requestTokens({ ...request, turns: [...request.turns, ...more] }) > MAX_INPUT_TOKENS)
      return null;
    this.corrected = true;
    this.more.push(...more);
    return 'again';
  }

  private reply(decision: ModelDecision, { text, cited }: CheckedReply): ResponderResult {
    if (decision.kind === 'no_answer' || decision.kind === 'handoff') return this.admit(text);
    const short = shortenReply(text, this.maxLength);
    const said = decision.kind === 'answer' ? this.withSource(short, cited) : short;
    return { type: 'reply', kind: decision.kind, parts: [textPart(said)], sources: cited.map(sourceOf) };
  }

  private withSource(text: string, cited: readonly Passage[]): string {
    const url = cited.find((passage) => passage.url !== null)?.url ?? null;
    if (url === null || text.includes(url)) return text;
    const longer = `${text}\n\n${responderTexts(this.language).more.replace('{url}', url)}`;
    return longer.length <= this.maxLength ? longer : text;
  }

  /** Says what was not found in reviewed words that offer a person; the model's own where there are none. */
  private admit(own: string | null): ResponderResult {
    const texts = responderTexts(this.language);
    const reviewed = texts !== responderTexts('en') || this.language === null || this.language === 'en';
    const text = reviewed || own === null || own === '' ? texts.noAnswer : shortenReply(own, this.maxLength);
    return { type: 'reply', kind: 'no_answer', parts: [textPart(text)], sources: [] };
  }

  private handOff(reason: HandoffReason): ResponderResult {
    const words = inert(oneLine(this.open.map(wordsIn).filter(Boolean).at(-1) ?? ''));
    return this.withLookups({ type: 'handoff', reason, evidence: words === '' ? null : cut(words, MAX_EVIDENCE) });
  }

  private replyContext(): ReplyContext {
    const by = (role: TranscriptEntry['author']['role']): string[] =>
      this.turn.transcript.filter(({ author }) => author.role === role).map((entry) => inert(wordsIn(entry)));
    return {
      book: this.book,
      toolTexts: this.answers.texts,
      customerTexts: by('customer'),
      colleagueTexts: by('agent'),
      language: this.language,
      allowedHosts: this.rules.allowedHosts,
    };
  }

  /** Of what the customer writes now; where that is too short to tell, of the conversation. */
  private get language(): string | null {
    const { language } = this.turn.state;
    return detectLanguage(this.open.map(wordsIn).join('\n'), language) ?? language;
  }

  private get rules(): AnswerRules {
    return this.options.rules ?? USUAL_ANSWER_RULES;
  }

  private get maxLength(): number {
    return this.options.maxLength(this.turn);
  }
}

function alternating(first: readonly Passage[], second: readonly Passage[]): Passage[] {
  const both = first.flatMap((passage, index) => [passage, ...(second[index] === undefined ? [] : [second[index]])]);
  const all = first.length === 0 ? second : both;
  return [...new Map(all.map((passage) => [passage.id, passage])).values()];
}
