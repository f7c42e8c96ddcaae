import {
  type LabelledConversation,
  type ReplayedConversation,
  tallyConversations,
  tallyConversationsBy,
  verdictOf,
} from '../ai/eval/conversations';
import { heading, table } from './eval-table';

const COUNTED = 'conversations';

export function renderConversations(replayed: readonly ReplayedConversation[], listMissed: boolean): string {
  const wrong = replayed.filter((one) => verdictOf(one) !== 'right');
  const handedOff = replayed.filter((one) => verdictOf(one) === 'right' && one.handedOffAt !== null);
  const forTheReason = handedOff.filter(({ conversation, reason }) => reason === conversation.trigger).length;
  return [
    heading('Conversations', `${replayed.length} conversations: does a person come in, and in time?`),
    table([['all', tallyConversations(replayed)], ...by(replayed, 'lang')], 'language', COUNTED),
    table(by(replayed, 'trigger'), 'trigger', COUNTED),
    `  ${forTheReason} of ${handedOff.length} handed off for the reason that was meant. One message early or late is in time.`,
    ...(wrong.length === 0
      ? []
      : [listMissed ? wrong.map(line).join('\n') : `  ${wrong.length} went wrong; --missed lists them.`]),
  ].join('\n\n');
}

const by = (replayed: readonly ReplayedConversation[], key: 'lang' | 'trigger') =>
  Object.entries(tallyConversationsBy(replayed, key));

function line(one: ReplayedConversation): string {
  const { conversation } = one;
  const wanted =
    conversation.handoffAt === null ? 'the AI goes on' : `a person after message ${conversation.handoffAt}`;
  return `  ${verdictOf(one).padEnd(8)}${conversation.id}  ${conversation.lang}  wanted: ${wanted} (${conversation.trigger}); was: ${whatHappened(one)}\n          ${lastWords(conversation)}`;
}

export function whatHappened({ handedOffAt, reason, offeredAt }: ReplayedConversation): string {
  const offered = offeredAt === null ? '' : `, offered after message ${offeredAt}`;
  return handedOffAt === null
    ? `the AI goes on${offered}`
    : `a person after message ${handedOffAt} (${reason})${offered}`;
}

const lastWords = ({ turns }: LabelledConversation): string =>
  `“${turns.filter(({ from }) => from === 'customer').at(-1)?.text ?? ''}”`;
