import type { Instant, MessageId } from '../ids';
import { type MessagePart, type TextEntity, type TranscriptEntry, textPart } from '../message';
import { choicesIn } from './choice-steps';
import { become, type Decision, mayWrite, withEffects, written } from './decision';
import { noticeText } from './notices';
import type { Policy } from './policy';
import type { BotConversation } from './state';

interface Saying {
  readonly messageId: MessageId;
  readonly at: Instant;
  readonly answer?: TranscriptEntry['answer'];
}

/** The AI writes: with the sentence that an AI writes where that is due. Nothing more is owed then. */
export function botSays(
  state: BotConversation,
  { messageId, at, answer }: Saying,
  parts: readonly MessagePart[],
  policy: Policy,
): Decision {
  if (!mayWrite(state, policy, at)) return become({ ...state, draftingFor: null });
  const { bot } = state;
  const disclose = policy.discloseAi && bot.disclosedAt === null;
  const told = disclose ? prefixed(noticeText(policy.texts, 'disclosure', state.language), parts) : parts;
  const next: BotConversation = {
    ...state,
    draftingFor: null,
    waitingSince: null,
    lastActivityAt: at,
    ...(choicesIn(parts).length > 0 ? { choosing: messageId } : {}),
    bot: { ...bot, disclosedAt: disclose ? at : bot.disclosedAt },
  };
  return withEffects(
    become(
      next,
      [],
      [
        {
          type: 'append',
          entry: { ...written(messageId, 'bot', told, at), ...(answer === undefined ? {} : { answer }) },
        },
      ],
    ),
    {
      type: 'send_to_customer',
      messageId,
      author: { role: 'bot' },
      validIn: state.epoch,
    },
  );
}

/** A sentence before the answer, in one message: a second one would cost and could arrive alone. */
function prefixed(sentence: string, parts: readonly MessagePart[]): readonly MessagePart[] {
  const [first, ...rest] = parts;
  if (first?.type !== 'text') return [textPart(sentence), ...parts];
  const lead = `${sentence}\n\n`;
  const moved = (first.entities ?? []).map(
    (entity): TextEntity => ({ ...entity, offset: entity.offset + lead.length }),
  );
  return [{ ...first, text: lead + first.text, ...(moved.length > 0 ? { entities: moved } : {}) }, ...rest];
}

/** A sentence after the answer, in the same message where that is text. */
export function followed(parts: readonly MessagePart[], sentence: string): readonly MessagePart[] {
  const last = parts.at(-1);
  if (last?.type !== 'text') return [...parts, textPart(sentence)];
  return [...parts.slice(0, -1), { ...last, text: `${last.text}\n\n${sentence}` }];
}
