/** Finds passages for a question. Words are never all required: a passage that holds some of them may be the answer. */
export interface KnowledgeBase {
  search(query: string, limit: number, language?: string | null): Promise<readonly Passage[]>;
}

export interface Passage {
  /** Stable across edits of the text: made of document, heading path and place under that heading. */
  readonly id: string;
  readonly title: string;
  readonly heading: string | null;
  readonly text: string;
  readonly url: string | null;
  /** Where it is kept, for citations; absent for articles that are in no store. */
  readonly document?: { readonly id: string; readonly version: number };
  /** 0 to 1: how much of the question's weight the passage covers. Below about 0.5 it is likely off the topic. */
  readonly coverage: number;
  /** 0 to 1: its score as a share of the best one's. Two close ones may both be meant. */
  readonly relevance?: number;
  /** The one or two sentences of `text`, word for word, that fit the question best. */
  readonly excerpt?: string;
}
