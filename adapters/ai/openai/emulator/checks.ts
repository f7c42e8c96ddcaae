import { Refusal } from '../../../shared/emulated-model';

export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const invalid = (message: string, param: string | null, code = 'invalid_request_error'): Refusal =>
  new Refusal(400, code, message, param);

/** Sampling parameters, which models that reason refuse. */
const SAMPLING = [
  'temperature',
  'top_p',
  'top_logprobs',
  'logprobs',
  'presence_penalty',
  'frequency_penalty',
  'logit_bias',
];

export function checkParameters(body: Json, known: readonly string[]): void {
  for (const name of Object.keys(body)) {
    if (SAMPLING.includes(name)) {
      throw invalid(
        `Unsupported parameter: '${name}' is not supported with this model.`,
        name,
        'unsupported_parameter',
      );
    }
    if (!known.includes(name)) throw invalid(`Unknown parameter: '${name}'.`, name, 'unknown_parameter');
  }
}

export function checkModel(body: Json, missingStatus: number): string {
  const { model } = body;
  if (typeof model !== 'string' || model === '') {
    throw invalid("Missing required parameter: 'model'.", 'model', 'missing_required_parameter');
  }
  if (model.startsWith('missing')) {
    throw new Refusal(missingStatus, 'model_not_found', `The requested model '${model}' does not exist.`, 'model');
  }
  return model;
}

export function checkInteger(value: unknown, name: string, min: number): void {
  if (value === undefined || value === null) return;
  if (!Number.isInteger(value)) throw invalid(`Invalid type for '${name}': expected an integer.`, name, 'invalid_type');
  if ((value as number) < min) {
    throw invalid(
      `Invalid '${name}': integer below minimum value. Expected a value >= ${min}, but got ${String(value)} instead.`,
      name,
      'integer_below_min_value',
    );
  }
}

export function checkText(value: unknown, name: string, maxLength: number): void {
  if (value === undefined || value === null) return;
  if (typeof value !== 'string') throw invalid(`Invalid type for '${name}': expected a string.`, name, 'invalid_type');
  if (value.length > maxLength) {
    throw invalid(
      `Invalid '${name}': string too long. Expected a string with maximum length ${maxLength}, but got a string with length ${value.length} instead.`,
      name,
      'string_above_max_length',
    );
  }
}

export function checkName(value: unknown, param: string): string {
  if (typeof value === 'string' && /^[a-zA-Z0-9_-]{1,64}$/.test(value)) return value;
  throw invalid(
    `Invalid '${param}': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`,
    param,
    'invalid_value',
  );
}

/** The emulator answers in one piece. */
export function checkNotStreaming(body: Json): void {
  if (body.stream === true) throw invalid('The emulator does not stream.', 'stream');
}

/** More than this and the request does not fit the model. */
export const CONTEXT_TOKENS = 128_000;

export function checkContext(tokens: number): void {
  if (tokens <= CONTEXT_TOKENS) return;
  throw invalid(
    'Your input exceeds the context window of this model. Please adjust your input and try again.',
    'input',
    'context_length_exceeded',
  );
}
