import type { ActivityAttempt, ActivityEffect } from '../../ports/activity';
import type { Step, Telling } from './story';

const MARKS: Readonly<Record<string, string>> = {
  accepted: 'accepted',
  delivered: 'delivered',
  read: 'read',
  failed: 'not delivered',
  internal: 'internal',
  public: 'no note any more',
};

const TIMERS: Readonly<Record<string, string>> = {
  open_overdue: 'if the thread does not open',
  claim_overdue: 'if nobody takes it',
  reply_overdue: 'if the customer waits too long',
  release_overdue: 'if the agent stays silent',
  window_closing: 'for when the reply window closes',
  snooze_over: 'for when the pause is over',
};

/** Done beside the point of the story: in the details only, unless it goes wrong. */
const HOUSEKEEPING = new Set(['show_typing', 'mark_message', 'update_card', 'start_timer', 'summarize', 'keep_media']);

/** What a call does, said as done. */
function callWords({ type, about }: ActivityEffect, who: string): string {
  const detail = about.detail ?? '';
  switch (type) {
    case 'generate_reply':
      return 'AI looked for an answer';
    case 'transcribe':
      return 'Voice note turned into text';
    case 'show_typing':
      return `${who}: typing shown`;
    case 'run_action':
      return `${who}: told to do it, under a key of its own`;
    case 'send_code':
      return `${who}: told to send a code`;
    case 'send_part':
      return `${who}: ${SENDER[about.role ?? ''] ?? 'message'} sent`;
    case 'edit_part':
      return `${who}: message edited`;
    case 'close_choices':
      return `${who}: the buttons of the question taken away`;
    case 'show_reaction':
      return `${who}: the customer’s reaction shown`;
    case 'react_to_customer':
      return `${who}: the agent’s reaction shown`;
    case 'delete_part':
      return `${who}: message deleted`;
    case 'open_handoff':
      return `${who}: thread opened with the card`;
    case 'move_thread':
      return `${who}: thread opened in the other channel`;
    case 'close_thread':
      return `${who}: the old card leads to the new thread`;
    case 'summarize':
      return 'AI wrote the summary';
    case 'post_messages':
      return detail === 'true' ? `${who}: the conversation so far posted` : `${who}: message posted`;
    case 'keep_media':
      return `${who}: file fetched and kept`;
    case 'post_file':
      return `${who}: file posted`;
    case 'post_change':
      return `${who}: change posted`;
    case 'post_notice':
      return `${who}: notice posted`;
    case 'find_template':
      return `${who}: asked which template fits`;
    case 'send_template':
      return `${who}: template sent`;
    case 'show_transcript':
      return `${who}: conversation shown to one agent alone`;
    case 'reveal_numbers':
      return `${who}: masked numbers shown to the holder alone`;
    case 'tell_agent':
      return `${who}: told one agent alone`;
    case 'mark_message':
      return `${who}: marked as ${MARKS[detail] ?? detail}`;
    case 'update_card':
      return `${who}: card updated`;
    default:
      return `${who}: ${type.replace(/_/g, ' ')}`;
  }
}

const SENDER: Readonly<Record<string, string>> = {
  bot: 'AI’s answer',
  agent: 'agent’s reply',
  system: 'notice',
};

/** The steps of one effect, from its first try to its end. */
export function effectSteps(effect: ActivityEffect, { label }: Telling): readonly Step[] {
  const who = effect.accountId === null ? nobodyOutside(effect) : label(effect.accountId, effect.about.channelId);
  if (effect.type === 'start_timer') return timerStep(effect);
  const tries = effect.attempts.map((attempt) => attemptStep(effect, attempt, who));
  const last = effect.attempts.at(-1);
  if (effect.state === 'suppressed') return [...tries, ended(effect, 'no longer wanted, so not done', true)];
  if (effect.state === 'queued' && last === undefined) return waitingStep(effect, who);
  // Done without another try after an unknown one: the evidence settled it.
  if (effect.state === 'done' && last?.outcome === 'unknown') {
    const step = ended(effect, `${who}: proof found that it had arrived, so it is not sent again`, false);
    return [...tries, { ...step, tone: 'good', kind: 'call' }];
  }
  return tries;
}

