import { type CustomerChannel, PortError, type ReadyTemplate, type TemplateWanted } from '../../../src/ports';
import type { TwilioClient } from './client';
import { rejected } from './errors';
import { messageId } from './ids';
import { create, type Sending, statusCallbackFor } from './send';
import { type Bindings, filled, valuesFor } from './template-variables';

/** A template as the Content API has it. */
export interface Template {
  readonly sid: string;
  readonly language: string;
  readonly body: string;
  /** What was approved in place of each variable. */
  readonly samples: Readonly<Record<string, string>>;
  /** `approved`, or why not: `unsubmitted`, `received`, `pending`, `rejected`, `paused`, `disabled`. */
  readonly status: string;
}

export interface TemplateBook {
  readonly sids: readonly string[];
  readonly bindings: Bindings;
  /** As it is now: an approval may be taken back at any time. `rejected` for a sid that Twilio does not know. */
  read(sid: string): Promise<Template>;
}

export const templateBook = (client: TwilioClient, sids: readonly string[], bindings: Bindings): TemplateBook => ({
  sids,
  bindings,
  read: (sid) => fetched(client, sid),
});

async function fetched(client: TwilioClient, sid: string): Promise<Template> {
  try {
    return await client.run(async (api) => {
      const content = api.content.v1.contents(sid);
      const { language, types, variables } = await content.fetch();
      const { whatsapp } = await content.approvalFetch().fetch();
      return {
        sid,
        language,
        body: bodyIn(types),
        samples: stringsIn(variables),
        status: String(whatsapp?.status ?? 'unsubmitted'),
      };
    });
  } catch (error) {
    if (!(error instanceof PortError) || error.details.code !== '20404') throw error;
    throw rejected(
      `Twilio does not know the template ${sid}. An admin must correct TWILIO_REPLY_TEMPLATE_SID.`,
      'other',
    );
  }
}

/** Every kind of template has its words in `body`; one without words is empty. */
function bodyIn(types: unknown): string {
  for (const type of Object.values((types ?? {}) as object)) {
    const body = (type as { body?: unknown } | null)?.body;
    if (typeof body === 'string' && body !== '') return body;
  }
  return '';
}

const stringsIn = (variables: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries((variables ?? {}) as object).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );

/** Why it cannot be sent now, for agents and the admin; null: it can. */
export function problemOf({ sid, status, body }: Template): string | null {
  if (body === '') return `The template ${sid} has no text. An admin must choose another one.`;
  if (status === 'approved') return null;
  return `WhatsApp has not approved the template ${sid} (it is ${status}). An admin can see why in the Twilio Console, under Content Template Builder.`;
}

/** `pt_BR` fits somebody who writes `pt`. */
const base = (language: string): string => language.toLowerCase().split(/[-_]/)[0] ?? '';

/** In the order in which they are tried: the customer's language first, then as the admin named them. */
export const inOrder = (templates: readonly Template[], language: string | null): readonly Template[] =>
  [...templates].sort((a, b) => closeness(b, language) - closeness(a, language));

const closeness = (template: Template, language: string | null): number =>
  language !== null && base(template.language) === base(language) ? 1 : 0;

export async function findTemplate(book: TemplateBook, wanted: TemplateWanted): Promise<ReadyTemplate> {
  const templates = await Promise.all(book.sids.map((sid) => book.read(sid)));
  let why: string | null = null;
  for (const template of inOrder(templates, wanted.language)) {
    const problem = problemOf(template);
    const values = valuesFor(template.body, template.samples, book.bindings, wanted);
    if (problem === null && values !== null) return ready(template, values);
    why ??= problem ?? notBound(template);
  }
  throw rejected(why ?? 'No template is set.', 'other');
}

const ready = ({ sid, language, body }: Template, variables: Readonly<Record<string, string>>): ReadyTemplate => ({
  id: sid,
  language,
  text: filled(body, variables),
  variables,
});

export const notBound = ({ sid }: Template): string =>
  `The template ${sid} has a variable that stands for nothing. An admin must name it in TWILIO_REPLY_TEMPLATE_VARIABLES, or give it a sample in the Twilio Console.`;

/** The approved messages that ask a customer whose window is closed to write. Absent where none is set. */
export function replyTemplates(
  book: TemplateBook,
  { client, senders, statusUrl, sent }: Pick<Sending, 'client' | 'senders' | 'statusUrl' | 'sent'>,
): Pick<CustomerChannel, 'templates'> {
  if (book.sids.length === 0) return {};
  return {
    templates: {
      find: (wanted) => findTemplate(book, wanted),
      askToWrite: async (to, { id, variables }, { key }) => {
        const hasVariables = Object.keys(variables).length > 0;
        const message = {
          to: senders.recipient(to),
          contentSid: id,
          ...(hasVariables && { contentVariables: JSON.stringify(variables) }),
          ...statusCallbackFor(statusUrl, key),
        };
        const sid = await create(client, await senders.senderFor(to), message);
        sent.note(sid, key);
        return { sentId: messageId(sid) };
      },
    },
  };
}
