import { decide } from '../../src/domain/conversation/decide';
import type { Decision } from '../../src/domain/conversation/decision';
import type { Effect } from '../../src/domain/conversation/effects';
import type { Fact } from '../../src/domain/conversation/events';
import type { BotConversation, ConversationState } from '../../src/domain/conversation/state';
import { actionsOf, pendingOf, type ToolAction } from '../../src/domain/conversation/tool-action';
import { instant } from '../../src/domain/ids';
import { plainText } from '../../src/domain/message';
import { askedInput, DONE, PROPOSAL, ran, requested, sent } from './action-support';
import { ANA, acts, bot, event, handoff, MINUTE, messageId, POLICY, posts, replies, T0, writes } from './support';

/** Facts one after the other, each a second later unless it says how many milliseconds after the start it comes. */
function play(start: ConversationState, ...facts: readonly (Fact | readonly [Fact, number])[]) {
  let state = start;
  let at = T0 as number;
  const decisions: Decision[] = [];
  for (const one of facts) {
    const [fact, when] = Array.isArray(one) ? (one as readonly [Fact, number]) : [one as Fact, at - T0 + 1_000];
    at = T0 + when;
    const decision = decide(state, event(fact, instant(at)), POLICY);
    decisions.push(decision);
    state = decision.state;
  }
  const last = decisions.at(-1) as Decision;
  return { state, last, decisions, said: said(last), effects: last.effects.map(({ type }) => type) };
}

const said = ({ transcript }: Decision): string =>
  transcript
    .flatMap((change) => (change.type === 'append' && change.entry.author.role !== 'customer' ? [change.entry] : []))
    .map(({ parts }) => plainText(parts))
    .join('\n---\n');

const runs = (decisions: readonly Decision[]): readonly Effect[] =>
  decisions.flatMap(({ effects }) => effects.filter(({ type }) => type === 'run_action'));

const yes = (id = 'm1') => writes('yes', { affirms: true }, id);
const no = writes('no', { declines: true, rejectsAnswer: true });
const proposed = [requested(), sent('p1')] as const;
const running = (state: ConversationState): ToolAction => {
  const pending = pendingOf(state);
  if (pending === null || pending.step === 'collecting') throw new Error('Nothing is agreed to.');
  return pending.action;
};

