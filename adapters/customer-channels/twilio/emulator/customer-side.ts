import type { ChannelScreen, EmulatedChannel, EmulatedFile, ScreenMessage } from '../../../../src/ports';
import type { Backend } from './backend';
import { receiveRcs, receiveSms, receiveWhatsapp, type Sent } from './inbound';
import { findMessage, type Message, type Person, personAt } from './state';
import { whatsappHtml } from './whatsapp-screen';

/** A person by phone number. Numbers that nobody has yet are new people. */
function personOf({ state }: Backend, customerId: string): Person {
  const known = personAt(state, customerId);
  if (known !== undefined) return known;
  if (!/^\+[1-9]\d{6,14}$/.test(customerId)) throw new Error(`${customerId} is not a number such as +351912345678.`);
  const businessScopedId = `XX.${customerId.slice(1)}`;
  const person: Person = {
    phone: customerId,
    name: `Customer ${customerId.slice(-4)}`,
    businessScopedId,
    hidesNumber: false,
  };
  state.people.push(person);
  return person;
}

const customersOf = ({ state }: Backend) => state.people.map(({ phone, name }) => ({ id: phone, name }));

/** Phones that text the number. */
export class SmsPhones implements EmulatedChannel {
  readonly id = 'twilio-sms';
  readonly label = 'SMS';
  readonly gestures = [
    { name: 'stop', label: 'Text STOP' },
    { name: 'start', label: 'Text START' },
    { name: 'help', label: 'Text HELP' },
  ];

  constructor(private readonly backend: Backend) {}

  get customers() {
    return customersOf(this.backend);
  }

  /** `to`: another number of the shop's. */
  async say(customerId: string, text: string, to?: string) {
    return this.send(customerId, { body: text }, to);
  }

  async sendMedia(customerId: string, file: EmulatedFile, caption = '') {
    return this.send(customerId, { body: caption, files: [file] });
  }

  async gesture(customerId: string, name: string) {
    if (!this.gestures.some((gesture) => gesture.name === name)) throw new Error(`There is no gesture ${name} in SMS.`);
    await this.say(customerId, name.toUpperCase());
  }

  screen(customerId: string): ChannelScreen {
    const { state } = this.backend;
    const { phone } = personOf(this.backend, customerId);
    return {
      typing: false,
      blocked: state.optedOut.has(`${state.smsFrom} ${phone}`),
      messages: state.messages
        .filter((message) => !isByRcs(message) && isSeen(message, [phone, `rcs:${phone}`]))
        .map((one) => shown(this.backend, one)),
    };
  }

  private send(customerId: string, sent: Sent, to?: string) {
    const { sid } = receiveSms(this.backend, personOf(this.backend, customerId), sent, to);
    return { id: sid };
  }
}

const isByRcs = ({ from, to }: Message): boolean => from?.startsWith('rcs:') === true || to.startsWith('rcs:');

/** Phones that show RCS. Where it does not reach, the messages are among the texts. */
export class RcsPhones implements EmulatedChannel {
  readonly id = 'twilio-rcs';
  readonly label = 'RCS';
  readonly gestures = [
    { name: 'stop', label: 'Text STOP' },
    { name: 'start', label: 'Text START' },
    { name: 'lose_rcs', label: 'Switch RCS off' },
    { name: 'regain_rcs', label: 'Switch RCS on' },
  ];

  constructor(private readonly backend: Backend) {}

  get customers() {
    return customersOf(this.backend);
  }

  async say(customerId: string, text: string) {
    return this.send(customerId, { body: text });
  }

  async sendMedia(customerId: string, file: EmulatedFile, caption = '') {
    return this.send(customerId, { body: caption, files: [file] });
  }

  async gesture(customerId: string, name: string) {
    const { phone } = personOf(this.backend, customerId);
    const { withoutRcs } = this.backend.state;
    if (name === 'lose_rcs') withoutRcs.add(phone);
    else if (name === 'regain_rcs') withoutRcs.delete(phone);
    else if (name === 'stop' || name === 'start') await this.say(customerId, name.toUpperCase());
    else throw new Error(`There is no gesture ${name} on RCS.`);
  }

  screen(customerId: string): ChannelScreen {
    const { state } = this.backend;
    const { phone } = personOf(this.backend, customerId);
    return {
      typing: false,
      blocked: state.optedOut.has(`${state.rcsFrom} ${phone}`),
      messages: state.messages
        .filter((message) => isByRcs(message) && isSeen(message, [phone, `rcs:${phone}`]))
        .map((one) => shown(this.backend, one)),
    };
  }

  private send(customerId: string, sent: Sent) {
    const { sid } = receiveRcs(this.backend, personOf(this.backend, customerId), sent);
    return { id: sid };
  }
}

/** Phones with WhatsApp. */
export class WhatsappPhones implements EmulatedChannel {
  readonly id = 'twilio-whatsapp';
  readonly label = 'WhatsApp';
  readonly gestures = [
    { name: 'voice', label: 'Send a voice note' },
    { name: 'location', label: 'Share location' },
    { name: 'contact', label: 'Share a contact' },
    { name: 'hide_number', label: 'Hide the phone number' },
    { name: 'show_number', label: 'Show the phone number' },
  ];

  constructor(private readonly backend: Backend) {}

  get customers() {
    return customersOf(this.backend);
  }

  /** `to`: another sender of the shop's. */
  async say(customerId: string, text: string, to?: string) {
    return this.send(customerId, 'text', { body: text }, to);
  }

