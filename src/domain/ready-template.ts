/** A message that the provider approved beforehand, filled in: `text` is what the customer will read. */
export interface ReadyTemplate {
  /** The provider's own id of it. */
  readonly id: string;
  /** Of the approved text; null where the provider does not say. */
  readonly language: string | null;
  readonly text: string;
  /** What its variables stand for now, by their names. */
  readonly variables: Readonly<Record<string, string>>;
}
