import { createHash } from 'node:crypto';
import type { AdapterStorage, Choice, TextPart } from '../../../src/ports';
import type { TwilioClient } from './client';

/** In an open window WhatsApp takes buttons that nobody approved: this many. Source: Twilio, "twilio/quick-reply". */
export const QUICK_REPLIES = { max: 3, maxLabelLength: 20 } as const;
const BODY_MAX = 1024;

export interface Buttons {
  readonly contentSid: string;
  readonly contentVariables: string;
}

/**
 * Buttons under a text. Twilio wants a content resource for them, so that one is made for each set of buttons and kept; the
 * text is its only variable. Null: a text that no variable takes (more than one line, too long) goes without, and says in
 * its words how to answer.
 */
export function quickReplies(client: TwilioClient, storage: AdapterStorage) {
  return async ({ choices }: TextPart, body: string): Promise<Buttons | null> => {
    if (choices === undefined || !isVariable(body)) return null;
    const key = `quick_reply:${digestOf(choices)}`;
    const known = await storage.get<string>(key);
    const contentSid = known ?? (await makeContent(client, choices, key));
    if (known === null) await storage.set(key, contentSid);
    return { contentSid, contentVariables: JSON.stringify({ 1: body }) };
  };
}

/** Source: Twilio, error 21656. */
const isVariable = (body: string): boolean => body !== '' && body.length <= BODY_MAX && !/[\n\r\t]| {4}/.test(body);

const digestOf = (choices: readonly Choice[]): string =>
  createHash('sha256')
    .update(JSON.stringify(choices.map(({ id, label }) => [id, label])))
    .digest('hex')
    .slice(0, 16);

function makeContent(client: TwilioClient, choices: readonly Choice[], name: string): Promise<string> {
  const actions = choices.map(({ id, label }) => ({ type: 'QUICK_REPLY', title: label, id }));
  // The SDK passes it on as it is, and its own names are not those of the API.
  const request = {
    friendly_name: `baton_${name.replace(':', '_')}`,
    language: 'en',
    variables: { 1: 'How can we help?' },
    types: { 'twilio/quick-reply': { body: '{{1}}', actions } },
  };
  return client.run(async (api) => (await api.content.v1.contents.create(request as never)).sid);
}
