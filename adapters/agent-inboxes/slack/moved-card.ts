import type { InboxCard } from '../../../src/ports';
import { LIMITS } from './capabilities';
import type { SlackPost } from './client';
import { CARD_BLOCK } from './ids';
import { clip, displayName, escapeAndClip, oneLine } from './text';

/** What is left of the card in a thread that the conversation has left: whose it was, and where it is now. */
export function renderMovedCard(
  { view, channelLabel }: InboxCard,
  now: { readonly label: string; readonly url: string | null },
): SlackPost {
  const title = `${displayName(view.customerName)} · ${oneLine(channelLabel)} · #${view.number}`;
  const label = escapeAndClip(oneLine(now.label), 100);
  const place = now.url === null ? `*${label}*` : `*<${now.url}|${label}>*`;
  const about = view.packet === null ? '' : `\n_${escapeAndClip(oneLine(view.packet.headline), 200)}_`;
  return {
    text: escapeAndClip(`${title} goes on in ${now.label}`, LIMITS.fallbackText),
    blocks: [
      {
        type: 'header',
        block_id: CARD_BLOCK,
        text: { type: 'plain_text', text: clip(`➡️ ${title}`, LIMITS.header), emoji: true },
      },
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text: `Goes on in ${place}. What is written here does not reach the customer any more.${about}`,
          verbatim: true,
        },
      },
    ],
  };
}
