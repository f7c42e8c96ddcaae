const segmenter = new Intl.Segmenter();

/** Cuts after `max` characters as people count them, so that no emoji is split, and marks the cut with an ellipsis. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  let kept = '';
  let count = 0;
  for (const { segment } of segmenter.segment(text)) {
    if (count === max - 1) break;
    kept += segment;
    count += 1;
  }
  return kept.length === text.length ? text : `${kept.trimEnd()}…`;
}