describe('a proposal', () => {
  it('is shown as it was rendered, with a yes and a no to tap, and nothing is done', () => {
    const { last, said: text, effects } = play(bot(), requested());
    expect(text).toBe(PROPOSAL);
    expect(JSON.stringify(last.transcript)).toContain('"choices":[{"id":"agree","label":"Yes"}');
    expect(effects).toEqual(['send_to_customer']);
  });

  it('runs once on a yes, exactly as it was shown', () => {
    const { decisions, state } = play(bot(), ...proposed, yes(), yes('m2'));
    expect(runs(decisions)).toHaveLength(1);
    expect(runs(decisions)[0]).toMatchObject({ action: { args: { order: '1043', address: '12 Baker Street' } } });
    expect(pendingOf(state)?.step).toBe('running');
  });

  it('a second yes while it runs is told that it is on its way', () => {
    expect(play(bot(), ...proposed, yes(), yes('m2')).said).toContain('I am on it');
  });

  it('a yes after it was done does nothing twice, and says so', () => {
    const { state } = play(bot(), ...proposed, yes());
    const { decisions, said: text } = play(state, ran(running(state)), yes('m2'));
    expect(runs(decisions)).toEqual([]);
    expect(text).toContain('That is done already');
  });

  it('a no ends it and says so; it is no sign against the AI', () => {
    const { said: text, state, decisions } = play(bot({ bot: { ...bot().bot, turns: 3 } }), ...proposed, no, yes('m2'));
    expect(said(decisions[2] as Decision)).toContain('I have changed nothing');
    expect(text).toContain('There is nothing open to agree to');
    expect(runs(decisions)).toEqual([]);
    expect(state.bot.signs).toEqual([]);
    expect(state.bot.failures).toBe(0);
  });

  it('expires after five minutes: nothing runs, and it is proposed again in full', () => {
    const { decisions, said: text, state } = play(bot(), ...proposed, [yes(), 6 * MINUTE]);
    expect(runs(decisions)).toEqual([]);
    expect(text).toContain('More than five minutes have passed');
    expect(text).toContain(PROPOSAL);
    const again = pendingOf(state);
    if (again?.step !== 'proposed') throw new Error('It is not proposed again.');
    const { decisions: later } = play(state, [sent(again.messageId), 6 * MINUTE], [yes('m2'), 6 * MINUTE + 1_000]);
    expect(runs(later)).toHaveLength(1);
  });

  it('a yes that may have crossed it counts only if the message was on its way by then', () => {
    const crossed = play(bot(), requested(), yes(), sent('p1', { triedAt: instant(T0 + 5_000) }));
    expect(runs(crossed.decisions)).toEqual([]);
    expect(crossed.said).toContain('crossed');
    expect(crossed.said).toContain(PROPOSAL);
    const after = play(bot(), requested(), yes(), sent('p1', { triedAt: instant(T0 + 1_500) }));
    expect(runs(after.decisions)).toHaveLength(1);
  });

  it.each(['failed', 'unknown'] as const)('whose delivery is %s cannot be agreed to', (status) => {
    const { decisions, said: text } = play(bot(), requested(), sent('p1', { status }), yes());
    expect(runs(decisions)).toEqual([]);
    expect(text).toContain('There is nothing open to agree to');
  });

  it('a tap on its yes is a yes; on an older one it is not', () => {
    const tap = (from: string, id = 'm1'): Fact =>
      ({ ...yes(id), choice: { id: 'agree', from: messageId(from) } }) as Fact;
    expect(runs(play(bot(), requested(), tap('p1')).decisions)).toHaveLength(1);
    const replaced = play(
      bot(),
      ...proposed,
      writes('no, to number 14', {}, 'm1'),
      requested({}, 'm1', 'p2'),
      tap('p1', 'm2'),
    );
    expect(runs(replaced.decisions)).toEqual([]);
    expect(replaced.said).toContain('I have changed nothing so far');
  });

  it('a yes that a machine heard is asked for in writing', () => {
    const { decisions, said: text } = play(bot(), ...proposed, { ...yes(), heard: true } as Fact);
    expect(runs(decisions)).toEqual([]);
    expect(text).toContain('I need it in writing');
    expect(text).toContain(PROPOSAL);
  });

  it('is repeated once below the answer to a question in between, and a yes counts for it', () => {
    const {
      decisions,
      said: text,
      state,
    } = play(bot(), ...proposed, writes('How long does it take?', {}, 'm1'), {
      ...replies('answer', 'm1'),
    } as Fact);
    expect(text).toContain('It is on its way.');
    expect(text).toContain(PROPOSAL);
    expect(runs(decisions)).toEqual([]);
    expect(runs(play(state, sent('r1'), yes('m2')).decisions)).toHaveLength(1);
  });

  it('lapses with the second question in between, and says so', () => {
    const second = { ...replies('answer', 'm2'), messageId: messageId('r2') } as Fact;
    const { said: text, state } = play(
      bot(),
      ...proposed,
      writes('How long?', {}, 'm1'),
      replies('answer', 'm1'),
      writes('And what does it cost?', {}, 'm2'),
      second,
    );
    expect(text).not.toContain(PROPOSAL);
    expect(text).toContain('I have changed nothing so far');
    expect(pendingOf(state)).toBeNull();
  });

  it('never stands beside the offer of a person: one yes has one meaning', () => {
    const { said: text, state } = play(bot(), ...proposed, writes('agent', { asksForPerson: 'weak' }, 'm1'));
    expect(text).toContain('Would you like to talk to a person');
    expect(text).toContain('I have changed nothing so far');
    expect(pendingOf(state)).toBeNull();
    const { decisions, state: after } = play(state, yes('m2'));
    expect(runs(decisions)).toEqual([]);
    expect(after.handoff?.reason).toBe('accepted_offer');
  });

  it('a model that says it again makes a new one with a new identity', () => {
    const first = play(bot(), requested());
    const second = play(
      first.state,
      writes('to number 14 please', {}, 'm1'),
      requested({ args: { order: '1043' } }, 'm1', 'p2'),
    );
    expect(running(second.state).id).not.toBe(running(first.state).id);
  });
});

