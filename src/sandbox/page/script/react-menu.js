import { h } from './dom.js';

/** Enough to show what a reaction does, on either side. */
const EMOJI = ['👍', '❤', '🎉', '👎'];

/** `pick` is called with the emoji; the same once more takes it away. */
export const reactMenu = (pick) =>
  h(
    'span',
    { class: 'react' },
    EMOJI.map((emoji) =>
      h(
        'button',
        {
          type: 'button',
          'aria-label': `React with ${emoji}`,
          data: { focus: `react ${emoji}` },
          on: { click: () => pick(emoji) },
        },
        emoji,
      ),
    ),
  );
