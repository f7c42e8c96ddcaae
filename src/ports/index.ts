/** Everything that an adapter may know. Adapters import from here and from nowhere else in src. */

export type { CardAction, CardView } from '../domain/conversation/card';
export type { MessageMark, Notice } from '../domain/conversation/effects';
export type { HandoffPacket } from '../domain/conversation/packet';
export { HANDOFF_REASONS, type HandoffReason, type LastReply } from '../domain/conversation/state';
export type { ChannelCapabilities, InboxCapabilities } from '../domain/delivery/capabilities';
export { PortError, type PortErrorKind, type RejectionReason } from '../domain/errors';
export * from '../domain/ids';
export type * from '../domain/incoming-event';
export type * from '../domain/message';
export { plainText, textPart } from '../domain/message';
export type * from '../domain/place';
export type { ReadyTemplate } from '../domain/ready-template';
export type * from './adapter';
export type * from './agent-inbox';
export type * from './customer-channel';
export type * from './emulator';
export type * from './knowledge-base';
export type * from './language-model';
export type * from './logger';
export * from './media-content';
export type * from './tool';
export type * from './webhook';
