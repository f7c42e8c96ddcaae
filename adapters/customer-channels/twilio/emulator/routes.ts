import { fetchAccount, listNumbers, listPool, listShortCodes, showTyping } from './account-resources';
import type { ApiCall } from './api-call';
import type { Backend } from './backend';
import { createContent, fetchApproval, fetchContent } from './content';
import { createMessage } from './create-message';
import { deleteMedia, deleteMessage, fetchMessage, listMedia, listMessages, redactMessage } from './message-resources';

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

export interface Route {
  readonly method: string;
  readonly host: 'api.twilio.com' | 'messaging.twilio.com' | 'content.twilio.com';
  /** After the account's own part of the path; groups are the ids. */
  readonly path: RegExp;
  readonly name: string;
  /** Parameters it knows. The real API overlooks unknown ones; here they are a mistake. */
  readonly parameters: readonly string[];
  /** Only the auth token may ask: API keys have no right to the account itself. */
  readonly tokenOnly?: true;
  readonly run: (backend: Backend, call: ApiCall) => Answer;
}

const MESSAGE = 'Messages/((?:SM|MM)[0-9a-f]{32})';
const PAGING = ['PageSize', 'Page', 'PageToken'];

const SERVICE = '/v1/Services/(MG[0-9a-f]{32})';

const on =
  (host: Route['host']) =>
  (method: string, path: string, name: string, parameters: readonly string[], run: Route['run']): Route => ({
    ...{ method, host, name, parameters, run },
    path: new RegExp(`^${path}$`),
  });
const api = on('api.twilio.com');
const messaging = on('messaging.twilio.com');
const content = on('content.twilio.com');

const CONTENT = '/v1/Content/(HX[0-9a-f]{32})';

const CREATE_PARAMETERS = [
  ...[
    'To',
    'From',
    'FallbackFrom',
    'MessagingServiceSid',
    'Body',
    'MediaUrl',
    'ContentSid',
    'ContentVariables',
    'StatusCallback',
  ],
  ...['ValidityPeriod', 'SmartEncoded', 'PersistentAction', 'ShortenUrls', 'ProvideFeedback', 'Attempt', 'RiskCheck'],
];

export const ROUTES: readonly Route[] = [
  api('POST', 'Messages\\.json', 'messages.create', CREATE_PARAMETERS, createMessage),
  api(
    'GET',
    'Messages\\.json',
    'messages.list',
    ['To', 'From', 'DateSent', 'DateSent>', 'DateSent<', ...PAGING],
    listMessages,
  ),
  api('GET', `${MESSAGE}\\.json`, 'messages.fetch', [], fetchMessage),
  api('POST', `${MESSAGE}\\.json`, 'messages.update', ['Body'], redactMessage),
  api('DELETE', `${MESSAGE}\\.json`, 'messages.remove', [], deleteMessage),
  api('GET', `${MESSAGE}/Media\\.json`, 'media.list', PAGING, listMedia),
  api('DELETE', `${MESSAGE}/Media/(ME[0-9a-f]{32})(?:\\.json)?`, 'media.remove', [], deleteMedia),
  { ...api('GET', '', 'accounts.fetch', [], fetchAccount), tokenOnly: true },
  api('GET', 'IncomingPhoneNumbers\\.json', 'numbers.list', ['PhoneNumber', ...PAGING], listNumbers),
  content('GET', CONTENT, 'content.fetch', [], fetchContent),
  content('GET', `${CONTENT}/ApprovalRequests`, 'content.approval', [], fetchApproval),
  content('POST', '/v1/Content', 'content.create', ['json'], createContent),
  messaging('GET', `${SERVICE}/PhoneNumbers`, 'pool.numbers', PAGING, listPool),
  messaging('GET', `${SERVICE}/ShortCodes`, 'pool.short_codes', PAGING, listShortCodes),
  messaging('POST', '/v2/Indicators/Typing\\.json', 'typing.create', ['channel', 'messageId'], showTyping),
];
