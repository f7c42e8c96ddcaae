import type { CallOf } from '../domain/conversation/call';
import type { Fact } from '../domain/conversation/events';
import { PortError } from '../domain/errors';
import type { TenantId } from '../domain/ids';
import type { MessagePart } from '../domain/message';
import { isStored } from '../ports/media-store';
import type { Outcome, StartedEffect } from '../ports/store';
import type { Action } from './action';
import type { EffectPorts } from './effect-ports';
import { wholeFile } from './media/whole-file';
import { mediaKey } from './perform-media';

const DEADLINE_MS = 20_000;
/** A recording this long is a podcast: it costs, and nobody wants to read it. */
const MAX_SECONDS = 300;
const MAX_LENGTH = 4_000;
const TOO_LONG = 'The recording is too long to be written down.';

/** Writes down what is said in a voice note. It may be repeated: it costs money, not correctness. */
export async function transcribe(
  tenantId: TenantId,
  effect: StartedEffect,
  call: CallOf<'transcribe'>,
  ports: EffectPorts,
): Promise<Action | Outcome> {
  const [entry] = await ports.store.entries(tenantId, effect.conversationId, [call.messageId]);
  if (entry === undefined || entry.deleted) return { type: 'superseded' };
  return {
    run: async () => {
      const text = await heard(tenantId, effect, call, ports);
      return { facts: [finished(effect, call, entry.parts, text, ports)], refs: [] };
    },
    patience: ports.patience.model,
    // Nothing is held by it: the recording itself is in the thread.
    onError: (error) =>
      error.kind === 'misconfigured' || error.kind === 'rejected'
        ? { type: 'done', facts: [finished(effect, call, entry.parts, null, ports)], refs: [] }
        : null,
    onGaveUp: () => [finished(effect, call, entry.parts, null, ports)],
  };
}

/** Null: there is nothing to hear, or too much of it. */
async function heard(
  tenantId: TenantId,
  effect: StartedEffect,
  call: CallOf<'transcribe'>,
  { files, speech, log }: EffectPorts,
): Promise<string | null> {
  const found = await files.store.find(mediaKey(tenantId, effect, call));
  if (speech === null || !isStored(found) || found.bytes > speech.maxBytes) return null;
  if ((call.part.durationSeconds ?? 0) > MAX_SECONDS) return null;
  try {
    return await files.inTurn(async () => {
      const { maxBytes } = speech;
      const recording = await wholeFile(files.store.read(found), found.mediaType, { maxBytes, sentence: TOO_LONG });
      const signal = AbortSignal.timeout(DEADLINE_MS);
      const text = (await speech.transcribe(recording, effect.state.language, signal)).trim();
      return text === '' ? null : text.slice(0, MAX_LENGTH);
    });
  } catch (error) {
    if (error instanceof PortError && error.kind === 'misconfigured') {
      log.error(error.message, { model: speech.label, code: error.details.code });
    }
    throw error;
  }
}

function finished(
  { state }: StartedEffect,
  { messageId, part }: CallOf<'transcribe'>,
  parts: readonly MessagePart[],
  text: string | null,
  { readSignals }: EffectPorts,
): Fact {
  const isIt = (one: MessagePart): boolean => one.type === 'media' && one.ref === part.ref;
  return {
    type: 'transcriber.finished',
    messageId,
    parts: text === null ? parts : parts.map((one) => (isIt(one) ? { ...one, transcript: text } : one) as MessagePart),
    text,
    signals: readSignals(text ?? '', { language: state.language }),
  };
}
