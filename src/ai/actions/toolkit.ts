import type { Lookup } from '../../domain/conversation/events';
import type { ConversationState } from '../../domain/conversation/state';
import { type ActionArgs, isTrusted } from '../../domain/conversation/tool-action';
import { PortError } from '../../domain/errors';
import { type Instant, instant } from '../../domain/ids';
import type { Logger } from '../../ports/logger';
import type { ResponderResult, ResponderTurn } from '../../ports/responder';
import type { Tool, Toolbox, ToolContext, ToolResult } from '../../ports/tool';
import { within } from '../../ports/within';
import { type ResponderTexts, responderTexts } from '../responder-texts';

export interface ToolkitOptions {
  readonly toolbox: Toolbox;
  /** The channel itself vouches for the customer's address. */
  readonly vouches: (state: ConversationState) => boolean;
  readonly log: Logger;
}

/** What came of wanting a tool. Only reads are ever run here. */
export type Use =
  | { readonly type: 'ran'; readonly tool: Tool; readonly result: ToolResult; readonly lookup: Lookup }
  | { readonly type: 'failed'; readonly tool: Tool; readonly lookup: Lookup }
  /** The customer is asked for something, or has to agree or to show who they are: the turn ends with it. */
  | { readonly type: 'turn_ends'; readonly result: Extract<ResponderResult, { type: 'ask' | 'act' }> }
  | { readonly type: 'does_not_fit'; readonly problem: string };

const DEADLINE_MS = 8_000;
const TRIES = 2;

/** The tools of one turn: those that this customer may use, in an order that never changes. */
export class Toolkit {
  private constructor(
    readonly tools: readonly Tool[],
    private readonly turn: ResponderTurn,
    private readonly log: Logger | null,
  ) {}

  /** Null: there are none. */
  static async open(options: ToolkitOptions | null, turn: ResponderTurn): Promise<Toolkit> {
    if (options === null) return new Toolkit([], turn, null);
    const { toolbox, vouches, log } = options;
    const known = vouches(turn.state);
    const mayUse = (tool: Tool): boolean =>
      (tool.identity !== 'channel' || known) && (tool.fits?.(customerOf(turn.state)) ?? true);
    const tools = [...(await toolbox.tools())].filter(mayUse);
    return new Toolkit(
      tools.sort((a, b) => (a.name < b.name ? -1 : 1)),
      turn,
      log,
    );
  }

  find(name: string): Tool | undefined {
    return this.tools.find((tool) => tool.name === name);
  }

  /** Settles what was given and goes as far as that allows. `given` may be anybody's: a model's, or words found. */
  async use(tool: Tool, given: unknown, signal: AbortSignal): Promise<Use> {
    const checked = tool.check(given);
    if (!checked.ok) return this.incomplete(tool, given, checked);
    const { args } = checked;
    const action = { ...this.called(tool, args), identity: tool.identity, ...this.provenBy(tool, args) };
    if (tool.permission === 'write') {
      const text = tool.propose(args, this.language);
      return ends({ type: 'act', action: { ...action, text }, text: `${text}\n\n${this.texts.agree}` });
    }
    if (tool.identity === 'code' && !isTrusted(this.turn.state, action.vouchedBy, this.now)) {
      return ends({ type: 'act', action: { ...action, text: null }, text: '' });
    }
    return this.read(tool, args, signal);
  }

  private incomplete(
    tool: Tool,
    given: unknown,
    { missing, problem }: Extract<ReturnType<Tool['check']>, { ok: false }>,
  ): Use {
    const input = tool.inputs.find(({ name }) => missing.includes(name));
    if (input === undefined) return { type: 'does_not_fit', problem: problem ?? 'The arguments do not fit.' };
    const kept = Object.entries(plain(given)).filter(([name]) => !missing.includes(name));
    const question = input.ask[this.language ?? 'en'] ?? input.ask.en ?? input.name;
    return ends({ type: 'ask', tool: tool.name, given: Object.fromEntries(kept), asking: input.name, question });
  }

