import { type Logger, PortError } from '../../../src/ports';
import { isLoopback } from '../../shared/loopback';
import type { TwilioClient } from './client';
import { misconfigured } from './errors';
import { rcsAgents, smsNumbers, type TwilioSettings, whatsappSenders } from './settings';
import { RETRY_FRAGMENT } from './signature';
import { valuesFor } from './template-variables';
import { notBound, problemOf, type TemplateBook } from './templates';

export interface PrepareParts {
  /** With the auth token: it must be right, because webhooks are signed with it. */
  readonly account: TwilioClient;
  /** With what sends: the same, or an API key. */
  readonly client: TwilioClient;
  readonly settings: TwilioSettings;
  readonly templates: TemplateBook;
  readonly publicUrl: string;
  readonly log: Logger;
}

/** Can Twilio reach this address? Its own network cannot reach this machine's; an emulator on it can. */
export const isReachable = (publicUrl: string, apiUrl: string): boolean =>
  !isLoopback(publicUrl) || (apiUrl !== '' && isLoopback(apiUrl));

/** Checks what can be checked and says what is left for the admin to do in the Twilio Console. */
export async function prepare(parts: PrepareParts): Promise<void> {
  checkAddress(parts);
  await checkAccount(parts);
  if (parts.settings.apiKeySid !== '') await checkApiKey(parts);
  for (const sid of parts.templates.sids) await checkTemplate(parts, sid);
  for (const number of smsNumbers(parts.settings)) if (number.startsWith('+')) await checkNumber(parts, number);
}

function checkAddress({ publicUrl, settings, log }: PrepareParts): void {
  if (new URL(publicUrl).hostname.includes('_')) {
    throw misconfigured(
      `Twilio does not call host names with an underscore, and PUBLIC_URL has one (${new URL(publicUrl).hostname}). Give this server another name.`,
    );
  }
  if (!isReachable(publicUrl, settings.apiUrl)) {
    log.warn(
      'Twilio cannot reach PUBLIC_URL, because it is an address of this machine: messages are read every minute, and nothing is known of their delivery. Set PUBLIC_URL to a public https address.',
    );
    return;
  }
  log.info('Set this address in the Twilio Console, with HTTP POST, where a message comes in', {
    address: webhookAddress(publicUrl),
    sender: sendersIn(settings).join(' '),
  });
}

const sendersIn = (settings: TwilioSettings): readonly string[] =>
  [...smsNumbers(settings), settings.messagingServiceSid, ...rcsAgents(settings), ...whatsappSenders(settings)].filter(
    (one) => one !== '',
  );

const webhookAddress = (publicUrl: string): string => `${publicUrl}/webhooks/twilio${RETRY_FRAGMENT}`;

async function checkAccount({ account, settings, log }: PrepareParts): Promise<void> {
  const found = await account.run((api) => api.api.v2010.accounts(settings.accountSid).fetch());
  if (found.status !== 'active') {
    throw misconfigured(
      `The Twilio account in TWILIO_ACCOUNT_SID is ${found.status}. Reactivate it in the Twilio Console, or use another account.`,
    );
  }
  log.info('Twilio accepts the auth token', { account: settings.accountSid });
}

/** Most keys may not read the account, and all may read its messages. */
const checkApiKey = async ({ client }: PrepareParts): Promise<void> => {
  await client.run((api) => api.messages.list({ limit: 1, pageSize: 1 }));
};

/** Hosted numbers may be missing from the list, so that it only gives hints. */
async function checkNumber({ account, settings, publicUrl, log }: PrepareParts, phoneNumber: string): Promise<void> {
  const [number] = await account.run((api) => api.incomingPhoneNumbers.list({ phoneNumber, limit: 1 }));
  if (number === undefined) {
    log.warn(
      'Twilio does not list a number of TWILIO_SMS_FROM among those of this account; check it in the Twilio Console',
      { number: phoneNumber },
    );
    return;
  }
  if (number.capabilities?.sms === false) {
    throw misconfigured(
      `TWILIO_SMS_FROM has a number that cannot send texts (${phoneNumber}). Choose one with SMS in the Twilio Console, under Phone Numbers.`,
    );
  }
  if (number.capabilities?.mms === false && settings.mms !== 'off') {
    log.warn('This number cannot send pictures; set TWILIO_MMS=off, so that they go as links at once', {
      number: phoneNumber,
    });
  }
  const expected = webhookAddress(publicUrl).split('#')[0];
  if (settings.messagingServiceSid === '' && number.smsUrl.split('#')[0] !== expected) {
    log.warn('Twilio delivers the texts to this number elsewhere; set this address where a message comes in', {
      number: phoneNumber,
      address: webhookAddress(publicUrl),
    });
  }
}

/** A template that cannot be sent holds nothing up: replies wait for the customer all the same. */
async function checkTemplate({ templates, log }: PrepareParts, sid: string): Promise<void> {
  try {
    const template = await templates.read(sid);
    const nobody = { language: null, customerName: null, agentName: null };
    const values = valuesFor(template.body, template.samples, templates.bindings, nobody);
    const problem = problemOf(template) ?? (values === null ? notBound(template) : null);
    if (problem === null) log.info('WhatsApp has approved the template', { sid, language: template.language });
    else log.warn(problem, { sid });
  } catch (error) {
    log.warn(error instanceof PortError ? error.message : 'The template could not be read.', { sid });
  }
}
