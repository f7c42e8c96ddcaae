/** The objects of the Bot API as far as the emulator makes them. */
export interface WireEntity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
  readonly language?: string;
}

export interface WireFile {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly file_size: number;
  readonly [field: string]: unknown;
}

export interface WireUser {
  readonly id: number;
  readonly is_bot: boolean;
  readonly first_name: string;
  readonly last_name?: string;
  readonly username?: string;
  readonly language_code?: string;
}

export interface WireChat {
  readonly id: number;
  readonly type: 'private';
  readonly first_name: string;
  readonly last_name?: string;
  readonly username?: string;
}

export interface WireButton {
  readonly text: string;
  readonly callback_data?: string;
}

export interface WireContent {
  text?: string;
  entities?: readonly WireEntity[];
  caption?: string;
  caption_entities?: readonly WireEntity[];
  photo?: readonly WireFile[];
  document?: WireFile;
  animation?: WireFile;
  video?: WireFile;
  audio?: WireFile;
  voice?: WireFile;
  sticker?: WireFile;
  location?: { readonly latitude: number; readonly longitude: number };
  venue?: { readonly location: object; readonly title: string; readonly address: string };
  contact?: { readonly phone_number: string; readonly first_name: string; readonly user_id?: number };
  media_group_id?: string;
  reply_markup?: { readonly inline_keyboard?: readonly (readonly WireButton[])[] };
  reply_to_message?: WireMessage;
  quote?: { readonly text: string; readonly position: number };
}

export interface WireMessage extends WireContent {
  readonly message_id: number;
  readonly from: WireUser;
  readonly chat: WireChat;
  readonly date: number;
  edit_date?: number;
}

export interface WireUpdate {
  readonly update_id: number;
  readonly [kind: string]: unknown;
}
