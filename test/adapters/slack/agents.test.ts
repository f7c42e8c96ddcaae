import type { AgentMessage, IncomingEvent, MediaPart } from '../../../src/ports';
import { fetched } from '../../support/files';
import { ANA, BOB, card, GIL, type Live, rejection, SUPPORT, soon, startLive } from './live';

let live: Live;
beforeEach(async () => {
  live = await startLive();
  await live.inbox.prepare?.();
});
afterEach(() => live.stop());

const enrich = async <T extends IncomingEvent>(event: T): Promise<T> => (await live.inbox.enrich?.(event)) as T;
type Message = IncomingEvent & AgentMessage;

/** What core would decide on: the one new message, with names and standing. */
async function heard(): Promise<Message> {
  const messages = live.events('agent_message');
  expect(messages).toHaveLength(1);
  return enrich(messages[0] as Message);
}

describe('a reply in a thread', () => {
  test('is the words of a member, with a name', async () => {
    const { thread } = await live.open();
    const id = await live.write(ANA, thread, 'Hi *Maria*, it ships today :wave: see https://x.io/a?b=1&c=2');
    expect(await heard()).toMatchObject({
      thread,
      externalId: id,
      agent: { id: ANA, name: 'Ana', standing: 'member' },
      addressing: 'plain',
      parts: [
        {
          text: 'Hi Maria, it ships today 👋 see https://x.io/a?b=1&c=2',
          entities: [{ type: 'bold', offset: 3, length: 5 }],
        },
      ],
    });
  });

  test('names the people in it', async () => {
    const { thread } = await live.open();
    await live.write(ANA, thread, 'I ask @bob about it');
    expect(await heard()).toMatchObject({ parts: [{ text: 'I ask Bob about it' }], mentionsTeam: true });
  });

  test('begun with // stays inside', async () => {
    const { thread } = await live.open();
    await live.write(ANA, thread, '// looks like fraud');
    expect(await heard()).toMatchObject({ addressing: 'note', parts: [{ text: 'looks like fraud' }] });
  });

  test('begun with a colleague is for the colleague', async () => {
    const { thread } = await live.open();
    await live.write(ANA, thread, '@bob can you look?');
    expect(await heard()).toMatchObject({ addressing: 'mention', parts: [{ text: 'Bob can you look?' }] });
  });

  test('shown in the channel too is one message', async () => {
    const { thread } = await live.open();
    const root = thread.split(':')[1] ?? '';
    await live.slack.control.broadcastReply(ANA, SUPPORT, root, 'For all to see');
    await live.slack.idle();
    expect(await heard()).toMatchObject({ thread, parts: [{ text: 'For all to see' }] });
  });

  test.each([
    ['a guest', GIL, 'guest'],
    ['another app', 'U0OTHERBOT1', null],
  ])('of %s is told apart', async (_name, userId, standing) => {
    const { thread } = await live.open();
    await live.write(userId, thread, 'hello');
    if (standing === null) expect(live.events('agent_message')).toEqual([]);
    else expect((await heard()).agent.standing).toBe(standing);
  });

  test('of another company is an outsider’s, by the envelope and by the profile', async () => {
    const { thread } = await live.open();
    live.slack.control.shareChannel(SUPPORT);
    await live.slack.idle();
    live.slack.control.otherTeamMessage(SUPPORT, thread.split(':')[1] ?? '', 'hello');
    await live.write('U0EXTERNEVE', thread, 'hello');
    const standings = await Promise.all(
      live.events('agent_message').map(async (event) => (await enrich(event)).agent.standing),
    );
    expect(standings).toEqual(['external', 'external']);
  });

  test('of our own member in a shared channel is a member’s', async () => {
    const { thread } = await live.open();
    live.slack.control.shareChannel(SUPPORT);
    await live.write(ANA, thread, 'hello');
    expect((await heard()).agent.standing).toBe('member');
  });
});

