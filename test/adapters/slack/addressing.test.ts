import { addressOf } from '../../../adapters/agent-inboxes/slack/addressing';
import { readText } from '../../../adapters/agent-inboxes/slack/read-text';

const BOT = 'U0BATONBOT1';
const typed = (text: string) => addressOf(readText({ text }, BOT));
const leaves = (...elements: object[]) =>
  addressOf(readText({ blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }] }, BOT));

describe('what begins with a note prefix stays inside, without the prefix', () => {
  test.each([
    ['// check the invoice first', 'check the invoice first'],
    ['//check', 'check'],
    ['  //  check', 'check'],
    ['\u200B// check', 'check'],
    ['note: check', 'check'],
    ['Note : check', 'check'],
    ['NOTE：check', 'check'],
    ['private: check', 'check'],
    [';; check', 'check'],
    ['(aside) check', 'check'],
    ['🔒 check', 'check'],
    ['🔒️check', 'check'],
    [':lock: check', 'check'],
    ['／／確認', '確認'],
    ['*// check*', 'check'],
    ['`// check`', 'check'],
    ['&gt; // check', 'check'],
    ['//', ''],
  ])('%s', (text, rest) => {
    expect(typed(text)).toMatchObject({ addressing: 'note', part: { text: rest } });
  });

  test('a lock picked from the menu', () => {
    for (const lock of [
      { type: 'emoji', name: 'lock', unicode: '1f512' },
      { type: 'emoji', name: 'lock' },
    ]) {
      expect(leaves(lock, { type: 'text', text: ' check' })).toMatchObject({
        addressing: 'note',
        part: { text: 'check' },
      });
    }
  });

  test('formatting moves along', () => {
    expect(
      leaves({ type: 'text', text: '// see ' }, { type: 'text', text: 'this', style: { bold: true } }).part,
    ).toEqual({
      type: 'text',
      text: 'see this',
      entities: [{ type: 'bold', offset: 4, length: 4 }],
    });
  });
});

describe('what only looks like a prefix is sent', () => {
  test.each(['https://x.io', '/ or', 'notes: two', 'a note: b', 'privately: no', '; no', 'hello // there', '1//2'])(
    '%s',
    (text) => {
      expect(typed(text)).toMatchObject({ addressing: 'plain', part: { text } });
    },
  );
});

describe('what begins with a colleague is for the colleague', () => {
  test.each([
    ['a person', { type: 'user', user_id: 'U0BOB' }],
    ['a group', { type: 'usergroup', usergroup_id: 'S0ONCALL' }],
    ['everyone here', { type: 'broadcast', range: 'here' }],
  ])('%s', (_name, mention) => {
    expect(leaves(mention, { type: 'text', text: ' can you look?' }).addressing).toBe('mention');
    expect(leaves({ type: 'text', text: ' ' }, mention).addressing).toBe('mention');
    expect(leaves({ type: 'text', text: 'Hello ' }, mention).addressing).toBe('plain');
  });

  test('the same in text without blocks', () => {
    expect(typed('<@U0BOB> look').addressing).toBe('mention');
    expect(typed('<!subteam^S0ONCALL|@on-call> look').addressing).toBe('mention');
    expect(typed('<!here> look').addressing).toBe('mention');
    expect(typed('look <@U0BOB>').addressing).toBe('plain');
  });

  test('a prefix after the mention does not matter: it stays inside either way', () => {
    expect(leaves({ type: 'user', user_id: 'U0BOB' }, { type: 'text', text: ' // look' }).addressing).toBe('mention');
  });
});

describe('what begins with a mention of Baton is a command and never sent', () => {
  test.each([
    ['claim', { name: 'claim' }],
    ['Take it', { name: 'claim' }],
    ['take over!', { name: 'take_over' }],
    ['resolve', { name: 'resolve' }],
    ['resolve, please.', { name: 'resolve' }],
    ['ai', { name: 'return_to_bot' }],
    ['hand back to AI', { name: 'return_to_bot' }],
    ['help', 'help'],
    ['', 'help'],
    ['resolve the dispute with the bank', 'unknown'],
    ['tell him I am out', 'unknown'],
  ])('@Baton %s', (words, command) => {
    expect(typed(`<@${BOT}> ${words}`)).toMatchObject({ addressing: 'note', command });
    expect(typed(`<@${BOT}|baton>: ${words}`)).toMatchObject({ addressing: 'note', command });
  });

  test('a mention of Baton in the middle is part of the text', () => {
    expect(typed(`please ask <@${BOT}> resolve`)).toMatchObject({ addressing: 'plain', command: null });
  });
});