/** Systems of the business have no account: they are called by their names. */
const nobodyOutside = ({ about }: ActivityEffect): string =>
  about.system === null ? 'Baton' : about.system.charAt(0).toUpperCase() + about.system.slice(1);

function timerStep(effect: ActivityEffect): readonly Step[] {
  if (effect.state !== 'queued' || effect.dueInMs === null) return [];
  const text = `timer set ${TIMERS[effect.about.detail ?? ''] ?? ''}, in ${duration(effect.dueInMs)}`;
  return [{ kind: 'waiting', text, tone: 'plain', at: effect.createdAt, ms: null, isDetail: true }];
}

function waitingStep(effect: ActivityEffect, who: string): readonly Step[] {
  const text =
    effect.type === 'generate_reply'
      ? 'AI waits a moment in case there is more'
      : `${who}: ${NEXT[effect.type] ?? 'next'}`;
  const isDetail = HOUSEKEEPING.has(effect.type);
  return [{ kind: 'waiting', text, tone: 'plain', at: effect.createdAt, ms: null, isDetail }];
}

const NEXT: Readonly<Record<string, string>> = {
  run_action: 'will be told to do it',
  send_code: 'will be told to send a code',
  send_part: 'message waits for its turn',
  open_handoff: 'thread will be opened',
  post_messages: 'message waits for the thread',
  post_file: 'file waits for the thread',
};

function attemptStep(effect: ActivityEffect, attempt: ActivityAttempt, who: string): Step {
  const { startedAt: at, endedAt, n } = attempt;
  const outcome = outcomeOf(effect, attempt);
  const ms = endedAt === null ? null : Math.max(0, Math.round(endedAt - at));
  const isDetail = HOUSEKEEPING.has(effect.type);
  const again = n > 1 ? ` (try ${n})` : '';
  switch (outcome) {
    case 'done': {
      const twice = effect.blindResends > 0 && n === effect.attempts.length;
      const text = `${callWords(effect, who)}${twice ? ' once more, marked as possibly there twice' : again}`;
      return { kind: 'call', text, tone: twice ? 'warning' : 'good', at, ms, isDetail };
    }
    case 'superseded':
      return { kind: 'call', text: `${who}: no longer needed`, tone: 'plain', at, ms, isDetail: true };
    case 'unknown':
      return problem(`${who}: the answer was lost, so nobody knows yet whether it was done`, at, ms, 'warning');
    case 'cut_off':
      return problem(`${who}: Baton stopped in the middle, so nobody knows yet whether it was done`, at, ms, 'warning');
    case 'again':
      return problem(`${who}: did not work (${attempt.code ?? 'unknown'}), kept and tried again`, at, ms, 'warning');
    case 'account_held':
      return problem(`${who}: nothing works with this account (${attempt.code ?? 'held'}), all of it waits`, at, ms);
    case 'gave_up':
      return problem(`${who}: given up (${attempt.code ?? 'refused'}), and the team is told`, at, ms);
    default:
      return { kind: 'waiting', text: `${who}: at work${again}`, tone: 'plain', at, ms: null, isDetail };
  }
}

/**
 * An attempt that nobody wrote the end of was the one that did it, when it is the last and the effect is done. One that
 * was followed by another was cut off: the process that made it is gone.
 */
function outcomeOf(effect: ActivityEffect, attempt: ActivityAttempt): string | null {
  if (attempt.outcome !== null) return attempt.outcome;
  if (attempt !== effect.attempts.at(-1)) return 'cut_off';
  return effect.state === 'done' ? 'done' : null;
}

const problem = (text: string, at: number, ms: number | null, tone: Step['tone'] = 'failure'): Step => ({
  kind: 'problem',
  text,
  tone,
  at,
  ms,
  isDetail: false,
});

const ended = (effect: ActivityEffect, text: string, isDetail: boolean): Step => ({
  kind: 'decision',
  text,
  tone: 'plain',
  at: effect.attempts.at(-1)?.endedAt ?? effect.createdAt,
  ms: null,
  isDetail,
});

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function duration(ms: number): string {
  if (ms <= 0) return 'a moment';
  if (ms < 2 * MINUTE_MS) return `${Math.round(ms / 1000)} s`;
  return ms < 2 * HOUR_MS ? `${Math.round(ms / MINUTE_MS)} minutes` : `${Math.round(ms / HOUR_MS)} hours`;
}
