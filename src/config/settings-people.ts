import type { SettingSpecs } from '../ports/adapter';
import { closedDaysProblem, weekProblem, zoneProblem } from './opening-hours';
import { oneOf, wholeNumber } from './setting-checks';

/** How people work in the thread, and when. */
export const PEOPLE_SETTINGS = {
  speaking: {
    env: 'SPEAKING',
    default: 'holder',
    description:
      'Whose plain replies are sent: `holder` (others are asked first), `everyone`, or `notes` (nothing without a click).',
    check: oneOf('holder', 'everyone', 'notes'),
  },
  leakCheck: {
    env: 'LEAK_CHECK',
    default: 'unsendable',
    description:
      'Holds a reply that looks meant for colleagues (a mention, a wording, a secret) and asks its writer: `off`, `unsendable` (on channels that cannot take a message back) or `always`.',
    check: oneOf('off', 'unsendable', 'always'),
  },
  undoGraceSeconds: {
    env: 'UNDO_GRACE_SECONDS',
    default: '0',
    description:
      "How long an agent's reply waits before it is sent, up to 30. Deleting the message within that time takes it back, editing it changes what is sent.",
    check: (value) =>
      wholeNumber(value) ?? (Number(value) <= 30 ? null : 'must be 30 or less: the customer waits as long.'),
  },
  revealNumbers: {
    env: 'REVEAL_NUMBERS',
    default: 'on',
    description:
      'Card, account and identity numbers and passwords are masked in threads and to models. `on`: whoever holds a conversation may look at them, which is recorded and said in the thread; `off`: nobody may.',
    check: oneOf('on', 'off'),
  },
  showInChannel: {
    env: 'WAITING_IN_CHANNEL',
    default: 'on',
    description:
      'Shows in the channel too, not only in the thread, that a customer waits whom nobody has taken or whose holder is silent: at most every 15 minutes for each conversation.',
    check: oneOf('on', 'off'),
  },
  claimDueSeconds: {
    env: 'HANDOFF_CLAIM_DUE_SECONDS',
    default: '300',
    description:
      'How long a handoff may wait before the thread is marked overdue and the customer is told that it takes longer. Smaller reassures sooner and nags agents more.',
    check: wholeNumber,
  },
  replyDueSeconds: {
    env: 'REPLY_DUE_SECONDS',
    default: '900',
    description:
      'How long the holder may leave a customer waiting before being reminded; after as long again the conversation is free for others and the customer is told.',
    check: wholeNumber,
  },
  openingHours: {
    env: 'OPENING_HOURS',
    description:
      'When people answer, such as `Mon-Fri 09:00-18:00; Sat 10:00-14:00`. Outside these hours customers hear when people are back, and nobody is reminded or apologised for. Default: always.',
    check: weekProblem,
  },
  timezone: {
    env: 'TIMEZONE',
    description: 'The clock that OPENING_HOURS go by, such as Europe/Berlin. Needed with them.',
    check: zoneProblem,
  },
  closedDays: {
    env: 'CLOSED_DAYS',
    description: 'Days without opening hours: `2026-12-28`, or `12-25` for every year, with commas.',
    check: closedDaysProblem,
  },
  reopenWithinHours: {
    env: 'REOPEN_WITHIN_HOURS',
    default: '24',
    description:
      'A customer who writes this soon after "resolved" comes back to the same thread; later the AI answers first.',
    check: wholeNumber,
  },
} as const satisfies SettingSpecs;
