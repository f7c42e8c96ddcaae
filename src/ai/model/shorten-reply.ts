/** Ends a long text behind a sentence, so that no figure is cut in two; at a word's end where one sentence is too long. */
export function shortenReply(text: string, max: number): string {
  if (text.length <= max) return text;
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)) {
    const next = index + segment.trimEnd().length;
    if (next > max) break;
    end = next;
  }
  if (end > 0) return text.slice(0, end).trimEnd();
  const kept = text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '');
  return `${kept.replace(/\s\S*$/u, '').trimEnd()}…`;
}
