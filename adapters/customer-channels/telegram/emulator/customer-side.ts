import type { ChannelScreen, EmulatedChannel, EmulatedFile, ScreenMessage } from '../../../../src/ports';
import type { Backend } from './backend';
import { seconds } from './backend';
import { screenHtml } from './html-screen';
import { EMOJI } from './send-methods';
import { addPerson, type Chat, type ChatMessage, type Person, storeFile, wireChat, wireUser } from './state';
import type { WireContent, WireEntity, WireMessage } from './wire';

const GESTURES = [
  { name: 'start', label: 'Press Start' },
  { name: 'voice', label: 'Send a voice note' },
  { name: 'location', label: 'Share location' },
  { name: 'contact', label: 'Share phone number' },
  { name: 'block', label: 'Block the bot' },
  { name: 'unblock', label: 'Unblock the bot' },
];

/** The phones of the people who write to the bot. Ids that nobody has yet are new people. */
export class Customers implements EmulatedChannel {
  readonly id = 'telegram';
  readonly label = 'Telegram';
  readonly gestures = GESTURES;

  constructor(private readonly backend: Backend) {}

  get customers() {
    return [...this.backend.state.chats.values()].map(({ person }) => ({
      id: String(person.id),
      name: [person.firstName, person.lastName].filter(Boolean).join(' '),
    }));
  }

  async say(customerId: string, text: string) {
    return this.write(customerId, { text, ...entitiesOf(text) });
  }

  /** Answers a message of the chat; with `quote` only those words of it. */
  async reply(customerId: string, messageId: string, text: string, quote?: string) {
    const target = this.chat(customerId).messages.find(({ wire }) => String(wire.message_id) === messageId)?.wire;
    if (target === undefined) throw new Error('There is no such message in this chat.');
    const marked = quote === undefined ? {} : { quote: { text: quote, position: target.text?.indexOf(quote) ?? 0 } };
    return this.write(customerId, { text, reply_to_message: target, ...marked });
  }

  async sendMedia(customerId: string, file: EmulatedFile, caption?: string) {
    const chat = this.chat(customerId);
    if (caption !== undefined && caption.length > 1024)
      throw new Error('Telegram takes captions of up to 1,024 characters.');
    const content = mediaContent(this.backend, file);
    return this.write(String(chat.person.id), { ...content, ...(caption !== undefined && { caption }) });
  }

  /** Files that are sent as one: messages of their own with one group; the caption is that of the first. */
  async sendAlbum(customerId: string, files: readonly EmulatedFile[], caption?: string) {
    if (files.length < 2 || files.length > 10) throw new Error('An album has two to ten files.');
    const { person } = this.chat(customerId);
    const group = String(13_000_000_000_000_000 + this.backend.state.nextMessageId);
    const sent: { readonly id: string }[] = [];
    for (const [index, file] of files.entries()) {
      const content: WireContent = { ...mediaContent(this.backend, file), media_group_id: group };
      const words = index === 0 && caption !== undefined ? { caption } : {};
      sent.push(await this.write(String(person.id), { ...content, ...words }));
    }
    return sent;
  }

  async edit(customerId: string, messageId: string, text: string) {
    const chat = this.chat(customerId);
    const message = chat.messages.find(({ by, wire }) => by === 'customer' && String(wire.message_id) === messageId);
    if (message === undefined) throw new Error('There is no such message of this customer.');
    const { wire } = message;
    if (wire.text !== undefined) wire.text = text;
    else wire.caption = text;
    wire.edit_date = seconds(this.backend.now());
    this.backend.deliveries.add(chat.person.id, 'edited_message', structuredClone(wire));
    this.backend.onChange();
  }

  /** Telegram has room for one; the same once more, or null, takes it away. */
  async react(customerId: string, messageId: string, emoji: string | null): Promise<void> {
    const chat = this.chat(customerId);
    const message = chat.messages.find(({ wire, deleted }) => String(wire.message_id) === messageId && !deleted);
    if (message === undefined) throw new Error('There is no such message in this chat.');
    if (emoji !== null && !EMOJI.has(emoji)) throw new Error(`Telegram has no reaction ${emoji}.`);
    const before = message.reactions?.customer ?? null;
    const after = emoji === before ? null : emoji;
    message.reactions = { ...message.reactions, customer: after };
    const listed = (one: string | null) => (one === null ? [] : [{ type: 'emoji', emoji: one }]);
    this.backend.deliveries.add(chat.person.id, 'message_reaction', {
      chat: wireChat(chat.person),
      message_id: message.wire.message_id,
      user: wireUser(chat.person),
      date: seconds(this.backend.now()),
      old_reaction: listed(before),
      new_reaction: listed(after),
    });
    this.backend.onChange();
  }

