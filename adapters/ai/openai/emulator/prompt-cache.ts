/** Caching begins here and grows in steps of 128 tokens, as OpenAI documents it. */
const MIN_TOKENS = 1024;
const STEP_TOKENS = 128;
const PROMPTS_KEPT = 50;

/** About four characters are a token. */
export const tokensOf = (text: string): number => Math.ceil(text.length / 4);

/** What of a prompt was read before: its longest beginning shared with an earlier one of the same key. */
export class PromptCache {
  private readonly seen: { key: string; prompt: string }[] = [];

  cachedTokens(key: string, prompt: string): number {
    const shared = Math.max(
      0,
      ...this.seen.filter((one) => one.key === key).map((one) => sharedLength(one.prompt, prompt)),
    );
    this.seen.push({ key, prompt });
    if (this.seen.length > PROMPTS_KEPT) this.seen.shift();
    const tokens = Math.floor(shared / 4);
    return tokens < MIN_TOKENS ? 0 : tokens - (tokens % STEP_TOKENS);
  }
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}
