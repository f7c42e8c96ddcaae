/** What the Bot API refuses, in its own words: the text after "Bad Request: " is what clients look at. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly description: string,
    readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number },
  ) {
    super(description);
  }
}

export const badRequest = (description: string): ApiError => new ApiError(400, `Bad Request: ${description}`);
export const forbidden = (description: string): ApiError => new ApiError(403, `Forbidden: ${description}`);

const STATUS_BY_PREFIX: Readonly<Record<string, number>> = {
  'Bad Request': 400,
  Unauthorized: 401,
  Forbidden: 403,
  'Not Found': 404,
  Conflict: 409,
  'Request Entity Too Large': 413,
  'Internal Server Error': 500,
};

/** From a description alone, as faults name it; without a known prefix it is a bad request. */
export function errorFor(description: string): ApiError {
  const prefix = Object.keys(STATUS_BY_PREFIX).find((known) => description.startsWith(known));
  return prefix === undefined ? badRequest(description) : new ApiError(STATUS_BY_PREFIX[prefix] ?? 400, description);
}