describe('a file in a thread', () => {
  const bytes = Buffer.from('%PDF-1.7 an invoice');
  const invoice = { name: 'invoice.pdf', mediaType: 'application/pdf', bytes };
  const uploaded = async (text?: string) => {
    const { thread } = await live.open();
    await live.slack.agentSide.upload?.(ANA, SUPPORT, thread.split(':')[1] ?? '', [invoice], text);
    await live.slack.idle();
    return heard();
  };

  test('comes behind its words, and its bytes can be had', async () => {
    const { parts } = await uploaded('here is the invoice');
    expect(parts).toMatchObject([
      { type: 'text', text: 'here is the invoice' },
      { type: 'media', kind: 'file', mediaType: 'application/pdf', name: 'invoice.pdf', bytes: bytes.length },
    ]);
    expect(await fetched(live.inbox.media, parts[1] as MediaPart, 1_000)).toEqual({
      bytes,
      mediaType: 'application/pdf',
    });
  });

  test('needs no words', async () => {
    expect(await uploaded()).toMatchObject({ addressing: 'plain', parts: [{ type: 'media', name: 'invoice.pdf' }] });
  });

  test('with a note stays inside', async () => {
    expect((await uploaded('// for Bob only')).addressing).toBe('note');
  });

  test('cannot be had without files:read, and the error names the scope', async () => {
    const { parts } = await uploaded();
    live.slack.control.removeScope('files:read');
    const error = await rejection(fetched(live.inbox.media, parts[0] as MediaPart, 1_000));
    expect(error.kind).toBe('rejected');
    expect(error.message).toContain('files:read');
  });
});

describe('who may answer', () => {
  test('a profile is asked for once a day', async () => {
    const { thread } = await live.open();
    await live.write(ANA, thread, 'one');
    const event = live.events('agent_message')[0] as Message;
    await enrich(event);
    await enrich(event);
    expect(live.slack.control.calls('users.info')).toHaveLength(1);
  });

  test('while Slack cannot say who it is, the message waits', async () => {
    const { thread } = await live.open();
    await live.write(ANA, thread, 'one');
    live.slack.faults.fail({ type: 'server_error', done: false }, 1, 'users.info');
    const event = live.events('agent_message')[0] as Message;
    expect(await rejection(enrich(event))).toMatchObject({ kind: 'unavailable' });
    expect((await enrich(event)).agent.standing).toBe('member');
  });

  test('a guest who becomes a member answers at once', async () => {
    const { thread } = await live.open();
    await live.write(GIL, thread, 'one');
    const event = live.events('agent_message')[0] as Message;
    expect((await enrich(event)).agent.standing).toBe('guest');
    live.slack.control.setUserKind(GIL, 'member');
    expect((await enrich(event)).agent.standing).toBe('member');
  });

  test.each([
    ['is deactivated', () => live.slack.control.deactivate(BOB)],
    ['becomes a guest', () => live.slack.control.setUserKind(BOB, 'guest')],
  ])('a member who %s may not any more', async (_name, happens) => {
    const { thread } = await live.open();
    await live.write(BOB, thread, 'one');
    const event = live.events('agent_message')[0] as Message;
    expect((await enrich(event)).agent.standing).toBe('member');
    happens();
    await live.slack.idle();
    const gone = live.events('agent_unavailable');
    expect(gone).toMatchObject([{ agentId: BOB }]);
    expect((await enrich(event)).agent.standing).toBe('guest');
  });

  test('an agent who leaves the channel is reported', async () => {
    live.slack.control.removeMember(SUPPORT, BOB);
    await live.slack.idle();
    expect(live.events('agent_unavailable')).toMatchObject([{ agentId: BOB }]);
  });

  test('nobody is taken for a member on the word of a missing profile', async () => {
    const { thread } = await live.open();
    await live.write(ANA, thread, 'one');
    live.slack.faults.fail({ type: 'refuse', error: 'user_not_found' }, 1, 'users.info');
    expect((await enrich(live.events('agent_message')[0] as Message)).agent.standing).toBe('external');
  });
});

