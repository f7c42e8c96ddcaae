import { z } from 'zod';
import { parseAs, schemaOf } from './decision';

/** What the model says about a conversation. `message`: the label of the message it stands in, m1, m2. */
const SUMMARY = z.object({
  headline: z.string(),
  suggested_opening: z.string().nullable(),
  wants: z.string().nullable(),
  facts: z.array(z.object({ label: z.string(), value: z.string(), message: z.string() })),
  tried: z.array(z.object({ step: z.string(), message: z.string() })),
  blocked: z.string().nullable(),
  mood: z.enum(['calm', 'annoyed', 'angry', 'distressed']),
});

export type ModelSummary = z.infer<typeof SUMMARY>;

export const SUMMARY_OUTPUT = { name: 'handoff_summary', schema: schemaOf(SUMMARY) };

export const parseSummary = (text: string): ModelSummary | null => parseAs(SUMMARY, text);
