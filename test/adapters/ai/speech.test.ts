import { openAiModel } from '../../../adapters/ai/openai';
import { startOpenAiFake } from '../../../adapters/ai/openai/emulator';
import type { EmulatedModel } from '../../../adapters/shared/emulated-model';
import type { SpeechToText } from '../../../src/ports';
import { openAiSettings } from './subjects';

const OGG = { bytes: Buffer.from('OggS and the rest of it'), mediaType: 'audio/ogg; codecs=opus' };
const never = (): AbortSignal => new AbortController().signal;

let fake: EmulatedModel;
let speech: SpeechToText;

beforeEach(async () => {
  fake = await startOpenAiFake();
  const model = await openAiModel(openAiSettings(fake), 2_000);
  speech = model.speech as SpeechToText;
});
afterEach(() => fake.stop());

const said = (text: string) => ({ type: 'text', text }) as const;
const sent = (at = -1) => fake.requests.at(at)?.body;

it('a recording goes out under a name that is taken, with the language as a hint, and comes back as text', async () => {
  fake.script(said('Wo ist mein Paket?'));
  await expect(speech.transcribe(OGG, 'de', never())).resolves.toBe('Wo ist mein Paket?');
  expect(sent()).toMatchObject({
    model: 'gpt-4o-mini-transcribe',
    language: 'de',
    response_format: 'json',
    file: { name: 'voice.ogg', bytes: OGG.bytes },
  });
  fake.script(said('Hello'));
  await speech.transcribe({ bytes: Buffer.from('\0\0\0\x18ftypM4A '), mediaType: 'audio/mp4' }, null, never());
  expect(sent()).toMatchObject({ file: { name: 'voice.m4a' } });
  expect(sent()).not.toHaveProperty('language');
});

it('what the newer model refuses is heard by the older one, once', async () => {
  fake.faults.fail({ type: 'refuse', error: 'unsupported_format' });
  fake.script(said('Hello'));
  await expect(speech.transcribe(OGG, null, never())).resolves.toBe('Hello');
  expect(fake.requests.map(({ body }) => body.model)).toEqual(['gpt-4o-mini-transcribe', 'whisper-1']);
});

it.each([
  ['invalid_api_key', 'misconfigured'],
  ['model_not_found', 'misconfigured'],
  ['unsupported_format', 'rejected'],
  ['server_overloaded', 'unavailable'],
])('%s means %s', async (error, kind) => {
  fake.faults.fail({ type: 'refuse', error }, 4);
  await expect(speech.transcribe(OGG, null, never())).rejects.toMatchObject({ kind });
});

it('a model that is not there is told with the setting that names it', async () => {
  fake.faults.fail({ type: 'refuse', error: 'model_not_found' });
  await expect(speech.transcribe(OGG, null, never())).rejects.toThrow('OPENAI_TRANSCRIBE_MODEL');
});

it('whoever stops waiting is let go at once', async () => {
  fake.faults.fail({ type: 'hang', done: false });
  const stop = new AbortController();
  const asked = speech.transcribe(OGG, null, stop.signal);
  stop.abort(new Error('enough'));
  await expect(asked).rejects.toThrow('enough');
  fake.faults.clear();
});

it.each([
  ['no recording', { file: undefined }, "Missing required parameter: 'file'"],
  ['an ending it does not know', { name: 'voice.oga' }, 'Unrecognized file format'],
  ['bytes that are no recording', { bytes: 'hello' }, 'might be corrupted'],
  ['subtitles from a newer model', { response_format: 'srt' }, 'not compatible'],
  ['a language in words', { language: 'German' }, 'not supported'],
  ['a parameter it does not know', { voice: 'alloy' }, 'Unknown parameter'],
])(
  'the emulator refuses %s',
  async (_what, { name, bytes, ...fields }: Record<string, string | undefined>, message) => {
    const form = new FormData();
    form.set('model', 'gpt-4o-mini-transcribe');
    const file = new File([bytes ?? 'OggS'], name ?? 'voice.ogg');
    if (!('file' in fields)) form.set('file', file);
    for (const [key, value] of Object.entries(fields)) if (value !== undefined) form.set(key, value);
    const { OPENAI_BASE_URL: url, OPENAI_API_KEY: key } = fake.settings;
    const headers = { authorization: `Bearer ${key}` };
    const answer = await fetch(`${url}/audio/transcriptions`, { method: 'POST', headers, body: form });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(await answer.json())).toContain(message);
    expect(fake.takeProblems()).toHaveLength(1);
  },
);
