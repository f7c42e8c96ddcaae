import { z } from 'zod';

/**
 * The shape of TOOLS_FILE. `tools-file.schema.json` is made from it for editors; what no shape can say is in
 * check-tools.ts. Each message completes "<path> …".
 */

export const MAX_TOOLS = 32;
const MAX_TEXT = 1_000;
/** Sends end within 8 s: the lease of the lane that runs a write is not renewed for longer. */
export const MAX_TIMEOUT_MS = 8_000;

const NAME = /^[a-z][a-z0-9_]{1,47}$/;
const FIELD = /^[a-z][a-zA-Z0-9_]{0,39}$/;

const toolName = z
  .string()
  .regex(NAME, 'must be 2 to 48 small letters, digits and underscores, beginning with a letter.')
  .describe('Letters, digits and underscores; unique in the file.');

const fieldName = z.string().regex(FIELD, 'must be letters, digits and underscores, beginning with a small letter.');

const language = z.string().regex(/^[a-z]{2}$/, 'must be a language of two letters, such as "en".');

const byLanguage = z
  .record(language, z.string().min(1, 'is empty.').max(MAX_TEXT, `is longer than ${MAX_TEXT} characters.`))
  .refine(
    (texts) => typeof texts.en === 'string',
    'needs a text for "en": it stands in for languages that are not there.',
  );

const path = z
  .string()
  .regex(
    /^[^.\s]+(\.[^.\s]+)*$/,
    'must be names joined by dots, such as "order.status" or "items.*.name". Correct it.',
  );

const scalar = z.union([z.string(), z.number(), z.boolean()], 'must be a text, a number, true or false.');

export const SOURCES = [
  'customer.phone',
  'customer.address',
  'customer.channel',
  'customer.name',
  'customer.language',
  'call.key',
] as const;

const input = z.strictObject({
  name: fieldName,
  type: z.enum(['string', 'integer', 'number', 'boolean']).default('string'),
  description: z.string().max(MAX_TEXT).default('').describe('For the model.'),
  pattern: z
    .string()
    .optional()
    .describe('Regular expression that the whole value fits, and by which it is found among the words of a customer.'),
  minLength: z.int().min(1).max(100).default(1).describe('Less than this is asked for again: "no" is no address.'),
  maxLength: z.int().min(1).max(1_000).default(200),
  optional: z.boolean().default(false),
  identifies: z
    .boolean()
    .default(false)
    .describe(
      'A one-time code is good for half an hour for calls with the same value here. Default: with all the same.',
    ),
  ask: byLanguage.describe('What the customer is asked when it is missing.'),
});

const header = z
  .string()
  .min(1, 'is empty.')
  .refine((value) => !/[\r\n]/.test(value), 'must be one line.');

const request = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  url: z.string().describe(`May begin with \${TOOL_…} and have {names} in its path.`),
  query: z.record(z.string(), z.string()).default({}),
  headers: z.record(z.string(), header).default({}),
  body: z.json().optional(),
  timeoutMs: z.int().min(100).max(MAX_TIMEOUT_MS).default(5_000),
});

const fields = z
  .record(
    fieldName,
    z.strictObject({
      path,
      label: byLanguage,
      words: z.record(z.string(), byLanguage).optional().describe("What the service's own values are called."),
      format: z
        .enum(['text', 'date'])
        .default('text')
        .describe('`date`: begins with YYYY-MM-DD, and is said in words.'),
    }),
  )
  .default({})
  .describe('All that is ever read of an answer.');

const say = z
  .array(
    z.strictObject({
      when: z
        .record(fieldName, z.array(scalar))
        .optional()
        .describe('Only where each of these fields has one of these values, as the service says it.'),
      text: byLanguage,
    }),
  )
  .default([])
  .describe('The first one that fits and whose {fields} are all in the answer is what the customer reads.');

const refusal = z.strictObject({
  status: z.int().min(200).max(499).optional(),
  path: path.optional(),
  equals: scalar.optional(),
  say: byLanguage,
});

