import type { CallOf } from '../domain/conversation/call';
import { shortNumber } from '../domain/conversation/card';
import type { Notice } from '../domain/conversation/effects';
import type { ExternalId, TenantId, ThreadRef } from '../domain/ids';
import type { TranscriptEntry } from '../domain/message';
import type { AgentInbox } from '../ports/agent-inbox';
import { contentOf } from '../ports/media-content';
import type { Outcome, StartedEffect } from '../ports/store';
import { type Action, nothingFollows } from './action';
import type { EffectPorts } from './effect-ports';
import { maskedEntry } from './masked-inbox';
import { sizeOf } from './plan-transcript';
import { isGone, postContext, threadIsGone } from './posting';
import { type About, transcriptText } from './transcript-text';

/** As many messages as one agent is shown at once, and as much text as fits under a notice. */
const SHOWN_ENTRIES = 30;
const SHOWN_UNITS = 9_000;
/** More than a conversation has; what is older is left out of the file too, and it says so. */
const FILE_ENTRIES = 5_000;
/** What `told` says of an effect whose file the inbox did not take. */
const NO_FILE = 'no file';

/**
 * The conversation as an agent asks to see it, notes included: under a notice that only they see, or as a file in the
 * thread where it is longer than that.
 */
export async function showTranscript(
  tenantId: TenantId,
  effect: StartedEffect,
  call: CallOf<'show_transcript'>,
  ports: EffectPorts,
): Promise<Action | Outcome> {
  const thread = await ports.store.thread(tenantId, call.handoffId);
  if (thread === null) return { type: 'superseded' };
  const { contactName: customerName, channelId } = effect.state;
  const { label: channelLabel } = ports.channel(channelId).channel.capabilities;
  const about: About = { customerName, channelLabel, number: shortNumber(call.handoffId) };
  const known = await ports.store.transcript(tenantId, effect.conversationId, FILE_ENTRIES);
  // A file is bytes to the inbox, so it is masked before it is one.
  const entries = known.map(maskedEntry);
  const { files } = ports.inbox;
  const { agentId } = call;
  const isLong = agentId === null || entries.length > SHOWN_ENTRIES;
  if (isLong && files !== undefined && effect.told !== NO_FILE) {
    return asFile(effect, thread, transcriptText(entries, about), about, { ...ports, upload: files });
  }
  // Whoever wants it can ask for it on the card.
  if (agentId === null) return { type: 'superseded' };
  return asWhisper(agentId, thread, entries, about, ports);
}

function asWhisper(
  agentId: string,
  thread: ThreadRef,
  known: readonly TranscriptEntry[],
  { customerName, channelLabel }: About,
  ports: EffectPorts,
): Action {
  const entries = newestThatFit(known);
  const notice: Notice = { text: headline(entries.length, known.length), tone: 'info', actions: [], mention: null };
  const below = { type: 'messages', customerName, channelLabel, entries, history: true } as const;
  return {
    run: async () => {
      await ports.inbox.tell(thread, agentId, notice, below);
      return nothingFollows;
    },
    patience: ports.patience.agentReply,
    onGaveUp: () => [],
  };
}

function asFile(
  effect: StartedEffect,
  thread: ThreadRef,
  text: string,
  { number }: About,
  ports: EffectPorts & { readonly upload: NonNullable<AgentInbox['files']> },
): Action {
  const { upload } = ports;
  const context = postContext(effect, ports);
  const file = { name: `transcript-${number}.txt`, ...contentOf(Buffer.from(text, 'utf8'), 'text/plain') };
  return {
    run: async () => {
      await upload.upload(thread, file, context);
      return nothingFollows;
    },
    patience: ports.patience.agentReply,
    once: {
      evidenceAfterMs: ports.inbox.capabilities.evidenceAfterMs,
      settled: () => nothingFollows,
      find: async (): Promise<{ sentId: ExternalId; thread: ThreadRef } | null> => {
        const found = await upload.findUpload(thread, context);
        return found === null ? null : { ...found, thread };
      },
      findIsFinal: true,
      onBlindResend: [],
      onUnknown: [],
    },
    onGaveUp: () => [],
    onError: (error) => {
      if (isGone(error)) return threadIsGone(thread);
      if (error.kind !== 'rejected') return null;
      return { type: 'again', afterMs: 0, code: error.details.code ?? error.kind, certain: true, told: NO_FILE };
    },
  };
}

function headline(shown: number, known: number): string {
  if (shown < known) return `The last ${shown} messages, notes included. Only you see this.`;
  return `The whole conversation, ${shown === 1 ? '1 message' : `${shown} messages`}, notes included. Only you see this.`;
}

function newestThatFit(known: readonly TranscriptEntry[]): readonly TranscriptEntry[] {
  let room = SHOWN_UNITS;
  const fitting = known
    .slice(-SHOWN_ENTRIES)
    .reverse()
    .filter(({ parts }) => {
      room -= sizeOf(parts);
      return room >= 0;
    });
  return fitting.reverse();
}