  /** Once more where it may help: a customer asks, and a second is nothing. */
  private async read(tool: Tool, args: ActionArgs, signal: AbortSignal): Promise<Use> {
    for (let tried = 1; tried <= TRIES; tried += 1) {
      try {
        const result = await tool.run(args, this.context(tool, signal));
        return {
          type: 'ran',
          tool,
          result,
          lookup: { ...this.called(tool, args), outcome: result.type, facts: result.facts },
        };
      } catch (error) {
        signal.throwIfAborted();
        const kind = error instanceof PortError ? error.kind : 'unexpected';
        const code = error instanceof PortError ? error.details.code : undefined;
        this.log?.warn('A tool did not answer.', {
          conversation: this.turn.state.id,
          tool: tool.name,
          kind,
          code,
          tried,
        });
        if (kind === 'misconfigured' || kind === 'rejected') break;
      }
    }
    return { type: 'failed', tool, lookup: { ...this.called(tool, args), outcome: 'failed', facts: [] } };
  }

  private context(tool: Tool, signal: AbortSignal): ToolContext {
    const { state, transcript } = this.turn;
    return {
      key: `read:${state.id}:${transcript.at(-1)?.id ?? ''}:${tool.name}`,
      customer: customerOf(state),
      language: this.language,
      signal: within(DEADLINE_MS, signal),
    };
  }

  private provenBy = (tool: Tool, args: ActionArgs) => ({
    vouchedBy: vouchedBy(tool, args),
    subject: subjectOf(tool, args, customerOf(this.turn.state)),
  });

  private called = (tool: Tool, args: ActionArgs) => ({
    ...{ tool: tool.name, source: sourceOf(tool), permission: tool.permission, args },
  });

  private get texts(): ResponderTexts {
    return responderTexts(this.language);
  }

  private get language(): string | null {
    return this.turn.state.language;
  }

  private get now(): Instant {
    return this.turn.transcript.at(-1)?.at ?? this.turn.state.lastActivityAt ?? instant(0);
  }
}

const ends = (result: Extract<ResponderResult, { type: 'ask' | 'act' }>): Use => ({ type: 'turn_ends', result });

const customerOf = ({ channelId, contact, contactName }: ConversationState): ToolContext['customer'] => ({
  ...{ channelId, address: contact, name: contactName },
});

/** Whose system it is, as agents call it. */
export const sourceOf = ({ name, source }: Tool): string => source ?? name.replaceAll('_', ' ');

/** A code for one order opens no other. */
const vouchedBy = ({ name, inputs }: Tool, args: ActionArgs): string =>
  JSON.stringify([
    name,
    telling(
      args,
      namesOf(inputs, ({ identifies }) => identifies === true),
    ),
  ]);

/**
 * What guesses are counted by: the order, whichever tool is about it and however its free text varies; the customer
 * themselves where a tool is about nothing else.
 */
function subjectOf({ inputs }: Tool, args: ActionArgs, { channelId, address }: ToolContext['customer']): string {
  const marked = namesOf(inputs, ({ identifies }) => identifies === true);
  const names = marked.length > 0 ? marked : namesOf(inputs, ({ pattern }) => pattern !== null);
  const about = telling(args, names);
  return JSON.stringify(about.length > 0 ? about : [channelId, address]);
}

const namesOf = (inputs: Tool['inputs'], which: (input: Tool['inputs'][number]) => boolean): readonly string[] =>
  inputs.filter(which).map(({ name }) => name);

/** All of them where no name is given. */
const telling = (args: ActionArgs, names: readonly string[]): readonly (readonly [string, unknown])[] =>
  Object.entries(args)
    .filter(([key]) => names.length === 0 || names.includes(key))
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** The single values of what was given; anything else is nothing that could be shown to anybody. */
function plain(given: unknown): ActionArgs {
  const values = typeof given === 'object' && given !== null ? Object.entries(given) : [];
  return Object.fromEntries(values.filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value)));
}
