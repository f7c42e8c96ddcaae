import { allResponderTexts } from '../../src/ai/responder-texts';
import { readSignals } from '../../src/ai/signals/read-signals';
import { codeIn, withoutCodes } from '../../src/application/codes';
import { DEFAULT_NOTICES, noticeText } from '../../src/domain/conversation/notices';
import type { AwaitingCode } from '../../src/domain/conversation/tool-action';
import { type ChannelId, type ContactAddress, type ExternalId, instant, plusMs } from '../../src/domain/ids';
import type { CustomerMessage, IncomingEvent } from '../../src/domain/incoming-event';
import { plainText, textPart } from '../../src/domain/message';
import { oneTimeCodes } from '../../src/tools/one-time-codes';
import { toolAction } from '../domain/action-support';
import { bot, T0 } from '../domain/support';

const codes = oneTimeCodes(Buffer.alloc(32, 7));
const pending: AwaitingCode = {
  ...{ step: 'awaiting_code', action: toolAction({ identity: 'code' }), send: 1, to: 'm…', tries: 0 },
  until: plusMs(T0, 600_000),
};
const waiting = bot({ pending });
const right = codes.of(pending.action.id, 1);
const wrong = right === '000000' ? '111111' : '000000';

const says = (text: string): CustomerMessage & IncomingEvent => ({
  ...{ type: 'customer_message', keys: ['k'], source: 's', at: T0, channelId: 'telegram' as ChannelId },
  ...{ contact: '1' as ContactAddress, externalId: 'e' as ExternalId, parts: [textPart(text)] },
});
const read = (text: string) => codeIn(says(text), waiting, codes);
const shown = (text: string, state = waiting, at = T0): string => {
  const event = withoutCodes(says(text), state, codes, at);
  return event.type === 'customer_message' ? plainText(event.parts) : '';
};

it('a code is six digits, the same on every try and another on every sending', () => {
  expect(right).toMatch(/^\d{6}$/);
  expect(codes.of(pending.action.id, 1)).toBe(right);
  expect(codes.of(pending.action.id, 2)).not.toBe(right);
});

it('is read however it is typed, and only where one is waited for', () => {
  const spaced = `${right.slice(0, 3)} ${right.slice(3)}`;
  for (const text of [right, spaced, `my code is ${right}!`]) expect([text, read(text)]).toEqual([text, 'right']);
  for (const text of [wrong, `${right} or ${wrong}`]) expect([text, read(text)]).toEqual([text, 'wrong']);
  for (const text of ['hello', '12345', '1234567', 'call me at 0044 7700 900123']) expect(read(text)).toBeNull();
  expect(codeIn(says(right), bot(), codes)).toBeNull();
});

it('stays hidden as long as it could be used, and other numbers do not', () => {
  expect(shown(`it is ${right}`)).toBe('it is ••••••');
  expect(shown(wrong)).toBe('••••••');
  expect(shown(`${right} ${wrong}, 1${right}`)).not.toContain(right);
  const lastCode = { actionId: pending.action.id, send: 1, until: pending.until };
  const over = bot({ actions: { ran: [], trust: [], codes: [], lastCode, closed: null, undone: null } });
  expect(shown(right, over)).toBe('••••••');
  expect(shown(`0044 ${right}`, over)).toBe('•••• ••••••');
  expect(shown(wrong, over)).toBe(wrong);
  expect(shown(right, over, instant(pending.until + 1))).toBe(right);
});

describe.each(Object.keys(DEFAULT_NOTICES))('what customers are told to write in %s', (language) => {
  const quoted = (text: string): string => /["„«]\s*([^"“”„«»]+?)\s*["“”»]/u.exec(text)?.[1] ?? '';

  it('brings another code', () => {
    for (const key of ['code_wrong', 'code_expired'] as const)
      expect(read(quoted(noticeText(DEFAULT_NOTICES, key, language)))).toBe('again');
  });
});

it('the words under a proposal are understood as yes and as no', () => {
  for (const { agree } of allResponderTexts) {
    const [yes = '', no = ''] = [...agree.matchAll(/["„«]\s*([^"“”„«»]+?)\s*["“”»]/gu)].map(([, word]) => word);
    expect([agree, readSignals(yes, { language: null }).affirms]).toEqual([agree, true]);
    expect([agree, readSignals(no, { language: null }).declines]).toEqual([agree, true]);
  }
});
