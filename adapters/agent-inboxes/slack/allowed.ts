/** Ids that an admin names: people (`U…`, `W…`), and bots, apps and workflows by the id of their bot (`B…`). */
const WRITER_ID = /^[UWB][A-Z0-9]{6,}$/;

export type Allowed = ReadonlySet<string>;

const idsIn = (value: string): readonly string[] =>
  value
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);

/** Who may answer customers though they are no full members of the workspace. */
export const allowedIn = (value: string): Allowed => new Set(idsIn(value));

/** Null: fine. Otherwise the rest of the sentence about the setting. */
export function checkAllowed(value: string): string | null {
  const wrong = idsIn(value).filter((id) => !WRITER_ID.test(id));
  return wrong.length === 0
    ? null
    : `holds ${wrong.join(', ')}, which is no id. Use ids of people (U…, W…: profile → ⋯ → "Copy member ID") or of bots (B…), with commas between them.`;
}
