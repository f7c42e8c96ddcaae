import type { ExternalId, Instant, MessageId } from './ids';

/** A run of formatting over `text`, in UTF-16 units. Runs may nest and never cross. */
export type TextEntity = { readonly offset: number; readonly length: number } & (
  | { readonly type: 'bold' | 'italic' | 'strike' | 'code' | 'pre' | 'quote' }
  | { readonly type: 'link'; readonly url: string }
);

/**
 * `text` alone is always readable: formatting and choices are something that a channel may or may not be able to add.
 */
export interface TextPart {
  readonly type: 'text';
  readonly text: string;
  readonly entities?: readonly TextEntity[];
  /** Answers to give with a tap. The last text of a message has them; at most one part of it does. */
  readonly choices?: readonly Choice[];
}

/** Whoever picks it says `label`. */
export interface Choice {
  /** What it means, for whoever offered it; up to 48 bytes. */
  readonly id: string;
  readonly label: string;
}

export type MediaKind = 'image' | 'audio' | 'voice' | 'video' | 'file' | 'sticker';

export interface MediaPart {
  readonly type: 'media';
  readonly kind: MediaKind;
  /** Null where the provider does not say; then the bytes decide when they are fetched. */
  readonly mediaType: string | null;
  readonly name: string | null;
  readonly bytes: number | null;
  /** How the adapter that made it finds the bytes again; nobody else reads it. */
  readonly ref: string;
  readonly caption?: TextPart;
  readonly durationSeconds?: number;
  /** What is said in it, as a machine heard it. */
  readonly transcript?: string;
}

export interface LocationPart {
  readonly type: 'location';
  readonly latitude: number;
  readonly longitude: number;
  readonly name?: string;
}

export interface ContactPart {
  readonly type: 'contact';
  readonly name: string;
  readonly phones: readonly string[];
}

/** Something the channel carries and Baton does not: shown as a placeholder, never dropped. */
export interface UnsupportedPart {
  readonly type: 'unsupported';
  /** Completes "The customer sent …": `a poll`, `a story`. */
  readonly what: string;
}

export type MessagePart = TextPart | MediaPart | LocationPart | ContactPart | UnsupportedPart;

/** A person who answers. `id` is the inbox's own id of them. */
export interface Agent {
  readonly id: string;
  readonly name: string;
}

/** `system` speaks for Baton itself: notices such as "a colleague is on the way". */
export type Author =
  | { readonly role: 'customer' }
  | { readonly role: 'bot' }
  | { readonly role: 'system' }
  | { readonly role: 'agent'; readonly agent: Agent };

/** A status only ever moves to the right; `failed` and `unknown` end it, unless better news follows. */
export type DeliveryStatus = 'queued' | 'sent' | 'delivered' | 'read' | 'held' | 'failed' | 'unknown' | 'suppressed';

/** One of the several messages that a message goes out in, and how far that got. */
export interface PartDelivery {
  readonly part: MessagePart;
  readonly status: DeliveryStatus;
  /** It was refused as a file. */
  readonly asLink?: true;
}

/** `no_answer`: it said that it does not know. */
export type ReplyKind = (typeof REPLY_KINDS)[number];

export const REPLY_KINDS = ['answer', 'clarify', 'no_answer', 'small_talk'] as const;

/** What an answer rests on, as it was then: the title stays when the article is edited or removed. */
export interface AnswerSource {
  readonly title: string;
  readonly url: string | null;
  /** Absent for what is no article: the words of a colleague. */
  readonly passage?: { readonly id: string; readonly document: string; readonly version: number };
}

/** What kind of answer a message is. Of an agent's message: the AI drafted it. */
export interface Answer {
  readonly kind: ReplyKind;
  readonly sources: readonly AnswerSource[];
}

/** One entry of the transcript. `internal` entries never leave the agents' side. */
export interface TranscriptEntry {
  readonly id: MessageId;
  readonly author: Author;
  readonly visibility: 'public' | 'internal';
  readonly parts: readonly MessagePart[];
  readonly at: Instant;
  /** The provider's id of the message as it came in; null for what Baton itself wrote. */
  readonly externalId: ExternalId | null;
  /** How far it got to the customer; null for what the customer wrote and for notes. */
  readonly delivery: DeliveryStatus | null;
  /** Of each message that it goes out in, in their order. Absent: it goes out in one. */
  readonly deliveries?: readonly PartDelivery[];
  /** A send whose outcome was unknown was repeated: the customer may have it twice. */
  readonly mayBeRepeated: boolean;
  readonly edited: boolean;
  readonly deleted: boolean;
  /** Only of what the AI wrote. */
  readonly answer?: Answer;
  /** Absent: nobody reacted to it. */
  readonly reactions?: Reactions;
}

/** Emoji on a message, oldest first. */
export interface Reactions {
  readonly customer: readonly string[];
  /** Those that went to the customer. */
  readonly team: readonly { readonly agentId: string; readonly emoji: string }[];
}

export const NO_REACTIONS: Reactions = { customer: [], team: [] };

export const textPart = (value: string): TextPart => ({ type: 'text', text: value });

/** The readable text of some parts; placeholders stand for what has none. */
export function plainText(parts: readonly MessagePart[]): string {
  return parts.map(partText).filter(Boolean).join('\n');
}

function partText(part: MessagePart): string {
  switch (part.type) {
    case 'text':
      return part.text;
    case 'media':
      return [`[${part.name ?? part.kind}]`, part.caption?.text, part.transcript].filter(Boolean).join(' ');
    case 'location':
      return `[location ${part.name ?? ''} ${part.latitude}, ${part.longitude}]`.replace('  ', ' ');
    case 'contact':
      return `[contact ${part.name} ${part.phones.join(' ')}]`.replace(' ]', ']');
    case 'unsupported':
      return `[${part.what}]`;
  }
}
