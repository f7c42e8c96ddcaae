import type { Lookup } from '../../domain/conversation/events';
import type { Passage } from '../../ports/knowledge-base';
import type { Tool, ToolResult } from '../../ports/tool';
import { takesComplaints } from '../actions/match-tool';
import { sourceOf } from '../actions/toolkit';
import { inert } from './delimit';
import { statesIn } from './order-states';
import { clipTokens } from './tokens';

interface Answer {
  readonly tool: Tool;
  readonly result: ToolResult;
  readonly lookup: Lookup;
}

const MAX_TOKENS = 160;

/** What tools answered in one turn, under labels. The customer reads their own sentences; the model only places them. */
export class ToolAnswers {
  private readonly given: Answer[] = [];

  get isEmpty(): boolean {
    return this.given.length === 0;
  }

  /** None of them is a tool for complaints. */
  get areMereLooks(): boolean {
    return this.given.every(({ tool }) => !takesComplaints(tool));
  }

  get lookups(): readonly Lookup[] {
    return this.given.map(({ lookup }) => lookup);
  }

  get sources(): readonly { readonly title: string; readonly url: string | null }[] {
    return this.given.map(({ tool }) => ({ title: sourceOf(tool), url: null }));
  }

  /** All that they said, for the checks of what is said around them. */
  get texts(): readonly string[] {
    return this.given.map(({ result }) => [result.said, ...result.facts.map(factLine)].join('\n'));
  }

  /** Keeps an answer and returns it as the model reads it: data, delimited, in the room there is. */
  add(answer: Answer, room: number): string {
    this.given.push(answer);
    const { tool, result } = answer;
    const body = [`[t${this.given.length}] ${sourceOf(tool)}: ${result.said}`, ...result.facts.map(factLine)].join(
      '\n',
    );
    return `<tool_answer>\n${clipTokens(inert(body), Math.max(20, Math.min(MAX_TOKENS, room - 20)))}\n</tool_answer>`;
  }

  /** The text with the tools' sentences in place of their labels. What is cited and not placed stands in front. */
  filled(text: string, citations: readonly string[]): string {
    const cited = this.given.filter((_, at) => citations.some((label) => labelOf(label) === at + 1));
    const placed = new Set<Answer>();
    const body = text.replace(/\[t(\d+)\]/gi, (_, number: string) => {
      const answer = this.given[Number(number) - 1];
      if (answer === undefined || placed.has(answer)) return '';
      placed.add(answer);
      return answer.result.said;
    });
    const wanted = cited.length > 0 || placed.size > 0 ? cited : this.given.slice(-1);
    const before = wanted.filter((answer) => !placed.has(answer)).map(({ result }) => result.said);
    return [...before, body.trim()].filter(Boolean).join('\n\n');
  }

  /** "Your parcel was delivered" must not stand beside a tool's "shipped". */
  unsaidStates(text: string, cited: readonly Passage[]): readonly string[] {
    const held = statesIn([...this.texts, ...cited.map((passage) => passage.text)].join('\n'));
    const unsaid = [...statesIn(text)].filter((state) => !held.has(state));
    return unsaid.length === 0 ? [] : ['It states what became of an order in words that no tool gave.'];
  }
}

const factLine = ({ label, value }: { readonly label: string; readonly value: string }): string => `${label}: ${value}`;

const labelOf = (label: string): number => Number(/^\[?t(\d+)\]?$/i.exec(label.trim())?.[1] ?? 0);
