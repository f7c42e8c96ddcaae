import type { ActionArgs } from '../../domain/conversation/tool-action';
import type { Tool } from '../../ports/tool';

/** What the words of a customer hold of a tool's inputs; of several the first. */
export function inputsIn(text: string, tool: Tool): ActionArgs {
  const found = tool.inputs.flatMap(({ name, pattern }): [string, string][] => {
    if (pattern === null) return [];
    const match = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, '')).exec(text);
    return match === null ? [] : [[name, (match[1] ?? match[0]).trim()]];
  });
  return Object.fromEntries(found);
}

/** Texts from old to new: what was said last about it counts. */
export const inputsInAll = (texts: readonly string[], tool: Tool): ActionArgs =>
  Object.assign({}, ...texts.map((text) => inputsIn(text, tool)));

const QUESTION = /[?？؟]\s*$/u;
const MAX_ANSWER = 300;

/** A whole message as the answer to what was asked: not a question, and no longer than an answer is. */
export const isAnswer = (text: string): boolean => text !== '' && text.length <= MAX_ANSWER && !QUESTION.test(text);

const DENIAL =
  /^(?:no|nope|wrong|sorry|wait|actually|i mean(?:t)?|non|nein|nee|nao|não|ya|perd[oó]n|espera|attendez|pardon|moment|halt|doch|scusa|aspetta|wacht|eigenlijk|eigentlich|en fait|en realidad|na verdade|in realt[aà]|it'?s|it is|es|c'est|es ist|è|het is|é|make it|change it to|use|ponlo en|nimm|usa)(?![\p{L}])[\s,.:;!-]*/iu;

/** "no, it's 12 Baker Street": what is left once the objection is taken off; null: it does not object. */
export function objectionIn(text: string): string | null {
  let left = text.trim();
  for (let next = left.replace(DENIAL, ''); next !== left; next = left.replace(DENIAL, '')) left = next;
  return left === text.trim() || left.length < 3 ? null : left;
}
