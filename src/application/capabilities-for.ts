import type { ChannelCapabilities } from '../domain/delivery/capabilities';
import type { ContactAddress } from '../domain/ids';
import type { CustomerChannel } from '../ports/customer-channel';

/** What the channel can carry to this person. */
export const capabilitiesFor = (channel: CustomerChannel, to: ContactAddress): ChannelCapabilities =>
  channel.capabilitiesFor?.(to) ?? channel.capabilities;
