/** An article as its owner wrote it. */
export interface KnowledgeDocument {
  /** Stable while the article lives: its path in the folder without the ending. */
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  /** Internal articles are for agents; nothing of them may reach a customer. */
  readonly audience: 'public' | 'internal';
  /** ISO 639-1; null: told from the text. */
  readonly language: string | null;
  /** Markdown without its front matter. */
  readonly text: string;
}
