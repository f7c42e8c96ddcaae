import type { AnswerSource } from '../domain/message';
import type { Passage } from '../ports/knowledge-base';

/** How an answer names the passage it rests on. */
export const sourceOf = ({ id, title, url, document }: Passage): AnswerSource => ({
  title,
  url,
  ...(document === undefined ? {} : { passage: { id, document: document.id, version: document.version } }),
});
