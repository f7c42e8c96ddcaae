import type { CardView } from '../domain/conversation/card';
import type { Notice } from '../domain/conversation/effects';
import type { HandoffPacket } from '../domain/conversation/packet';
import { masked } from '../domain/masking/numbers';
import { maskedParts } from '../domain/masking/parts';
import type { TranscriptEntry } from '../domain/message';
import type { AgentInbox, InboxCard, ThreadFile, ThreadPost } from '../ports/agent-inbox';

/**
 * The inbox as everything but an audited look uses it: card and account numbers, and what else must not lie about in a
 * team's channel, are shown in part, whatever puts them there. The database keeps them whole.
 */
export function maskedInbox(inbox: AgentInbox): AgentInbox {
  const { files, places } = inbox;
  return {
    ...inbox,
    open: (card, context) => inbox.open(maskedCard(card), context),
    update: (thread, card) => inbox.update(thread, maskedCard(card)),
    post: (thread, post, context) => inbox.post(thread, maskedPost(post), context),
    tell: (thread, agentId, notice, below) =>
      inbox.tell(thread, agentId, maskedNotice(notice), below && maskedMessages(below)),
    ...(places === undefined
      ? {}
      : { places: { ...places, close: (thread, card, now) => places.close(thread, maskedCard(card), now) } }),
    ...(files === undefined
      ? {}
      : {
          files: {
            ...files,
            upload: (thread, file, context) => files.upload(thread, maskedFile(file), context),
          },
        }),
  };
}

export const maskedEntry = (entry: TranscriptEntry): TranscriptEntry => ({ ...entry, parts: maskedParts(entry.parts) });

const maybe = (text: string | null): string | null => (text === null ? null : masked(text));

/** Its bytes are what the customer sent. */
const maskedFile = (file: ThreadFile): ThreadFile => ({
  ...file,
  name: masked(file.name),
  ...(file.from === undefined ? {} : { from: { ...file.from, customerName: maybe(file.from.customerName) } }),
});

const maskedCard = (card: InboxCard): InboxCard => ({ ...card, view: maskedView(card.view) });

function maskedView(view: CardView): CardView {
  const { packet, lastReply } = view;
  return {
    ...view,
    customerName: maybe(view.customerName),
    evidence: maybe(view.evidence),
    cameBy: maybe(view.cameBy),
    packet: packet === null ? null : maskedPacket(packet),
    lastReply: lastReply === null ? null : { ...lastReply, detail: maybe(lastReply.detail) },
  };
}

function maskedPacket(packet: HandoffPacket): HandoffPacket {
  return {
    ...packet,
    headline: masked(packet.headline),
    suggestedOpening: maybe(packet.suggestedOpening),
    wants: maybe(packet.wants),
    facts: packet.facts.map((fact) => ({ ...fact, value: masked(fact.value) })),
    tried: packet.tried.map(masked),
    blocked: maybe(packet.blocked),
    promised: maybe(packet.promised),
    notVerified: packet.notVerified.map(masked),
  };
}

/** What its buttons do is untouched: a draft is sent as it was written. */
const maskedNotice = (notice: Notice): Notice => ({
  ...notice,
  text: masked(notice.text),
  ...(notice.quote === undefined ? {} : { quote: masked(notice.quote) }),
});

const maskedMessages = <P extends Extract<ThreadPost, { type: 'messages' }>>(post: P): P => ({
  ...post,
  customerName: maybe(post.customerName),
  entries: post.entries.map(maskedEntry),
});

function maskedPost(post: ThreadPost): ThreadPost {
  switch (post.type) {
    case 'messages':
      return maskedMessages(post);
    case 'change':
      return { ...post, customerName: maybe(post.customerName), entry: maskedEntry(post.entry) };
    case 'notice':
      return {
        ...post,
        notice: maskedNotice(post.notice),
        ...(post.link === undefined ? {} : { link: { ...post.link, label: masked(post.link.label) } }),
      };
  }
}
