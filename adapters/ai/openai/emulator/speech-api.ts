import { type RecordedRequest, Refusal, type ScriptedAnswer } from '../../../shared/emulated-model';
import { checkModel, invalid, isObject, type Json } from './checks';

const KNOWN = ['file', 'model', 'response_format', 'language', 'prompt', 'temperature', 'include', 'stream'];
/** By the API's documentation. */
const ENDINGS = ['flac', 'mp3', 'mp4', 'mpeg', 'mpga', 'm4a', 'ogg', 'wav', 'webm'];
const MAX_BYTES = 25 * 1024 * 1024;

/** What recordings begin with. The real API opens them; one that is something else is refused. */
const BEGINNINGS: readonly (readonly [name: string, at: number, bytes: string])[] = [
  ['ogg', 0, 'OggS'],
  ['flac', 0, 'fLaC'],
  ['wav', 0, 'RIFF'],
  ['mp3', 0, 'ID3'],
  ['mp3', 0, '\xff\xfb'],
  ['mp4', 4, 'ftyp'],
  ['webm', 0, '\x1a\x45\xdf\xa3'],
];

/** `/audio/transcriptions`: a form with a recording in, what was said in it out. */
export function acceptSpeech({ body }: Omit<RecordedRequest, 'status'>): (answer: ScriptedAnswer) => object {
  if (!isObject(body)) throw invalid("Missing required parameter: 'file'.", 'file');
  for (const name of Object.keys(body)) {
    if (!KNOWN.includes(name)) throw invalid(`Unknown parameter: '${name}'.`, name, 'unknown_parameter');
  }
  const model = checkModel(body, 404);
  checkFormat(body, model);
  checkFile(body.file);
  checkLanguage(body.language);
  return (answer) => {
    if (answer.type !== 'text') throw new Refusal(500, 'nothing_scripted', 'Speech is answered with text.');
    return { text: answer.text, usage: { type: 'duration', seconds: 3 } };
  };
}

/** Only the older model still makes subtitles. */
function checkFormat({ response_format: format }: Json, model: string): void {
  const allowed = model === 'whisper-1' ? ['json', 'text', 'srt', 'verbose_json', 'vtt'] : ['json', 'text'];
  if (format === undefined || allowed.includes(String(format))) return;
  throw invalid(
    `response_format '${String(format)}' is not compatible with model '${model}'.`,
    'response_format',
    'unsupported_value',
  );
}

function checkFile(file: unknown): void {
  if (!isObject(file) || !Buffer.isBuffer(file.bytes)) throw invalid("Missing required parameter: 'file'.", 'file');
  const ending = String(file.name).split('.').at(-1)?.toLowerCase() ?? '';
  if (!ENDINGS.includes(ending)) {
    throw invalid(`Unrecognized file format. Supported formats: ${ENDINGS.join(', ')}`, 'file', 'unsupported_format');
  }
  if (file.bytes.length > MAX_BYTES)
    throw new Refusal(413, 'request_too_large', 'Maximum content size limit exceeded.');
  const { bytes } = file;
  if (BEGINNINGS.some(([, at, magic]) => bytes.subarray(at, at + magic.length).toString('latin1') === magic)) return;
  throw invalid('Audio file might be corrupted or unsupported.', 'file', 'invalid_value');
}

function checkLanguage(language: unknown): void {
  if (language === undefined || /^[a-z]{2,3}$/.test(String(language))) return;
  throw invalid(`Language '${String(language)}' is not supported.`, 'language', 'unsupported_language');
}
