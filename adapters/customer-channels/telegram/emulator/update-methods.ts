import { ApiError, badRequest } from './api-error';
import type { ApiMethod, Backend, MethodSpec } from './backend';
import { seconds } from './backend';
import { knownChat } from './chats';
import type { ApiCall } from './request';
import { wireChat } from './state';

const DOWNLOAD_MAX_BYTES = 20 * 1024 * 1024;
const PRESS_VALID_MS = 15_000;

const getUpdates: ApiMethod = async ({ polls, state }, { params }) => {
  const limit = Math.min(Math.max(Number(params.limit ?? 100), 1), 100);
  const timeoutSeconds = Math.min(Math.max(Number(params.timeout ?? 0), 0), 50);
  rememberKinds(state.webhook, params);
  return polls.get(params.offset === undefined ? null : Number(params.offset), limit, timeoutSeconds * 1000);
};

/** A list once given stays until another one is given. */
function rememberKinds(webhook: Backend['state']['webhook'], params: ApiCall['params']): void {
  if (params.allowed_updates === undefined) return;
  webhook.allowedUpdates = JSON.parse(params.allowed_updates) as readonly string[];
}

const setWebhook: ApiMethod = (backend, { params }) => {
  const { state, polls, deliveries } = backend;
  const url = params.url ?? '';
  if (url === '') return removeWebhook(backend, params);
  refuseUrl(url, backend.allowLoopbackWebhooks);
  const secret = params.secret_token ?? '';
  if (secret.length > 256) throw badRequest('secret token is too long');
  if (!/^[\w-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters');
  const connections = Number(params.max_connections ?? 40);
  if (!(connections >= 1 && connections <= 100)) throw badRequest('max_connections must be between 1 and 100');
  dropPending(state, params);
  Object.assign(state.webhook, { url, secret, maxConnections: connections, lastError: null, lastErrorAt: null });
  rememberKinds(state.webhook, params);
  polls.refuse('terminated by setWebhook request');
  deliveries.wake();
  return true;
};

function refuseUrl(url: string, allowLoopback: boolean): void {
  if (!URL.canParse(url)) throw badRequest('bad webhook: invalid webhook URL specified');
  const { protocol, hostname, port } = new URL(url);
  if (allowLoopback && /^(127\.|localhost$|\[::1\]$)/.test(hostname)) return;
  if (protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  if (!['', '443', '80', '88', '8443'].includes(port)) {
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
  }
}

function removeWebhook({ state }: Backend, params: ApiCall['params']): true {
  dropPending(state, params);
  Object.assign(state.webhook, { url: '', secret: '', lastError: null, lastErrorAt: null });
  return true;
}

function dropPending(state: Backend['state'], params: ApiCall['params']): void {
  if (params.drop_pending_updates === 'true') state.queue = [];
}

const getWebhookInfo: ApiMethod = ({ state }) => {
  const { url, maxConnections, allowedUpdates, lastError, lastErrorAt } = state.webhook;
  return {
    url,
    has_custom_certificate: false,
    pending_update_count: state.queue.length,
    ...(url !== '' && { max_connections: maxConnections, ip_address: '127.0.0.1' }),
    ...(allowedUpdates.length > 0 && { allowed_updates: allowedUpdates }),
    ...(lastError !== null && { last_error_message: lastError, last_error_date: seconds(lastErrorAt ?? 0) }),
  };
};

const getFile: ApiMethod = ({ state }, { params }) => {
  const id = params.file_id ?? '';
  const file = state.files.get(id);
  if (file === undefined) throw badRequest('wrong file_id or the file is temporarily unavailable');
  if (file.bytes.length > DOWNLOAD_MAX_BYTES) throw badRequest('file is too big');
  return { file_id: id, file_unique_id: `AQAD${id.slice(-8)}`, file_size: file.bytes.length, file_path: file.path };
};

const answerCallbackQuery: ApiMethod = ({ state, now }, { params }) => {
  const pressedAt = state.presses.get(params.callback_query_id ?? '');
  if (pressedAt === undefined || now() - pressedAt > PRESS_VALID_MS) {
    throw new ApiError(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid');
  }
  state.presses.delete(params.callback_query_id ?? '');
  return true;
};

export const updateMethods: Readonly<Record<string, MethodSpec>> = {
  getMe: {
    params: [],
    run: ({ state }) => ({ ...state.bot, can_join_groups: true, can_read_all_group_messages: false }),
  },
  getUpdates: { params: ['offset', 'limit', 'timeout', 'allowed_updates'], run: getUpdates },
  setWebhook: {
    params: ['url', 'secret_token', 'allowed_updates', 'max_connections', 'drop_pending_updates', 'ip_address'],
    run: setWebhook,
  },
  deleteWebhook: { params: ['drop_pending_updates'], run: (backend, { params }) => removeWebhook(backend, params) },
  getWebhookInfo: { params: [], run: getWebhookInfo },
  getFile: { params: ['file_id'], run: getFile },
  getChat: {
    params: ['chat_id'],
    run: (backend, { params }) => wireChat(knownChat(backend, params.chat_id).person),
  },
  answerCallbackQuery: {
    params: ['callback_query_id', 'text', 'show_alert', 'url', 'cache_time'],
    run: answerCallbackQuery,
  },
};
