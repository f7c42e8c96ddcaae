import type OpenAI from 'openai';
import type { PortError, Recording, SpeechToText } from '../../../src/ports';
import { untilAborted } from '../../shared/model-call';
import { toPortError } from './errors';
import type { OpenAiChoice } from './settings';

/** What the API takes at most, by its documentation. */
const MAX_BYTES = 25 * 1024 * 1024;

/**
 * By the ending of the name alone the API knows what it is given: `.oga` is refused though it is the same (reported by
 * users). Anything else is called Ogg, which is what voice notes of phones are.
 */
const ENDINGS: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'video/mp4': 'mp4',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/webm': 'webm',
  'video/webm': 'webm',
  'audio/flac': 'flac',
};

/** Takes recordings that newer models refuse, Ogg among them at times (reported by users). */
const FALLBACK_MODEL = 'whisper-1';
const NEWER = /^gpt-/;

export function speechToText(client: OpenAI, model: string, choice: OpenAiChoice): SpeechToText {
  const errorOf = (error: unknown): PortError => toPortError(error, { ...choice, model }, 'OPENAI_TRANSCRIBE_MODEL');
  return {
    label: `openai ${model}`,
    maxBytes: MAX_BYTES,
    async transcribe(recording, language, signal) {
      try {
        return await hear(client, model, recording, language, signal).catch((error: unknown) => {
          const refused = errorOf(error).kind === 'rejected' && NEWER.test(model);
          if (signal.aborted || !refused) throw error;
          return hear(client, FALLBACK_MODEL, recording, language, signal);
        });
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        throw errorOf(error);
      }
    },
  };
}

async function hear(
  client: OpenAI,
  model: string,
  { bytes, mediaType }: Recording,
  language: string | null,
  signal: AbortSignal,
): Promise<string> {
  const type = mediaType.split(';')[0] ?? mediaType;
  const file = new File([new Uint8Array(bytes)], `voice.${ENDINGS[type] ?? 'ogg'}`, { type });
  const asked = client.audio.transcriptions.create(
    { file, model, response_format: 'json', ...(language !== null && { language }) },
    { signal },
  );
  const { text } = await untilAborted(asked, signal);
  return text;
}
