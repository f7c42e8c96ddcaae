import type { CallToolResult, Tool } from '@modelcontextprotocol/sdk/types.js';
import type { OfferedTool, ServerAnswer } from '../../../src/ports';

export const offeredFrom = ({ name, description, inputSchema, annotations }: Tool): OfferedTool => ({
  name,
  description: description ?? '',
  inputSchema,
  saysReadOnly: annotations?.readOnlyHint ?? null,
});

/** Many servers put JSON into a text and nothing into `structuredContent`. */
export function answerFrom({ content, structuredContent, isError }: CallToolResult): ServerAnswer {
  const text = content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
  return { isError: isError === true, data: structuredContent ?? parsed(text), text };
}

function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