describe('when people take over', () => {
  const asks = writes('a person please', { asksForPerson: 'explicit' }, 'm1');

  it('what was not agreed to is not done: the notice says so once, and the card has it', () => {
    const { said: text, state, decisions } = play(bot(), ...proposed, asks);
    expect(text).toMatch(/bringing in a colleague[\s\S]*has not been done/);
    expect(text).not.toContain('---');
    expect(actionsOf(state).undone).toBe('Shall I change the address of order 1043?');
    expect(runs(decisions)).toEqual([]);
    expect(pendingOf(state)).toBeNull();
  });

  it('a yes after that changes nothing and is told to both', () => {
    const { state } = play(bot(), ...proposed, asks);
    const open = { ...state, handoff: handoff() } as ConversationState;
    const { said: text, effects, decisions } = play(open, yes('m2'));
    expect(text).toContain('has not been done');
    expect(effects).toContain('post_notice');
    expect(runs(decisions)).toEqual([]);
    expect(play(play(open, yes('m2')).state, yes('m3')).said).toBe('');
  });

  it('what was agreed to runs to its end, and the agents read that and what came of it', () => {
    const { state } = play(bot({ handoff: handoff() }), ...proposed, yes());
    const taken = play(state, acts(ANA, { name: 'take_over' }));
    expect(JSON.stringify(taken.last.effects)).toContain('Being done at this moment');
    expect(pendingOf(taken.state)?.step).toBe('running');
    const { said: text, last, state: after } = play(taken.state, ran(running(taken.state)));
    expect(text).toBe(DONE.outcome === 'done' ? DONE.said : '');
    expect(JSON.stringify(last.effects)).toContain('Done, as the customer had agreed before');
    expect(pendingOf(after)).toBeNull();
    expect(after.mode).toBe('human');
  });

  it.each(['failed', 'unknown'] as const)('a run that %s there is a warning in the thread', (outcome) => {
    const { state } = play(bot({ handoff: handoff() }), ...proposed, yes(), acts(ANA, { name: 'take_over' }));
    const { last, said: text } = play(state, ran(running(state), { outcome }));
    expect(text).toBe('');
    const words = outcome === 'failed' ? 'Not done' : 'It may have been done';
    expect(JSON.stringify(last.effects)).toContain(words);
  });

  it('an agent’s plain reply in between changes nothing about it', () => {
    const { decisions } = play(bot({ handoff: handoff() }), ...proposed, posts(ANA), yes());
    expect(runs(decisions)).toHaveLength(1);
  });
});

describe('a run', () => {
  const agreed = () => play(bot(), ...proposed, yes()).state as BotConversation;

  it('tells the customer once, whatever the epoch, and is remembered with its facts', () => {
    const state = agreed();
    const { last, said: text, state: after } = play(state, ran(running(state)));
    expect(text).toBe('Done: order 1043 goes to 12 Baker Street.');
    expect(last.effects).toEqual([
      { type: 'send_to_customer', messageId: `said:${running(state).id}`, author: { role: 'bot' }, validIn: 'always' },
    ]);
    expect(after.waitingSince).toBeNull();
    expect(actionsOf(after).ran).toMatchObject([{ outcome: 'done', source: 'order service' }]);
  });

  it('that fails, or of which nobody knows, goes to a person who is told which of the two it is', () => {
    const state = agreed();
    const failed = play(state, ran(running(state), { outcome: 'failed' })).state;
    expect(failed.handoff).toMatchObject({ reason: 'tool_failed' });
    expect(failed.handoff?.evidence).toContain('Not done');
    const unknown = play(state, ran(running(state), { outcome: 'unknown' })).state;
    expect(unknown.handoff?.evidence).toContain('It may have been done');
  });

  it('leaves a question that came meanwhile to be answered', () => {
    const state = agreed();
    const { state: after } = play(state, writes('And how long does it take?', {}, 'm2'), ran(running(state)));
    expect((after as BotConversation).draftingFor).toBe('m2');
    expect(after.waitingSince).not.toBeNull();
  });
});

describe('what is missing', () => {
  it('is asked for, and counts neither as a failure nor as asking back', () => {
    const { said: text, state } = play(bot(), askedInput());
    expect(text).toBe('Which order is it?');
    expect(state.bot).toMatchObject({ clarifications: 0, failures: 0, signs: [] });
  });

  it('is asked for three times at most; then a person helps', () => {
    const answer = (id: string) => writes('I do not know', {}, id);
    const facts = [askedInput(), answer('m1'), askedInput('order', 'm1'), answer('m2'), askedInput('order', 'm2')];
    expect(play(bot(), ...facts).state.mode).toBe('bot');
    const more = [...facts, answer('m3'), askedInput('order', 'm3')];
    expect(play(bot(), ...more).state.handoff?.reason).toBe('clarified_too_often');
  });

  it('is given up with a no, and forgotten after half an hour', () => {
    expect(play(bot(), askedInput(), no).said).toContain('I have changed nothing');
    const late = play(bot(), askedInput(), [writes('1043', {}, 'm1'), 31 * MINUTE]);
    expect(pendingOf(late.state)).toBeNull();
  });
});

