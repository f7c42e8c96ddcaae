import type { CallOf } from '../domain/conversation/call';
import type { Notice } from '../domain/conversation/effects';
import type { TenantId } from '../domain/ids';
import { plainText, type TranscriptEntry } from '../domain/message';
import type { Outcome, StartedEffect } from '../ports/store';
import { type Action, nothingFollows } from './action';
import type { EffectPorts } from './effect-ports';

/** As many messages as one agent is shown at once, and as much text as fits under a notice. */
const SHOWN_ENTRIES = 30;
const SHOWN_UNITS = 9_000;
const ENTRY_OVERHEAD = 60;

/** The conversation as one agent asks to see it, notes included: the newest messages that fit. */
export async function showTranscript(
  tenantId: TenantId,
  effect: StartedEffect,
  call: CallOf<'show_transcript'>,
  ports: EffectPorts,
): Promise<Action | Outcome> {
  const thread = await ports.store.thread(tenantId, call.handoffId);
  if (thread === null) return { type: 'superseded' };
  const known = await ports.store.transcript(tenantId, effect.conversationId, SHOWN_ENTRIES + 1);
  const entries = newestThatFit(known);
  const { contactName: customerName, channelId } = effect.state;
  const channelLabel = ports.channel(channelId).channel.capabilities.label;
  const notice: Notice = { text: headline(entries.length, known.length), tone: 'info', actions: [], mention: null };
  return {
    run: async () => {
      await ports.inbox.tell(thread, call.agentId, notice, {
        ...{ type: 'messages', customerName, channelLabel, entries, history: true },
      });
      return nothingFollows;
    },
    patience: ports.patience.agentReply,
    onGaveUp: () => [],
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
      room -= plainText(parts).length + ENTRY_OVERHEAD;
      return room >= 0;
    });
  return fitting.reverse();
}
