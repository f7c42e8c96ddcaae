import { withCircuitBreaker } from '../../../src/ai/model/circuit-breaker';
import { PortError } from '../../../src/domain/errors';
import type { ModelRequest } from '../../../src/ports/language-model';
import { createScriptedModel } from './scripted-model';
import { recordingLog, responding, says, textOf } from './support';

const ASK: ModelRequest = {
  system: 'Rules.',
  turns: [{ role: 'customer', content: 'Hi' }],
  tools: [],
  maxOutputTokens: 100,
};
const down = () => new PortError('unavailable', 'Down.', { adapter: 'test' });
const TEXT = { type: 'text', text: 'Hello.' } as const;

function broken() {
  const inner = createScriptedModel();
  const log = recordingLog();
  let time = 1_000_000;
  const model = withCircuitBreaker(inner, log, () => time);
  const ask = (signal = new AbortController().signal) =>
    model.complete(ASK, signal).then(
      () => 'ok',
      (error) => error.details?.code ?? 'failed',
    );
  return { inner, log, ask, model, wait: (ms: number) => (time += ms) };
}

it('after five failures in a row the model is left alone for a minute, then tried once', async () => {
  const { inner, log, ask, wait } = broken();
  inner.script(...Array.from({ length: 5 }, down), down(), TEXT, TEXT);
  for (let call = 0; call < 5; call += 1) expect(await ask()).toBe('failed');
  expect(await ask()).toBe('circuit_open');
  expect(inner.requests).toHaveLength(5);
  expect(log.lines.map(({ message }) => message)).toEqual([expect.stringContaining('left alone for a minute')]);

  wait(59_000);
  expect(await ask()).toBe('circuit_open');
  wait(2_000);
  expect(await ask()).toBe('failed');
  expect(await ask()).toBe('circuit_open');
  wait(61_000);
  expect(await ask()).toBe('ok');
  expect(await ask()).toBe('ok');
});

it('while one call tries, the others do not wait for it', async () => {
  const { inner, ask, wait } = broken();
  inner.script(...Array.from({ length: 5 }, down), 'hang');
  for (let call = 0; call < 5; call += 1) await ask();
  wait(61_000);
  const stop = new AbortController();
  const trial = ask(stop.signal);
  expect(await ask()).toBe('circuit_open');
  stop.abort();
  await trial;
  inner.script(TEXT);
  expect(await ask()).toBe('ok');
});

it('a success in between starts the count again', async () => {
  const { inner, ask } = broken();
  for (let round = 0; round < 3; round += 1) {
    inner.script(...Array.from({ length: 4 }, down), TEXT);
    for (let call = 0; call < 4; call += 1) expect(await ask()).toBe('failed');
    expect(await ask()).toBe('ok');
  }
});

it('what only the admin can mend is said once and opens it at once', async () => {
  const { inner, log, ask } = broken();
  inner.script(
    new PortError('misconfigured', 'OpenAI does not accept OPENAI_API_KEY.', { adapter: 'openai', code: '401' }),
  );
  expect(await ask()).toBe('401');
  expect(await ask()).toBe('circuit_open');
  expect(log.lines.filter(({ message }) => message.includes('OPENAI_API_KEY'))).toHaveLength(1);
});

it('a turn that was cancelled says nothing about the model; one that ran into its deadline does', async () => {
  const { inner, ask } = broken();
  inner.script(...Array.from({ length: 5 }, () => 'hang' as const), TEXT);
  for (let call = 0; call < 5; call += 1) {
    const stop = new AbortController();
    const asked = ask(stop.signal);
    stop.abort(new Error('the customer wrote again'));
    await asked;
  }
  expect(await ask()).toBe('ok');
  inner.script(...Array.from({ length: 5 }, () => 'hang' as const));
  for (let call = 0; call < 5; call += 1) await ask(AbortSignal.timeout(5));
  expect(await ask()).toBe('circuit_open');
});

it('meanwhile customers are answered without the model', async () => {
  const { inner, log, model } = broken();
  const { respond } = responding({ model, log });
  inner.script(...Array.from({ length: 5 }, down));
  for (let turn = 0; turn < 7; turn += 1) {
    expect(textOf(await respond(['customer: How long does delivery take?']))).toContain('2 to 3 working days');
  }
  expect(inner.requests).toHaveLength(5);
  inner.script(says('small_talk', 'unused'));
});