describe('a one-time code', () => {
  const wants = requested({ identity: 'code' });
  const typed = (code: 'right' | 'wrong' | 'again' | 'locked', id = 'm2'): Fact =>
    ({ ...writes('••••••', {}, id), code }) as Fact;
  const codeSent = (state: ConversationState, send = 1): Fact => ({
    type: 'action.code_sent',
    actionId: running(state).id,
    send,
    to: 'm…@example.com',
  });
  const waiting = () => {
    const agreed = play(bot(), wants, sent('p1'), yes()).state;
    return play(agreed, codeSent(agreed)).state;
  };

  it('goes out after the yes, and nothing runs before it is typed', () => {
    const { decisions, effects, state } = play(bot(), wants, sent('p1'), yes());
    expect(effects).toEqual(['close_choices', 'send_code']);
    expect(runs(decisions)).toEqual([]);
    expect(play(state, codeSent(state)).said).toContain('a six-digit code to m…@example.com');
  });

  it('a right one runs what was agreed to, and is good for half an hour', () => {
    const { decisions, state } = play(waiting(), typed('right'));
    expect(runs(decisions)).toHaveLength(1);
    const done = play(state, ran(running(state)), writes('and now to number 14', {}, 'm3')).state;
    const again = [requested({ identity: 'code' }, 'm3', 'p2'), sent('p2')] as const;
    expect(runs(play(done, ...again, yes('m4')).decisions)).toHaveLength(1);
    const other = [requested({ identity: 'code', vouchedBy: 'order 2001' }, 'm3', 'p2'), sent('p2')] as const;
    expect(play(done, ...other, yes('m4')).effects).toContain('send_code');
    const late = [
      [requested({ identity: 'code' }, 'm3', 'p2'), 40 * MINUTE],
      [sent('p2'), 40 * MINUTE],
    ] as const;
    expect(play(done, ...late, [yes('m4'), 40 * MINUTE + 1]).effects).toContain('send_code');
  });

  it('a wrong one may be typed three times; then a person takes over, and nothing ran', () => {
    const { said: text, state } = play(waiting(), typed('wrong', 'm2'), typed('wrong', 'm3'));
    expect(text).toContain('That is not the code');
    const { state: over, decisions } = play(state, typed('wrong', 'm4'));
    expect(over.handoff?.reason).toBe('not_identified');
    expect(runs(decisions)).toEqual([]);
    expect(actionsOf(over).undone).not.toBeNull();
  });

  it('is sent again when asked for, three times to one address at most', () => {
    const second = play(waiting(), typed('again', 'm2'));
    expect(second.last.effects).toMatchObject([{ type: 'send_code', send: 2 }]);
    const third = play(second.state, typed('again', 'm3'));
    expect(third.last.effects).toMatchObject([{ type: 'send_code', send: 3 }]);
    expect(play(third.state, typed('again', 'm4')).state.handoff?.reason).toBe('not_identified');
  });

  it('has run out after ten minutes, even if it is right', () => {
    const { decisions, said: text } = play(waiting(), [typed('right'), 11 * MINUTE]);
    expect(runs(decisions)).toEqual([]);
    expect(text).toContain('That code has run out');
  });

  it('a code that is refused is said in the system’s words; one that cannot be sent brings a person', () => {
    const { state } = play(bot(), wants, sent('p1'), yes());
    const refused = play(state, {
      type: 'action.code_refused',
      actionId: running(state).id,
      said: 'No address on file.',
    });
    expect(refused.said).toBe('No address on file.');
    expect(pendingOf(refused.state)).toBeNull();
    const failed = play(state, { type: 'action.code_failed', actionId: running(state).id });
    expect(failed.state.handoff).toMatchObject({ reason: 'tool_failed' });
  });

  it('where too many were guessed or sent in other conversations, a person takes over, and nothing ran', () => {
    const locked = play(waiting(), typed('locked'));
    expect(locked.state.handoff?.reason).toBe('not_identified');
    expect(runs(locked.decisions)).toEqual([]);
    const { state } = play(bot(), wants, sent('p1'), yes());
    const refused = play(state, { type: 'action.code_failed', actionId: running(state).id, why: 'too_often' });
    expect(refused.state.handoff?.reason).toBe('not_identified');
  });

  it('"it does not work" brings a person who finds out in other ways', () => {
    const helpless = writes('it does not work', { rejectsAnswer: true }, 'm2');
    expect(play(waiting(), helpless).state.handoff?.reason).toBe('not_identified');
  });

  it('a code that was asked for before people took over opens nothing', () => {
    const taken = play(waiting(), writes('a person', { asksForPerson: 'explicit' }, 'm2')).state;
    expect(runs(play(taken, typed('right', 'm3')).decisions)).toEqual([]);
  });
});