  /** A document brings its name where others bring their caption. */
  async sendMedia(customerId: string, file: EmulatedFile, caption = '') {
    const type = typeOf(file);
    return this.send(customerId, type, { body: type === 'document' ? file.name : caption, files: [file] });
  }

  async gesture(customerId: string, name: string) {
    const person = personOf(this.backend, customerId);
    switch (name) {
      case 'voice':
        await this.sendMedia(customerId, VOICE_NOTE);
        return;
      case 'location':
        this.send(customerId, 'location', PLACE);
        return;
      case 'contact':
        this.send(customerId, 'contacts', { body: '', files: [CONTACT] });
        return;
      case 'hide_number':
      case 'show_number':
        person.hidesNumber = name === 'hide_number';
        return;
      default:
        throw new Error(`There is no gesture ${name} on WhatsApp.`);
    }
  }

  /** A press on a button under a message of ours, as a modified app could send it: with any payload. */
  press(customerId: string, title: string, payload: string, messageSid: string) {
    const extra = {
      ButtonText: title,
      ButtonPayload: payload,
      OriginalRepliedMessageSid: messageSid,
      OriginalRepliedMessageSender:
        findMessage(this.backend.state, messageSid)?.from ?? this.backend.state.whatsappFrom,
    };
    return this.send(customerId, 'interactive', { body: title, extra });
  }

  async tap(customerId: string, messageId: string, label: string) {
    const message = findMessage(this.backend.state, messageId);
    const button = message?.buttons?.find(({ title }) => title === label);
    if (button === undefined) throw new Error(`There is no button "${label}" under that message.`);
    this.press(customerId, button.title, button.id, messageId);
  }

  /** Swipes a message aside and answers it. */
  async reply(customerId: string, messageId: string, text: string) {
    const answered = findMessage(this.backend.state, messageId);
    const extra = { OriginalRepliedMessageSid: messageId, OriginalRepliedMessageSender: answered?.from ?? '' };
    return this.send(customerId, 'text', { body: text, extra });
  }

  screen(customerId: string): ChannelScreen {
    const { state, now } = this.backend;
    const { phone, businessScopedId } = personOf(this.backend, customerId);
    const addresses = [`whatsapp:${phone}`, `whatsapp:${businessScopedId}`];
    return {
      typing: (state.typingUntil.get(phone) ?? 0) > now(),
      blocked: false,
      messages: state.messages
        .filter((message) => isSeen(message, addresses))
        .map((message) => ({ ...shown(this.backend, message), ...htmlOf(message) })),
    };
  }

  private send(customerId: string, type: string, sent: Sent, to?: string) {
    const { sid } = receiveWhatsapp(this.backend, personOf(this.backend, customerId), type, sent, to);
    return { id: sid };
  }
}

const htmlOf = (message: Message) =>
  message.direction === 'inbound' ? {} : { html: whatsappHtml(message.shown ?? message.body) };

/** On the phone: what its owner sent, and what reached it. */
const isSeen = (message: Message, addresses: readonly string[]): boolean =>
  message.direction === 'inbound'
    ? addresses.includes(message.from ?? '')
    : addresses.includes(message.to) && (message.status === 'delivered' || message.status === 'read');

const TICKS = { received: 'sent', delivered: 'delivered', read: 'read' } as const;

function shown({ state }: Backend, message: Message): ScreenMessage {
  const file = state.media.get(message.media[0] ?? '');
  const isDocument = file !== undefined && message.body === file.name;
  return {
    id: message.sid,
    from: message.direction === 'inbound' ? 'customer' : 'business',
    text: message.shown ?? (isDocument ? '' : message.body),
    ...(file !== undefined && { media: screenMedia(file) }),
    ...(message.buttons !== undefined && { buttons: message.buttons.map(({ title }) => title) }),
    at: message.createdAt,
    edited: false,
    deleted: false,
    status: TICKS[message.status as keyof typeof TICKS] ?? 'sent',
  };
}

/** Larger files are named on the screen and not shown. */
const INLINE_MAX_BYTES = 2 * 1024 * 1024;

function screenMedia({ name, mediaType, bytes }: EmulatedFile) {
  const small = bytes.length <= INLINE_MAX_BYTES && /^(image|audio|video)\//.test(mediaType);
  return { name, mediaType, ...(small && { url: `data:${mediaType};base64,${bytes.toString('base64')}` }) };
}

function typeOf({ mediaType, kind }: EmulatedFile): string {
  if (kind === 'sticker') return 'sticker';
  const family = mediaType.split('/')[0] ?? '';
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'document';
}

const PLACE: Sent = {
  body: '',
  shown: '📍 Rossio, Lisbon',
  extra: { Latitude: '38.7139', Longitude: '-9.1394', Label: 'Rossio', Address: 'Lisbon' },
};

const CONTACT: EmulatedFile = {
  name: 'contact.vcf',
  mediaType: 'text/vcard',
  bytes: Buffer.from('BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Rita Lopes\r\nTEL;TYPE=CELL:+351911111111\r\nEND:VCARD\r\n'),
};

/** The head of an Ogg stream with an Opus track: enough to be told from other files. */
const VOICE_NOTE: EmulatedFile = {
  name: 'voice.ogg',
  mediaType: 'audio/ogg',
  kind: 'voice',
  bytes: Buffer.concat([
    Buffer.from('OggS'),
    Buffer.from('0002000000000000000000000000000000000000000000000113', 'hex'),
    Buffer.from('OpusHead'),
    Buffer.from('01013801803e00000000', 'hex'),
  ]),
};
