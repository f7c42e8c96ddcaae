/** A refusal in Twilio's form. `code` is what clients look at; the words are those of its error dictionary. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }

  get body() {
    const { code, message, status } = this;
    return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
  }
}

const MESSAGES: Readonly<Record<number, string>> = {
  20001: 'Invalid parameter',
  20003: 'Authenticate',
  20009: 'Cannot delete because delivery of the message has not been completed',
  20429: 'Too Many Requests',
  21211: "The 'To' number is not a valid phone number.",
  21408: 'Permission to send an SMS has not been enabled for the region indicated by the To number.',
  21602: 'Message body is required.',
  21603: "A 'From' or 'MessagingServiceSid' parameter is required to send a message.",
  21604: "A 'To' phone number is required.",
  21606: "The 'From' phone number provided is not a valid message-capable Twilio phone number for this destination.",
  21609: "The 'StatusCallback' URL is not a valid URL.",
  21610: 'Attempt to send to unsubscribed recipient',
  21611: "This 'From' number has exceeded the maximum number of queued messages",
  21612: "The 'To' phone number is not currently reachable via SMS",
  21614: "'To' number is not a valid mobile number",
  21617: 'The concatenated message body exceeds the 1600 character limit',
  21620: 'Invalid media URL(s)',
  21623: 'Number of media files exceeds allowed limit',
  21655: 'The ContentSid is Invalid',
  21656: 'The ContentVariables Parameter is invalid',
  21666: 'FallbackFrom needs a Messaging Service with an RCS sender',
  21667: "The 'FallbackFrom' sender is invalid",
  21705: 'The Messaging Service is invalid',
  63005: 'Channel did not accept given content',
  63007: 'Twilio could not find a Channel with the specified From address',
};

/** Statuses that are not 400. */
const STATUSES: Readonly<Record<number, number>> = { 20003: 401, 20009: 409, 20429: 429, 20404: 404, 20500: 500 };

export const refusal = (code: number, detail?: string): ApiError =>
  new ApiError(STATUSES[code] ?? 400, code, detail ?? MESSAGES[code] ?? 'The request was refused');

export const notFound = (path: string): ApiError =>
  new ApiError(404, 20404, `The requested resource ${path} was not found`);

export const tooMany = (retryAfterSeconds?: number): ApiError =>
  new ApiError(429, 20429, 'Too Many Requests', retryAfterSeconds);
