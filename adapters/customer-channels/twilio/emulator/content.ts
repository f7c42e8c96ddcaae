import { type ApiCall, first } from './api-call';
import { notFound, refusal } from './api-error';
import type { Backend } from './backend';
import { type ContentTemplate, newSid } from './state';

type Answer = { readonly status: number; readonly body: unknown };

const QUICK_REPLIES_MAX = 10;
const TITLE_MAX = 20;
const BODY_MAX = 1024;

function existing({ state }: Backend, call: ApiCall): readonly [string, ContentTemplate] {
  const sid = call.ids[0] ?? '';
  const template = state.templates.get(sid);
  if (template === undefined) throw notFound(call.path);
  return [sid, template];
}

/** `GET content.twilio.com/v1/Content/{HX}`. */
export function fetchContent(backend: Backend, call: ApiCall): Answer {
  return { status: 200, body: contentResource(backend, ...existing(backend, call)) };
}

/** `GET …/ApprovalRequests`: what WhatsApp says of it. */
export function fetchApproval(backend: Backend, call: ApiCall): Answer {
  const [sid, template] = existing(backend, call);
  const status = template.status ?? 'approved';
  const whatsapp = {
    type: 'whatsapp',
    name: template.name ?? 'reply_waiting',
    category: 'UTILITY',
    content_type: typeOf(template),
    status,
    rejection_reason: status === 'rejected' ? 'TAG_CONTENT_MISMATCH' : '',
    allow_category_change: true,
  };
  return { status: 200, body: { sid, account_sid: backend.state.account.sid, whatsapp, url: call.path } };
}

/** `POST content.twilio.com/v1/Content`, in JSON: for buttons, which need no approval in an open window. */
export function createContent(backend: Backend, call: ApiCall): Answer {
  const given = JSON.parse(first(call, 'json') || '{}') as {
    readonly friendly_name?: string;
    readonly language?: string;
    readonly variables?: Readonly<Record<string, string>>;
    readonly types?: Readonly<Record<string, { body?: string; actions?: readonly { title?: string; id?: string }[] }>>;
  };
  const quick = given.types?.['twilio/quick-reply'];
  if (!given.language || quick?.body === undefined || quick.actions === undefined) throw refusal(20001);
  const isFit = quick.actions.every(({ title = '' }) => title !== '' && title.length <= TITLE_MAX);
  if (!isFit || quick.actions.length > QUICK_REPLIES_MAX || quick.body.length > BODY_MAX) throw refusal(20001);
  const sid = newSid('HX');
  const template: ContentTemplate = {
    body: quick.body,
    variables: [...quick.body.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name),
    language: given.language,
    status: 'unsubmitted',
    samples: given.variables ?? {},
    buttons: quick.actions.map(({ title = '', id = title }) => ({ title, id })),
    ...(given.friendly_name !== undefined && { name: given.friendly_name }),
  };
  backend.state.templates.set(sid, template);
  return { status: 201, body: contentResource(backend, sid, template) };
}

const typeOf = ({ buttons }: ContentTemplate): string => (buttons === undefined ? 'twilio/text' : 'twilio/quick-reply');

function contentResource({ state }: Backend, sid: string, template: ContentTemplate) {
  const { body, language = 'en', samples = {}, buttons, name } = template;
  const actions = buttons?.map(({ title, id }) => ({ type: 'QUICK_REPLY', title, id }));
  return {
    sid,
    account_sid: state.account.sid,
    friendly_name: name ?? 'reply_waiting',
    language,
    variables: samples,
    types: { [typeOf(template)]: { body, ...(actions !== undefined && { actions }) } },
    date_created: new Date(0).toISOString(),
    date_updated: new Date(0).toISOString(),
    url: `https://content.twilio.com/v1/Content/${sid}`,
    links: {},
  };
}
