import type { SettingSpecs, Settings } from '../../../src/ports';
import { isLoopback } from '../../shared/loopback';
import { listOf } from './lists';
import { checkBindings } from './template-variables';

/** A Twilio sid is two letters and 32 hexadecimal digits. */
const sid = (prefix: string, where: string) => (value: string) =>
  new RegExp(`^${prefix}[0-9a-fA-F]{32}$`).test(value)
    ? null
    : `must begin with ${prefix} and go on with 32 letters and digits. Copy it from ${where} in the Twilio Console.`;

/** Every one of a comma list; the list is told apart by the caller's sentence. */
const each = (pattern: RegExp, sentence: string) => (value: string) =>
  listOf(value).length > 0 && listOf(value).every((one) => pattern.test(one)) ? null : sentence;

const token = (value: string) =>
  /^\S{16,64}$/.test(value)
    ? null
    : 'does not look like an auth token (32 letters and digits). Copy it from the start page of the Twilio Console.';

export const settings = {
  accountSid: {
    env: 'TWILIO_ACCOUNT_SID',
    description: 'The account (AC…) that owns the numbers. Switches SMS, RCS and WhatsApp through Twilio on.',
    required: true,
    check: sid('AC', 'its start page'),
  },
  authToken: {
    env: 'TWILIO_AUTH_TOKEN',
    description:
      'The auth token of that account. Twilio signs every webhook with it, so it is needed even when API keys send.',
    secret: true,
    required: true,
    check: token,
  },
  authTokenPrevious: {
    env: 'TWILIO_AUTH_TOKEN_PREVIOUS',
    description: 'The other auth token while one is being replaced: webhooks signed with either are accepted.',
    secret: true,
    check: token,
  },
  apiKeySid: {
    env: 'TWILIO_API_KEY_SID',
    description: 'An API key (SK…) to send with instead of the auth token. Unset: the auth token sends.',
    check: sid('SK', 'Account, API keys & tokens,'),
  },
  apiKeySecret: {
    env: 'TWILIO_API_KEY_SECRET',
    description: 'The secret of that API key. Twilio shows it once, when the key is made.',
    secret: true,
  },
  smsFrom: {
    env: 'TWILIO_SMS_FROM',
    description:
      'The number that texts are sent from, such as +14155550100, or several with commas between. Answers come from the one a customer wrote to. Switches the SMS channel on.',
    check: each(
      /^(\+[1-9]\d{6,14}|\d{3,8})$/,
      'must be a number with its country code, such as +14155550100, a short code, or several with commas between. Customers cannot answer names.',
    ),
  },
  whatsappFrom: {
    env: 'TWILIO_WHATSAPP_FROM',
    description:
      'The WhatsApp sender, such as whatsapp:+14155238886 (that of the Twilio sandbox), or several with commas between. Switches the WhatsApp channel on.',
    check: each(
      /^(whatsapp:)?\+[1-9]\d{6,14}$/,
      'must be a number with its country code, such as whatsapp:+14155238886, or several with commas between.',
    ),
  },
  rcsFrom: {
    env: 'TWILIO_RCS_FROM',
    description:
      'The RCS sender, such as rcs:acme_a1b2c3_agent, or several with commas between. Switches the RCS channel on. With TWILIO_MESSAGING_SERVICE_SID, whose pool must hold it, what RCS does not reach goes as a text.',
    check: each(
      /^(rcs:)?[A-Za-z][\w.-]{1,99}$/,
      'must be the id of an RCS sender, such as rcs:acme_a1b2c3_agent. Copy it from Messaging, Senders, RCS senders, in the Twilio Console.',
    ),
  },
  messagingServiceSid: {
    env: 'TWILIO_MESSAGING_SERVICE_SID',
    description:
      'A messaging service (MG…) that chooses the number for each text. Switches the SMS channel on, and takes the place of TWILIO_SMS_FROM for sending.',
    check: sid('MG', 'Messaging, Services,'),
  },
  mms: {
    env: 'TWILIO_MMS',
    description:
      'Send pictures to customers in the US and Canada as pictures: `auto` (where every number in TWILIO_SMS_FROM is of these countries), `on`, or `off` (a link, as to everybody else).',
    default: 'auto',
    check: (value) => (/^(auto|on|off)$/.test(value) ? null : 'must be auto, on or off.'),
  },
  replyTemplateSid: {
    env: 'TWILIO_REPLY_TEMPLATE_SID',
    description:
      'An approved WhatsApp template (HX…) such as "You have an answer from our support. Write to us to read it.", or several with commas between, one for each language: the customer\'s is taken, else the first. Agents can send it when a reply waits because the customer wrote more than a day ago. Unset: the reply waits all the same.',
    check: each(
      /^HX[0-9a-fA-F]{32}$/,
      'must be the sid of a template, HX and 32 letters and digits, or several with commas between. Copy it from Messaging, Content Template Builder, in the Twilio Console.',
    ),
  },
  replyTemplateVariables: {
    env: 'TWILIO_REPLY_TEMPLATE_VARIABLES',
    description:
      'What the variables of those templates stand for, such as 1=customer_name,2=agent_name. Unset, or not known at the moment: the sample that was approved with the template.',
    check: (value) => checkBindings(value),
  },
  apiUrl: {
    env: 'TWILIO_API_URL',
    description: 'Where the API of Twilio is reached. Set it only to use a proxy or an emulator of your own.',
    check: (value) => {
      if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol))
        return 'must be a web address. Unset it to reach Twilio itself.';
      return value.startsWith('https:') || isLoopback(value)
        ? null
        : 'must begin with https://, because credentials are sent to it. Plain http is for this machine only.';
    },
  },
} satisfies SettingSpecs;

export type TwilioSettings = Settings<typeof settings>;

/** What no single setting shows. */
export function checkTogether(given: TwilioSettings): readonly string[] {
  const problems: string[] = [];
  const { smsFrom, whatsappFrom, rcsFrom, messagingServiceSid } = given;
  if ([smsFrom, whatsappFrom, rcsFrom, messagingServiceSid].every((one) => one === '')) {
    problems.push(
      'Twilio has no sender. Set TWILIO_SMS_FROM or TWILIO_MESSAGING_SERVICE_SID for SMS, TWILIO_WHATSAPP_FROM for WhatsApp, TWILIO_RCS_FROM for RCS, or several of them.',
    );
  }
  if ((given.apiKeySid === '') !== (given.apiKeySecret === '')) {
    problems.push('An API key needs both halves. Set TWILIO_API_KEY_SID and TWILIO_API_KEY_SECRET, or leave both out.');
  }
  return problems;
}

/** What the admin named for one kind of sender, as Twilio writes it: the settings may leave the prefix out. */
const prefixed = (value: string, prefix: string): readonly string[] =>
  listOf(value).map((one) => (one.startsWith(prefix) ? one : prefix + one));

export const smsNumbers = ({ smsFrom }: TwilioSettings): readonly string[] => listOf(smsFrom);
export const whatsappSenders = ({ whatsappFrom }: TwilioSettings): readonly string[] =>
  prefixed(whatsappFrom, 'whatsapp:');
export const rcsAgents = ({ rcsFrom }: TwilioSettings): readonly string[] => prefixed(rcsFrom, 'rcs:');