describe('whatever people call themselves', () => {
  const writers = async () => {
    const { thread } = await live.open();
    for (const id of [ANA, BOB]) await live.write(id, thread, 'hello');
    const heard = await Promise.all(live.events('agent_message').map((event) => enrich(event)));
    return heard.map(({ agent: { id, name } }) => [id, name]);
  };

  test('two of the same name are two', async () => {
    live.slack.control.setDisplayName(ANA, 'Alex');
    live.slack.control.setDisplayName(BOB, 'Alex');
    expect(await writers()).toEqual([
      [ANA, 'Alex'],
      [BOB, 'Alex'],
    ]);
  });

  test('who shows no name has their real one, and a name of blanks is none', async () => {
    live.slack.control.setDisplayName(ANA, '');
    live.slack.control.setDisplayName(BOB, ' \u200B ');
    expect(await writers()).toEqual([
      [ANA, 'Ana Alves'],
      [BOB, 'Bob Brandt'],
    ]);
  });
});

describe('second thoughts', () => {
  test('an edit brings the new words', async () => {
    const { thread } = await live.open();
    const id = await live.write(ANA, thread, 'order 1234 ships');
    await live.slack.agentSide.edit(ANA, SUPPORT, id.split(':')[1] ?? '', 'order 1235 ships');
    await live.slack.idle();
    const [edit] = live.events('agent_edit');
    expect(edit && (await enrich(edit))).toMatchObject({
      target: id,
      agent: { name: 'Ana', standing: 'member' },
      parts: [{ text: 'order 1235 ships' }],
    });
  });

  test('a preview that Slack adds is no edit', async () => {
    const { thread } = await live.open();
    const id = await live.write(ANA, thread, 'see https://x.io');
    live.slack.control.unfurl(SUPPORT, id.split(':')[1] ?? '');
    await live.slack.idle();
    expect(live.events('agent_edit')).toEqual([]);
  });

  test('making a note of it by a prefix asks for a note, and brings no new words to the customer', async () => {
    const { thread } = await live.open();
    const id = await live.write(ANA, thread, 'he is a fraud');
    await live.slack.agentSide.edit(ANA, SUPPORT, id.split(':')[1] ?? '', '// he is a fraud');
    await live.slack.idle();
    expect(live.events('agent_edit')).toEqual([]);
    expect(live.events('agent_action')).toMatchObject([
      { thread, agent: { id: ANA }, action: { name: 'make_note', message: `slack:${id}` } },
    ]);
  });

  test('an edited note stays a note without its prefix', async () => {
    const { thread } = await live.open();
    const id = await live.write(ANA, thread, '// call him');
    await live.slack.agentSide.edit(ANA, SUPPORT, id.split(':')[1] ?? '', '// call her');
    await live.slack.idle();
    expect(live.events('agent_edit')).toMatchObject([{ target: id, parts: [{ text: 'call her' }] }]);
  });

  test('a deletion names the message', async () => {
    const { thread } = await live.open();
    const id = await live.write(ANA, thread, 'oops');
    await live.slack.agentSide.remove(ANA, SUPPORT, id.split(':')[1] ?? '');
    await live.slack.idle();
    expect(live.events('agent_delete')).toMatchObject([{ thread, target: id, agent: { id: ANA } }]);
  });
});

describe('the menu of a message', () => {
  const choose = async (agentId: string, ts: string, callbackId: string) => {
    await live.slack.control.messageShortcut(agentId, SUPPORT, ts, callbackId);
    await live.slack.idle();
  };
  const told = (threadTs: string | null, says: string) =>
    soon(() => {
      const seen =
        threadTs === null
          ? live.slack.agentSide.posts(SUPPORT, BOB)
          : live.slack.agentSide.thread(SUPPORT, threadTs, BOB);
      return seen.some((post) => post.ephemeral && post.text.includes(says));
    });

  test.each([
    ['baton_send_message', { name: 'send_message', takeOver: false }],
    ['baton_make_note', { name: 'make_note' }],
  ])('%s names the message, and who chose it', async (callbackId, action) => {
    const { thread } = await live.open();
    const id = await live.write(ANA, thread, 'What do you think?');
    await choose(BOB, id.split(':')[1] ?? '', callbackId);
    const [event] = live.events('agent_action');
    expect(event && (await enrich(event))).toMatchObject({
      thread,
      source: thread,
      agent: { id: BOB, name: 'Bob', standing: 'member' },
      action: { ...action, message: `slack:${id}` },
    });
  });

  test('means nothing at the top of the channel and in other threads, and says so', async () => {
    const { id } = await live.slack.agentSide.write(ANA, SUPPORT, null, 'lunch?');
    await choose(BOB, id, 'baton_send_message');
    await told(null, "inside a customer's thread");
    const reply = await live.slack.agentSide.write(ANA, SUPPORT, id, 'yes');
    await choose(BOB, reply.id, 'baton_make_note');
    await told(id, "inside a customer's thread");
    expect(live.events('agent_action')).toEqual([]);
  });

  test('knows entries of other releases, and only acknowledges them', async () => {
    const { thread } = await live.open();
    const id = await live.write(ANA, thread, 'Hello');
    await choose(BOB, id.split(':')[1] ?? '', 'baton_send_message_now');
    expect(live.events('agent_action')).toEqual([]);
    expect(live.results.filter(({ quarantined }) => quarantined !== undefined)).toEqual([]);
  });
});

