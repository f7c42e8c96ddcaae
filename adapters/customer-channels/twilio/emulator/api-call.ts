import { refusal } from './api-error';

/** One request to the API. Parameters of query and body alike; what comes more than once is a longer list. */
export interface ApiCall {
  readonly method: string;
  readonly path: string;
  /** `messages.create`, as the SDK's calls are named; what faults are armed for. */
  readonly name: string;
  readonly parameters: ReadonlyMap<string, readonly string[]>;
  /** What the path names, in order. */
  readonly ids: readonly string[];
}

export function readParameters(...sources: readonly URLSearchParams[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [name, value] of sources.flatMap((source) => [...source])) {
    found.set(name, [...(found.get(name) ?? []), value]);
  }
  return found;
}

export const first = (call: ApiCall, name: string): string => call.parameters.get(name)?.[0] ?? '';
export const all = (call: ApiCall, name: string): readonly string[] => call.parameters.get(name) ?? [];

export const invalid = (name: string): never => {
  throw refusal(20001, `Invalid parameter: ${name}`);
};
