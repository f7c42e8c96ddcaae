import { randomBytes } from 'node:crypto';

/** A message as the provider keeps it. Times are milliseconds since the epoch. */
export interface Message {
  readonly sid: string;
  readonly direction: 'inbound' | 'outbound-api' | 'outbound-reply';
  /** Null until a messaging service has chosen a number. */
  from: string | null;
  readonly to: string;
  body: string;
  status: string;
  errorCode: number | null;
  readonly createdAt: number;
  sentAt: number | null;
  updatedAt: number;
  readonly messagingServiceSid: string | null;
  readonly statusCallback: string | null;
  /** Sids of its files. */
  media: string[];
  readonly segments: number;
  /** What sends it as a text where RCS does not reach the phone. */
  readonly fallbackFrom?: string;
  /** The template it was made from; such a message needs no open window. */
  readonly contentSid: string | null;
  /** Buttons under it. */
  readonly buttons?: ContentTemplate['buttons'];
  /** Shown on the phone in place of `body`: a filled-in template, a place. */
  readonly shown?: string;
}

export interface MediaFile {
  readonly messageSid: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly createdAt: number;
}

/** A person with a phone. `businessScopedId` is what WhatsApp shows instead of, or beside, the number. */
export interface Person {
  readonly phone: string;
  readonly name: string;
  readonly businessScopedId: string;
  /** Has a user name on WhatsApp and hides the number. */
  hidesNumber: boolean;
}

/** A template, or buttons for an open window. */
export interface ContentTemplate {
  readonly body: string;
  /** The names of its variables. */
  readonly variables: readonly string[];
  /** English where nothing is said. */
  readonly language?: string;
  /** What WhatsApp says of it: approved where nothing is said. */
  readonly status?: 'unsubmitted' | 'pending' | 'approved' | 'rejected' | 'paused' | 'disabled';
  /** What was approved in place of each variable. */
  readonly samples?: Readonly<Record<string, string>>;
  readonly buttons?: readonly { readonly title: string; readonly id: string }[];
  readonly name?: string;
}

export interface EmulatorState {
  readonly account: {
    readonly sid: string;
    authToken: string;
    readonly apiKeySid: string;
    readonly apiKeySecret: string;
    status: 'active' | 'suspended' | 'closed';
  };
  readonly smsFrom: string;
  readonly whatsappFrom: string;
  readonly rcsFrom: string;
  /** More numbers and WhatsApp senders of the same account. */
  readonly otherSenders: readonly string[];
  /** Its pool holds all numbers and the RCS sender. */
  readonly serviceSid: string;
  /** What the Content API has, by sid. */
  readonly templates: Map<string, ContentTemplate>;
  readonly people: Person[];
  /** Oldest first. */
  messages: Message[];
  readonly media: Map<string, MediaFile>;
  /** `<sender> <customer>` pairs that may not be sent to. */
  readonly optedOut: Set<string>;
  /** Phones that show no MMS, though they are in the US. */
  readonly withoutMms: Set<string>;
  /** Phones that RCS does not reach. */
  readonly withoutRcs: Set<string>;
  /** When a customer last wrote to a WhatsApp sender, by `<sender> <phone>`. */
  readonly lastInbound: Map<string, number>;
  /** Until when dots are shown, by phone. */
  readonly typingUntil: Map<string, number>;
}

const hex = (): string => randomBytes(16).toString('hex');
export const newSid = (prefix: string): string => `${prefix}${hex()}`;

export const MARIA: Person = {
  phone: '+351912345678',
  name: 'Maria Santos',
  businessScopedId: 'PT.4911502576394655',
  hidesNumber: false,
};
export const JONAS: Person = {
  phone: '+4915112345678',
  name: 'Jonas Weber',
  businessScopedId: 'DE.1502576394655843',
  hidesNumber: true,
};

export const REPLY_TEMPLATE = 'HX00000000000000000000000000000001';
export const GREETING_TEMPLATE = 'HX00000000000000000000000000000002';
export const PORTUGUESE_TEMPLATE = 'HX00000000000000000000000000000003';