const serverRefusal = z.strictObject({
  contains: z.string().min(1).optional().describe('Words of the answer, whatever their case.'),
  path: path.optional(),
  equals: scalar.optional(),
  say: byLanguage,
});

const common = {
  description: z.string().min(1, 'is empty.').max(MAX_TEXT).describe('For the model: what it does and when.'),
  examples: z
    .array(z.string().min(1))
    .max(100)
    .default([])
    .describe('What customers say who need it, in any language.'),
  source: z
    .string()
    .max(60, 'is longer than 60 characters.')
    .optional()
    .describe('Whose system it is, as agents call it: "order service". Default: the name of the tool.'),
  permission: z.enum(['read', 'write']),
  identity: z.enum(['none', 'channel', 'code']).default('none'),
  inputs: z.array(input).max(8).default([]),
  bind: z.record(fieldName, z.enum(SOURCES)).default({}).describe('What Baton fills in; nobody else can.'),
  propose: byLanguage.optional().describe('What the customer agrees to before a write.'),
  fields,
  say,
};

const httpSendCode = z.strictObject({ request, to: path, refused: z.array(refusal).max(20).default([]) });

const action = z.strictObject({
  name: toolName,
  ...common,
  request,
  refused: z.array(refusal).max(20).default([]),
  lookup: z.strictObject({ request }).optional().describe('Asks what became of a write, by {key} bound to call.key.'),
  sendCode: httpSendCode.optional().describe('Makes the service send {code} to the address it has on file.'),
});

const toolArguments = z
  .record(z.string(), z.json())
  .optional()
  .describe('What it is called with, with {names} inside. Default: all inputs and bound values under their own names.');

const serverTool = z.strictObject({
  name: toolName,
  tool: z.string().min(1).describe("The server's name for it."),
  arguments: toolArguments,
  ...common,
  refused: z.array(serverRefusal).max(20).default([]),
  sendCode: z
    .strictObject({
      tool: z.string().min(1),
      arguments: toolArguments,
      to: path,
      refused: z.array(serverRefusal).max(20).default([]),
    })
    .optional()
    .describe('A tool of the same server that sends {code} to the address on file.'),
});

const server = z.strictObject({
  name: toolName,
  url: z.string(),
  headers: z.record(z.string(), header).default({}),
  timeoutMs: z.int().min(100).max(MAX_TIMEOUT_MS).default(5_000),
  tools: z.array(serverTool).min(1, 'names no tool. Only tools named here are used.').max(MAX_TOOLS),
});

export const toolsFile = z.strictObject({
  $schema: z.string().optional(),
  allowPrivateHosts: z
    .array(
      z
        .string()
        .regex(/^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d+)?$/, 'must be a host such as "orders.internal" or "10.0.0.7:8080".'),
    )
    .default([])
    .describe('Hosts inside your network, or on this machine, that may be called.'),
  actions: z.array(action).max(MAX_TOOLS).default([]),
  mcp: z.array(server).max(8).default([]),
});

/** For editors, which then complete and check the file while it is written. */
export const toolsFileSchema = (): object => ({
  title: 'Tools of Baton (TOOLS_FILE)',
  ...z.toJSONSchema(toolsFile, { io: 'input', unrepresentable: 'any' }),
});

export type ToolsFile = z.infer<typeof toolsFile>;
export type DeclaredAction = z.infer<typeof action>;
export type DeclaredServer = z.infer<typeof server>;
export type DeclaredServerTool = z.infer<typeof serverTool>;
export type DeclaredRequest = z.infer<typeof request>;
export type DeclaredInput = z.infer<typeof input>;
export type DeclaredRefusal = z.infer<typeof refusal>;
export type DeclaredServerRefusal = z.infer<typeof serverRefusal>;
export type ByLanguage = z.infer<typeof byLanguage>;
export type Source = (typeof SOURCES)[number];
/** What actions and tools of servers have in common. */
export type Declared = Pick<
  DeclaredAction,
  | 'name'
  | 'description'
  | 'examples'
  | 'source'
  | 'permission'
  | 'identity'
  | 'inputs'
  | 'bind'
  | 'propose'
  | 'fields'
  | 'say'
>;