  async gesture(customerId: string, name: string) {
    const chat = this.chat(customerId);
    const { person } = chat;
    switch (name) {
      case 'start':
        await this.say(customerId, '/start');
        return;
      case 'voice':
        await this.sendMedia(customerId, VOICE_NOTE);
        return;
      case 'location':
        await this.write(customerId, { location: { latitude: 38.7139, longitude: -9.1394 } });
        return;
      case 'contact':
        await this.write(customerId, {
          contact: { phone_number: person.phone, first_name: person.firstName, user_id: person.id },
        });
        return;
      case 'block':
      case 'unblock':
        this.setBlocked(chat, name === 'block');
        return;
      default:
        throw new Error(`There is no gesture ${name} on Telegram.`);
    }
  }

  screen(customerId: string): ChannelScreen {
    const chat = this.chat(customerId);
    return {
      typing: chat.typingUntil > this.backend.now(),
      blocked: chat.blocked,
      messages: chat.messages.map((message) => this.screenMessage(message)),
    };
  }

  async tap(customerId: string, messageId: string, label: string): Promise<void> {
    const buttons = this.chat(customerId)
      .messages.find(({ wire, deleted }) => String(wire.message_id) === messageId && !deleted)
      ?.wire.reply_markup?.inline_keyboard?.flat();
    const button = buttons?.find(({ text }) => text === label);
    if (button === undefined) throw new Error(`There is no button "${label}" under that message.`);
    this.press(customerId, messageId, button.callback_data ?? '');
  }

  /** A press as a modified app could send it: with any data. Returns the id of the press. */
  press(customerId: string, messageId: string, data: string): string {
    const chat = this.chat(customerId);
    const { state, now, deliveries } = this.backend;
    const message = chat.messages.find(({ wire }) => String(wire.message_id) === messageId)?.wire;
    const id = `${chat.person.id}${state.nextUpdateId}`;
    state.presses.set(id, now());
    deliveries.add(chat.person.id, 'callback_query', {
      id,
      from: wireUser(chat.person),
      message: message ?? { message_id: Number(messageId), chat: wireChat(chat.person), date: 0 },
      chat_instance: '-3537218383',
      data,
    });
    return id;
  }

  private chat(customerId: string): Chat {
    const id = Number(customerId);
    const known = this.backend.state.chats.get(id);
    if (known !== undefined) return known;
    if (!Number.isSafeInteger(id) || id <= 0) throw new Error(`${customerId} is not the id of a Telegram user.`);
    const person: Person = { id, firstName: `Customer ${id}`, language: 'en', phone: `+1555${id}`.slice(0, 15) };
    return addPerson(this.backend.state, person);
  }

  private async write(customerId: string, content: WireContent): Promise<{ readonly id: string }> {
    const chat = this.chat(customerId);
    if (chat.blocked) throw new Error('This customer has blocked the bot. Unblock it first.');
    const { state, deliveries, now, onChange } = this.backend;
    chat.started = true;
    const wire: WireMessage = {
      message_id: state.nextMessageId++,
      from: wireUser(chat.person),
      chat: wireChat(chat.person),
      date: seconds(now()),
      ...content,
    };
    chat.messages.push({ by: 'customer', wire, deleted: false });
    deliveries.add(chat.person.id, 'message', structuredClone(wire));
    onChange();
    return { id: String(wire.message_id) };
  }

  private setBlocked(chat: Chat, blocked: boolean): void {
    if (chat.blocked === blocked) return;
    const { state, deliveries, now, onChange } = this.backend;
    const member = (isMember: boolean) => ({
      user: state.bot,
      ...(isMember ? { status: 'member' } : { status: 'kicked', until_date: 0 }),
    });
    chat.blocked = blocked;
    deliveries.add(chat.person.id, 'my_chat_member', {
      chat: wireChat(chat.person),
      from: wireUser(chat.person),
      date: seconds(now()),
      old_chat_member: member(blocked),
      new_chat_member: member(!blocked),
    });
    onChange();
  }

