import { z } from 'zod';

/** What the model says in a turn. Every property is required and every object closed: both vendors want it so. */
const DECISION = z.object({
  kind: z.enum(['answer', 'clarify', 'no_answer', 'small_talk', 'handoff']),
  text: z.string(),
  /** Labels of passages: p1, p2; `colleague` for what a colleague said in this conversation. */
  citations: z.array(z.string()),
  reason: z.enum(['none', 'asked_for_person', 'could_not_answer', 'high_stakes', 'frustrated', 'policy']),
});

export type ModelDecision = z.infer<typeof DECISION>;

export const DECISION_OUTPUT = { name: 'reply', schema: schemaOf(DECISION) };

/** Null where the text holds no such decision: servers without structured output answer in prose. */
export const parseDecision = (text: string): ModelDecision | null => parseAs(DECISION, text);

/** JSON Schema without the keyword that names its version. */
export function schemaOf(type: z.ZodType): Readonly<Record<string, unknown>> {
  const { $schema: _, ...schema } = z.toJSONSchema(type);
  return schema;
}

/** Reads JSON that may stand in a code fence or behind a model's thoughts. */
export function parseAs<T>(type: z.ZodType<T>, text: string): T | null {
  const [start, end] = [text.indexOf('{'), text.lastIndexOf('}')];
  for (const candidate of [text, text.replace(/<think>[\s\S]*?<\/think>/g, ''), text.slice(start, end + 1)]) {
    const parsed = type.safeParse(json(candidate));
    if (parsed.success) return parsed.data;
  }
  return null;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
