import { Refusal } from '../../../shared/emulated-model';

export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const invalid = (message: string): Refusal => new Refusal(400, 'invalid_request_error', message);

/** Parameters of this version; `temperature`, `top_p` and `top_k` are no longer among them. */
const PARAMETERS = [
  ...['cache_control', 'inference_geo', 'max_tokens', 'messages', 'metadata', 'model', 'output_config', 'service_tier'],
  ...['stop_sequences', 'stream', 'system', 'thinking', 'tool_choice', 'tools'],
];
/** What versions before 2026-10-21 took besides. */
const SAMPLING = ['temperature', 'top_p', 'top_k'];

export function checkParameters(body: Json, version: string): void {
  const known = version < '2026-10-21' ? [...PARAMETERS, ...SAMPLING] : PARAMETERS;
  const extra = Object.keys(body).find((name) => !known.includes(name));
  if (extra !== undefined) throw invalid(`${extra}: Extra inputs are not permitted`);
  if (body.stream === true) throw invalid('stream: The emulator does not stream.');
  if (typeof body.model !== 'string' || body.model === '') throw invalid('model: Field required');
  if (body.model.startsWith('missing')) throw new Refusal(404, 'not_found_error', `model: ${body.model}`);
  if (body.max_tokens === undefined) throw invalid('max_tokens: Field required');
  if (!Number.isInteger(body.max_tokens) || (body.max_tokens as number) < 1) {
    throw invalid('max_tokens: Input should be greater than or equal to 1');
  }
  checkMetadata(body.metadata);
}

function checkMetadata(metadata: unknown): void {
  if (metadata === undefined) return;
  const id = isObject(metadata) ? metadata.user_id : undefined;
  if (id === undefined || id === null) return;
  if (typeof id !== 'string' || id.length > 256) {
    throw invalid('metadata.user_id: String should have at most 256 characters');
  }
  if (/@|^\+?\d{7,}$/.test(id)) {
    throw invalid('metadata.user_id: user_id appears to contain an email address or phone number');
  }
}

/** Words that structured outputs do not take. */
const UNSUPPORTED = [
  ...['minimum', 'maximum', 'multipleOf', 'minLength', 'maxLength', 'maxItems', 'uniqueItems', 'if', 'then', 'else'],
  ...['not', 'oneOf', 'patternProperties'],
];

/** The subset of JSON Schema for `output_config.format` and strict tools: every object closed. */
export function checkSchema(schema: unknown, where: string): void {
  if (!isObject(schema)) throw invalid(`${where}: Input should be a valid dictionary`);
  const unsupported = UNSUPPORTED.find((word) => word in schema);
  if (unsupported !== undefined) {
    throw invalid(`${where}: For '${String(schema.type)}' type, property '${unsupported}' is not supported`);
  }
  if (schema.type === 'object') {
    if (schema.additionalProperties !== false) {
      throw invalid(`${where}: For 'object' type, 'additionalProperties' must be explicitly set to false`);
    }
    const properties = isObject(schema.properties) ? schema.properties : {};
    for (const [name, child] of Object.entries(properties)) checkSchema(child, `${where}.properties.${name}`);
  }
  if (schema.type === 'array') checkSchema(schema.items, `${where}.items`);
  if (Array.isArray(schema.anyOf))
    schema.anyOf.forEach((one, index) => void checkSchema(one, `${where}.anyOf.${index}`));
}

export function checkOutput(config: unknown): void {
  if (config === undefined) return;
  if (!isObject(config)) throw invalid('output_config: Input should be a valid dictionary');
  const { format } = config;
  if (format === undefined || format === null) return;
  if (!isObject(format) || format.type !== 'json_schema') {
    throw invalid("output_config.format.type: Input should be 'json_schema'");
  }
  const extra = Object.keys(format).find((name) => name !== 'type' && name !== 'schema');
  if (extra !== undefined) throw invalid(`output_config.format.${extra}: Extra inputs are not permitted`);
  checkSchema(format.schema, 'output_config.format.schema');
}

export function checkTools(tools: unknown): void {
  if (tools === undefined) return;
  if (!Array.isArray(tools)) throw invalid('tools: Input should be a valid list');
  const names = new Set<string>();
  for (const [index, tool] of tools.entries()) {
    if (!isObject(tool) || typeof tool.name !== 'string' || !/^[a-zA-Z0-9_-]{1,128}$/.test(tool.name)) {
      throw invalid(`tools.${index}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'`);
    }
    if (names.has(tool.name)) throw invalid('tools: Tool names must be unique.');
    names.add(tool.name);
    if (!isObject(tool.input_schema) || tool.input_schema.type !== 'object') {
      throw invalid(`tools.${index}.custom.input_schema.type: Input should be 'object'`);
    }
    if (tool.strict === true) checkSchema(tool.input_schema, `tools.${index}.custom.input_schema`);
  }
}
