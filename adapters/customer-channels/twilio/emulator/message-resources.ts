import { type ApiCall, first, invalid } from './api-call';
import { notFound, refusal } from './api-error';
import type { Backend } from './backend';
import { findMessage, type Message } from './state';
import { mediaResource, messageResource, page } from './wire';

type Answer = { readonly status: number; readonly body?: unknown };

const PAGE_SIZE = 50;
const PAGE_SIZE_MAX = 1000;

/** `GET Messages.json`: newest first, in pages. `DateSent` leaves out what was not sent yet, as the real one does. */
export function listMessages({ state }: Backend, call: ApiCall): Answer {
  const size = sizeOf(call);
  const wanted = [...state.messages].reverse().filter((message) => fits(call, message));
  const offset = Number(first(call, 'Page') || 0) * size;
  const items = wanted.slice(offset, offset + size).map((message) => messageResource(state.account.sid, message));
  const next = offset + size < wanted.length ? pageUri(call, offset / size + 1) : null;
  return { status: 200, body: page('messages', items, pageUri(call, offset / size), next, size) };
}

function sizeOf(call: ApiCall): number {
  const size = Number(first(call, 'PageSize') || PAGE_SIZE);
  return Number.isInteger(size) && size > 0 ? Math.min(size, PAGE_SIZE_MAX) : invalid('PageSize');
}

function pageUri(call: ApiCall, number: number): string {
  const query = new URLSearchParams();
  for (const [name, values] of call.parameters) for (const value of values) query.append(name, value);
  query.set('Page', String(number));
  return `${call.path}?${query}`;
}

function fits(call: ApiCall, message: Message): boolean {
  const [to, from] = [first(call, 'To'), first(call, 'From')];
  if ((to !== '' && message.to !== to) || (from !== '' && message.from !== from)) return false;
  const at = message.sentAt;
  return ['DateSent', 'DateSent>', 'DateSent<'].every((name) => {
    const value = first(call, name);
    if (value === '') return true;
    if (at === null) return false;
    const second = Math.floor(at / 1000);
    const wanted = Math.floor(Date.parse(value) / 1000);
    if (Number.isNaN(wanted)) return invalid(name);
    if (name === 'DateSent') return new Date(at).toISOString().startsWith(value.slice(0, 10));
    return name === 'DateSent>' ? second >= wanted : second <= wanted;
  });
}

function existing({ state }: Backend, call: ApiCall): Message {
  const message = findMessage(state, call.ids[0] ?? '');
  if (message === undefined) throw notFound(call.path);
  return message;
}

export const fetchMessage = (backend: Backend, call: ApiCall): Answer => ({
  status: 200,
  body: messageResource(backend.state.account.sid, existing(backend, call)),
});

/** `POST Messages/{sid}.json` with an empty body forgets the text. Nothing else can be changed. */
export function redactMessage(backend: Backend, call: ApiCall): Answer {
  const message = existing(backend, call);
  if (!call.parameters.has('Body') || first(call, 'Body') !== '') throw refusal(20001, 'Body must be empty');
  message.body = '';
  message.updatedAt = backend.now();
  return { status: 200, body: messageResource(backend.state.account.sid, message) };
}

const UNFINISHED: ReadonlySet<string> = new Set(['accepted', 'queued', 'sending']);

export function deleteMessage(backend: Backend, call: ApiCall): Answer {
  const message = existing(backend, call);
  if (UNFINISHED.has(message.status)) throw refusal(20009);
  backend.state.messages = backend.state.messages.filter((other) => other !== message);
  for (const sid of message.media) backend.state.media.delete(sid);
  return { status: 204 };
}

export function listMedia(backend: Backend, call: ApiCall): Answer {
  const { state } = backend;
  const items = existing(backend, call).media.flatMap((sid) => {
    const file = state.media.get(sid);
    return file === undefined ? [] : [mediaResource(state.account.sid, sid, file)];
  });
  return { status: 200, body: page('media_list', items, call.path, null, PAGE_SIZE) };
}

export function deleteMedia(backend: Backend, call: ApiCall): Answer {
  const message = existing(backend, call);
  const sid = call.ids[1] ?? '';
  if (!backend.state.media.delete(sid)) throw notFound(call.path);
  message.media = message.media.filter((other) => other !== sid);
  return { status: 204 };
}
