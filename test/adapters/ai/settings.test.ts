import { adapter as anthropic } from '../../../adapters/ai/anthropic';
import { adapter as openai } from '../../../adapters/ai/openai';
import { chatRequest, responsesRequest } from '../../../adapters/ai/openai/request';
import { choose } from '../../../adapters/ai/openai/settings';
import type { ModelRequest } from '../../../src/ports';

const NO_CHANNELS = { customerChannels: [] };

const OPENAI = 'https://api.openai.com/v1';
const NOTHING = { model: '', transcribeModel: '', dialect: '' };
const given = (changes = {}) => ({ apiKey: 'sk-x', baseUrl: OPENAI, ...NOTHING, ...changes });

it('OpenAI itself is asked by Responses, other servers by Chat Completions, unless the setting says otherwise', () => {
  expect(choose(given())).toMatchObject({ model: 'gpt-6-luna', dialect: 'responses', official: true });
  expect(choose(given({ baseUrl: 'https://eu.api.openai.com/v1' }))).toMatchObject({ official: true });
  const local = given({ baseUrl: 'http://127.0.0.1:11434/v1', model: 'llama3.1' });
  expect(choose(local)).toMatchObject({ model: 'llama3.1', dialect: 'chat', official: false });
  expect(choose({ ...local, dialect: 'responses' })).toMatchObject({ dialect: 'responses', official: false });
  expect(choose(given({ dialect: 'chat' }))).toMatchObject({ dialect: 'chat', official: true });
  // Not a look-alike.
  expect(choose(given({ baseUrl: 'https://api.openai.com.evil.example/v1', model: 'm' }))).toMatchObject({
    official: false,
  });
});

it('speech is turned into text by OpenAI itself, and elsewhere by a model that is named', () => {
  const local = given({ baseUrl: 'http://127.0.0.1:11434/v1', model: 'llama3.1' });
  expect(choose(given()).transcribeModel).toBe('gpt-4o-mini-transcribe');
  expect(choose(local).transcribeModel).toBeNull();
  expect(choose({ ...local, transcribeModel: 'whisper' }).transcribeModel).toBe('whisper');
});

it('a server of one’s own needs a model’s name', () => {
  expect(openai.check?.(given(), NO_CHANNELS)).toEqual([]);
  expect(openai.check?.(given({ baseUrl: 'http://localhost:11434/v1' }), NO_CHANNELS)).toEqual([
    expect.stringContaining('OPENAI_MODEL is not set.'),
  ]);
});

it.each([openai.settings.baseUrl, anthropic.settings.baseUrl])('$env: plain http only on this machine', ({ check }) => {
  expect(check?.('https://gateway.example.com/v1')).toBeNull();
  expect(check?.('http://127.0.0.1:11434/v1')).toBeNull();
  expect(check?.('http://10.0.0.5:8000/v1')).toContain('must begin with https://');
  expect(check?.('ftp://example.com')).toContain('must be a web address');
  expect(check?.('gateway')).toContain('must be a web address');
});

it('OPENAI_DIALECT takes its two words', () => {
  expect(openai.settings.dialect.check?.('chat')).toBeNull();
  expect(openai.settings.dialect.check?.('completions')).toContain('must be responses or chat');
});

const REQUEST: ModelRequest = {
  system: 'Rules.',
  turns: [{ role: 'customer', content: 'Hi' }],
  tools: [{ name: 'find', description: 'Finds.', parameters: { type: 'object' } }],
  maxOutputTokens: 400,
  userKey: 'hmac',
};

it('OpenAI keeps nothing, and is told neither a name nor a number of the customer', () => {
  const request = responsesRequest(REQUEST, choose(given()));
  expect(request).toMatchObject({ store: false, safety_identifier: 'hmac', max_output_tokens: 400 });
  // The same beginning has the same key, whoever writes.
  const other = responsesRequest(
    { ...REQUEST, turns: [{ role: 'customer', content: 'Bye' }], userKey: 'x' },
    choose(given()),
  );
  expect(other.prompt_cache_key).toBe(request.prompt_cache_key);
});

it('Chat Completions asks OpenAI and other servers each in the words they take', () => {
  const own = chatRequest(REQUEST, { model: 'm', official: true });
  expect(own).toMatchObject({ max_completion_tokens: 400, store: false, safety_identifier: 'hmac' });
  expect(own).not.toHaveProperty('max_tokens');
  const other = chatRequest(REQUEST, { model: 'm', official: false });
  expect(Object.keys(other).sort()).toEqual(['max_tokens', 'messages', 'model', 'tools']);
});