export function freshState(): EmulatorState {
  return {
    account: {
      sid: newSid('AC'),
      authToken: hex(),
      apiKeySid: newSid('SK'),
      apiKeySecret: hex(),
      status: 'active',
    },
    smsFrom: '+14155550100',
    whatsappFrom: 'whatsapp:+14155238886',
    rcsFrom: 'rcs:sample_shop_agent',
    otherSenders: ['+14155550101', 'whatsapp:+14155238887'],
    serviceSid: newSid('MG'),
    templates: new Map([
      [REPLY_TEMPLATE, { body: 'You have an answer from our support. Write to us to read it.', variables: [] }],
      [GREETING_TEMPLATE, { body: 'Hello {{1}}, this is about {{2}}.', variables: ['1', '2'] }],
      [
        PORTUGUESE_TEMPLATE,
        {
          body: 'Olá {{1}}, {{2}} respondeu. Escreva-nos para ler.',
          variables: ['1', '2'],
          language: 'pt_BR',
          samples: { '1': 'cliente', '2': 'a nossa equipe' },
        },
      ],
    ]),
    people: [{ ...MARIA }, { ...JONAS }],
    messages: [],
    media: new Map(),
    optedOut: new Set(),
    withoutMms: new Set(),
    withoutRcs: new Set(),
    lastInbound: new Map(),
    typingUntil: new Map(),
  };
}

export const phoneIn = (address: string): string => address.replace(/^(whatsapp|rcs):/, '');

export const numbersOf = ({ smsFrom, otherSenders }: EmulatorState): readonly string[] => [
  smsFrom,
  ...otherSenders.filter((one) => one.startsWith('+')),
];

export const whatsappSendersOf = ({ whatsappFrom, otherSenders }: EmulatorState): readonly string[] => [
  whatsappFrom,
  ...otherSenders.filter((one) => one.startsWith('whatsapp:')),
];

/** The person behind `+351…`, `rcs:+351…`, `whatsapp:+351…` or `whatsapp:PT.…`. */
export function personAt(state: EmulatorState, address: string): Person | undefined {
  const bare = phoneIn(address);
  return state.people.find(({ phone, businessScopedId }) => phone === bare || businessScopedId === bare);
}

export const findMessage = (state: EmulatorState, sid: string): Message | undefined =>
  state.messages.find((message) => message.sid === sid);

export interface EmulatorSnapshot {
  readonly version: 1;
  readonly account: EmulatorState['account'];
  readonly serviceSid: string;
  readonly people: readonly Person[];
  readonly messages: readonly Message[];
  readonly media: readonly (readonly [string, Omit<MediaFile, 'bytes'> & { readonly bytes: string }])[];
  readonly optedOut: readonly string[];
  readonly withoutRcs?: readonly string[];
  readonly lastInbound: readonly (readonly [string, number])[];
  /** Made by Baton: buttons. */
  readonly templates?: readonly (readonly [string, ContentTemplate])[];
}

/** Plain JSON, a copy: later changes of the state do not reach it. */
export function snapshotOf(state: EmulatorState): EmulatorSnapshot {
  return structuredClone({
    version: 1,
    account: state.account,
    serviceSid: state.serviceSid,
    people: state.people,
    messages: state.messages,
    media: [...state.media].map(([sid, file]) => [sid, { ...file, bytes: file.bytes.toString('base64') }] as const),
    optedOut: [...state.optedOut],
    withoutRcs: [...state.withoutRcs],
    lastInbound: [...state.lastInbound],
    templates: [...state.templates],
  });
}

/** Anything but a snapshot of this version starts afresh: the sandbox would rather begin anew than not at all. */
export function restoredState(snapshot: unknown): EmulatorState {
  const state = freshState();
  if (typeof snapshot !== 'object' || snapshot === null || !('version' in snapshot) || snapshot.version !== 1) {
    return state;
  }
  const copy = structuredClone(snapshot) as EmulatorSnapshot;
  return {
    ...state,
    account: copy.account,
    serviceSid: copy.serviceSid,
    people: [...copy.people],
    messages: [...copy.messages],
    media: new Map(copy.media.map(([sid, file]) => [sid, { ...file, bytes: Buffer.from(file.bytes, 'base64') }])),
    optedOut: new Set(copy.optedOut),
    withoutRcs: new Set(copy.withoutRcs),
    lastInbound: new Map(copy.lastInbound),
    templates: new Map([...state.templates, ...(copy.templates ?? [])]),
  };
}