describe('the card is a panel', () => {
  test.each([
    ['baton:claim:0', { name: 'claim' }],
    ['baton:return_to_bot:1', { name: 'return_to_bot' }],
    ['baton:resolve:2', { name: 'resolve' }],
  ])('%s', async (actionId, action) => {
    const { thread } = await live.open();
    await live.slack.agentSide.press(ANA, SUPPORT, thread.split(':')[1] ?? '', actionId);
    await live.slack.idle();
    const [event] = live.events('agent_action');
    expect(event && (await enrich(event))).toMatchObject({
      thread,
      agent: { name: 'Ana', standing: 'member' },
      action,
    });
  });

  test('has a menu, and colleagues are picked in a whisper that goes away', async () => {
    const { thread } = await live.open();
    await live.inbox.update(thread, card({ actions: ['claim', 'snooze', 'choose_assignee'] }));
    const root = thread.split(':')[1] ?? '';
    const hour = '{"v":1,"a":{"name":"snooze","forMs":3600000}}';
    await live.slack.agentSide.press(ANA, SUPPORT, root, 'baton:more', hour);
    const ask = { label: 'Assign to…', action: { name: 'choose_assignee' } } as const;
    await live.inbox.tell(thread, ANA, { text: 'Who?', tone: 'info', actions: [ask], mention: null });
    const whisper = live.posts(thread, ANA).find(({ ephemeral }) => ephemeral);
    await live.slack.agentSide.press(ANA, SUPPORT, whisper?.id ?? '', 'baton:assign', BOB);
    await soon(() => !live.posts(thread, ANA).some(({ ephemeral }) => ephemeral));
    await live.slack.idle();
    const actions = await Promise.all(live.events('agent_action').map(async (event) => (await enrich(event)).action));
    expect(actions).toEqual([
      { name: 'snooze', forMs: 3_600_000 },
      { name: 'assign', to: { id: BOB, name: 'Bob', standing: 'member' } },
    ]);
  });

  test('@Baton understands words, and answers what it does not understand to the writer only', async () => {
    const { thread } = await live.open();
    await live.write(ANA, thread, '@baton resolve');
    expect(live.events('agent_action')).toMatchObject([{ thread, action: { name: 'resolve' } }]);
    await live.write(ANA, thread, '@baton sing a song');
    expect(live.events('agent_message')).toMatchObject([{ addressing: 'note' }]);
    await soon(() =>
      live.posts(thread, ANA).some((post) => post.ephemeral && post.text.includes('I understand: claim')),
    );
    expect(live.posts(thread, BOB).some((post) => post.ephemeral)).toBe(false);
  });
});

test('deliveries that come twice and out of order are told apart by their keys', async () => {
  const { thread } = await live.open();
  live.slack.faults.deliver({ copies: 3, shuffle: true });
  for (const text of ['one', 'two', 'three']) await live.write(ANA, thread, text);
  expect(
    live
      .events('agent_message')
      .map(({ parts }) => (parts[0] as { text: string }).text)
      .sort(),
  ).toEqual(['one', 'three', 'two']);
  expect(live.results.flatMap(({ events }) => events).filter(({ type }) => type === 'agent_message').length).toBe(9);
});

test('what is said at the top of the channel and in other people’s channels leaves nothing', async () => {
  await live.slack.agentSide.write(ANA, SUPPORT, null, 'anyone on shift?');
  await live.slack.idle();
  expect(live.results.flatMap(({ events }) => events)).toEqual([]);
});