  private screenMessage({ by, wire, deleted, reactions }: ChatMessage): ScreenMessage {
    const text = wire.text ?? wire.caption ?? placeText(wire);
    const entities = wire.entities ?? wire.caption_entities ?? [];
    const waiting = this.backend.state.queue.some(({ update }) => {
      return (update.message as WireMessage | undefined)?.message_id === wire.message_id;
    });
    const media = this.screenMedia(wire);
    return {
      id: String(wire.message_id),
      from: by,
      text,
      ...(by === 'business' && { html: screenHtml(text, entities) }),
      ...(media !== undefined && { media }),
      at: wire.date * 1000,
      edited: wire.edit_date !== undefined,
      deleted,
      ...buttonsOf(wire),
      ...reactionsOf(reactions),
      ...(by === 'customer' && { status: waiting ? ('sent' as const) : ('delivered' as const) }),
    };
  }

  private screenMedia(wire: WireMessage) {
    const file =
      wire.photo?.at(-1) ?? wire.document ?? wire.video ?? wire.audio ?? wire.voice ?? wire.sticker ?? wire.animation;
    const stored = file && this.backend.state.files.get(file.file_id);
    if (stored === undefined) return undefined;
    const { name, mediaType, bytes } = stored;
    const small = bytes.length <= INLINE_MAX_BYTES && /^(image|audio|video)\//.test(mediaType);
    return { name, mediaType, ...(small && { url: `data:${mediaType};base64,${bytes.toString('base64')}` }) };
  }
}

function reactionsOf(given: ChatMessage['reactions']): Pick<ScreenMessage, 'reactions'> {
  const emojis = [given?.customer, given?.business].filter((emoji) => emoji != null);
  return emojis.length === 0 ? {} : { reactions: emojis };
}

function buttonsOf({ reply_markup }: WireMessage): Pick<ScreenMessage, 'buttons'> {
  const labels = reply_markup?.inline_keyboard?.flat().map(({ text }) => text) ?? [];
  return labels.length === 0 ? {} : { buttons: labels };
}

/** Larger files are named on the screen and not shown. */
const INLINE_MAX_BYTES = 2 * 1024 * 1024;

function placeText({ location, venue, contact }: WireMessage): string {
  if (venue !== undefined) return `📍 ${venue.title}, ${venue.address}`;
  if (location !== undefined) return `📍 ${location.latitude}, ${location.longitude}`;
  return contact === undefined ? '' : `👤 ${contact.first_name} ${contact.phone_number}`;
}

/** What the app marks by itself: commands and web addresses. */
function entitiesOf(text: string): { readonly entities?: readonly WireEntity[] } {
  const found = [
    ...[...text.matchAll(/(?<=^|\s)\/[a-z]\w*/gi)].map((match) => ({ type: 'bot_command', match })),
    ...[...text.matchAll(/https?:\/\/\S+/gi)].map((match) => ({ type: 'url', match })),
  ];
  if (found.length === 0) return {};
  return { entities: found.map(({ type, match }) => ({ type, offset: match.index, length: match[0].length })) };
}

/** The app turns pictures into photos, knows voice notes, and sends everything else as it is. */
function mediaContent({ state }: Backend, file: EmulatedFile): WireContent {
  const { mediaType, kind, name } = file;
  const described = { file_name: name, mime_type: mediaType };
  if (kind === 'voice') {
    return { voice: { ...storeFile(state, 'voice', file), duration: 6, mime_type: mediaType } };
  }
  if (kind === 'sticker') {
    const looks = { width: 512, height: 512, type: 'regular', is_animated: false, is_video: false, emoji: '🙂' };
    return { sticker: { ...storeFile(state, 'stickers', file), ...looks } };
  }
  if (mediaType === 'image/jpeg') {
    return { photo: [{ ...storeFile(state, 'photos', file), width: 1280, height: 960 }] };
  }
  if (mediaType === 'video/mp4') return { video: { ...storeFile(state, 'videos', file), ...described, duration: 10 } };
  if (/^audio\/(mpeg|mp4)$/.test(mediaType)) {
    return { audio: { ...storeFile(state, 'music', file), ...described, duration: 10 } };
  }
  return { document: { ...storeFile(state, 'documents', file), ...described } };
}

/** The head of an Ogg stream with an Opus track: enough to be told from other files. */
const VOICE_NOTE: EmulatedFile = {
  name: 'voice.oga',
  mediaType: 'audio/ogg',
  kind: 'voice',
  bytes: Buffer.concat([
    Buffer.from('OggS'),
    Buffer.from('0002000000000000000000000000000000000000000000000113', 'hex'),
    Buffer.from('OpusHead'),
    Buffer.from('01013801803e00000000', 'hex'),
  ]),
};
