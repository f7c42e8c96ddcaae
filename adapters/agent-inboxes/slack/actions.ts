import type { ActionsBlockElement, Button, PlainTextOption } from '@slack/types';
import type { AgentAction, CardAction, PlaceId, ThreadRef } from '../../../src/ports';
import { LIMITS } from './capabilities';
import { isRecord } from './json';
import { isUserId } from './rich-blocks';
import { clip } from './text';

/** All action ids of ours begin so; anything else in a payload is foreign and only acknowledged. */
const ACTION_PREFIX = 'baton:';
/** The exact complement: a catch-all that also matched ours would acknowledge twice. */
export const OUR_ACTION = /^baton:/;
export const FOREIGN_ACTION = /^(?!baton:)/;

const VERSION = 1;

interface ButtonValue {
  readonly v: number;
  /** The handoff, for whoever reads a payload; decisions go by the thread. */
  readonly h?: string;
  /** The thread, where Slack may not say it: ephemeral messages. */
  readonly t?: string;
  readonly a: AgentAction;
}

interface ButtonOptions {
  readonly label: string;
  readonly action: AgentAction;
  /** Makes the action id unique in its block. */
  readonly index: number;
  readonly handoffId?: string;
  readonly thread?: ThreadRef;
  readonly style?: 'primary' | 'danger';
}

export function button(options: ButtonOptions): Button {
  return {
    type: 'button',
    action_id: `${ACTION_PREFIX}${options.action.name}:${options.index}`,
    text: { type: 'plain_text', text: clip(options.label, LIMITS.buttonText), emoji: true },
    value: encodeValue(options),
    ...(options.style === undefined ? {} : { style: options.style }),
  };
}

/** Slack refuses a whole message for one value that is too long. */
export const fitsInButton = (options: Pick<ButtonOptions, 'action' | 'handoffId' | 'thread'>): boolean =>
  encodeValue(options).length <= LIMITS.buttonValue;

function encodeValue(options: Pick<ButtonOptions, 'action' | 'handoffId' | 'thread'>): string {
  const value: ButtonValue = {
    v: VERSION,
    ...(options.handoffId === undefined ? {} : { h: options.handoffId }),
    ...(options.thread === undefined ? {} : { t: options.thread }),
    a: options.action,
  };
  return JSON.stringify(value);
}

const HOUR_MS = 60 * 60_000;
const SNOOZES: readonly (readonly [label: string, forMs: number])[] = [
  ['Snooze 30 minutes', HOUR_MS / 2],
  ['Snooze 1 hour', HOUR_MS],
  ['Snooze 4 hours', 4 * HOUR_MS],
  ['Snooze 1 day', 24 * HOUR_MS],
];

type Choice = readonly [label: string, action: AgentAction];

/** What of a card's actions stands in its menu, by group. */
const MENU: Readonly<Partial<Record<CardAction, readonly [group: string, choices: readonly Choice[]]>>> = {
  explain_handoff: ['Look', [['Why handed off', { name: 'explain_handoff' }]]],
  show_transcript: ['Look', [['Full transcript', { name: 'show_transcript' }]]],
  reveal_numbers: ['Look', [['Reveal masked numbers', { name: 'reveal_numbers' }]]],
  snooze: ['Later', SNOOZES.map(([label, forMs]): Choice => [label, { name: 'snooze', forMs }])],
  take_over: ['Change', [['Take over', { name: 'take_over' }]]],
  choose_place: ['Change', [['Move to another channel…', { name: 'choose_place' }]]],
  block_sender: ['Change', [['Block sender…', { name: 'block_sender', sure: false }]]],
};

/** One menu beside the buttons; null where nothing stands in it. */
export function moreMenu(actions: readonly CardAction[]): ActionsBlockElement | null {
  const groups = new Map<string, Choice[]>();
  for (const name of actions) {
    const [group, choices] = MENU[name] ?? [];
    if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), ...(choices ?? [])]);
  }
  if (groups.size === 0) return null;
  return {
    type: 'static_select',
    action_id: `${ACTION_PREFIX}more`,
    placeholder: { type: 'plain_text', text: 'More…', emoji: true },
    option_groups: [...groups].map(([label, choices]) => ({
      label: { type: 'plain_text', text: label, emoji: true },
      options: choices.map(option),
    })),
  };
}

const option = ([label, action]: Choice): PlainTextOption => ({
  text: { type: 'plain_text', text: label, emoji: true },
  value: encodeValue({ action }),
});

export const assignMenu = (): ActionsBlockElement => ({
  type: 'users_select',
  action_id: `${ACTION_PREFIX}assign`,
  placeholder: { type: 'plain_text', text: 'Assign to…', emoji: true },
});

const IN_THREAD = `${ACTION_PREFIX}in:`;

/** For whispers: a picker of people has no value of its own that could say where it stands. */
export const whisperBlockId = (thread: ThreadRef): string => IN_THREAD + thread;

const threadIn = (blockId: unknown): string | null =>
  typeof blockId === 'string' && blockId.startsWith(IN_THREAD) ? blockId.slice(IN_THREAD.length) : null;

export interface PressedAction {
  readonly action: AgentAction;
  readonly thread: string | null;
}

/** What was pressed, or null for anything that no release of Baton has put there. Never throws. */
export function decodePressed(pressed: Readonly<Record<string, unknown>>): PressedAction | null {
  if (pressed.action_id === `${ACTION_PREFIX}assign`) {
    const to = pressed.selected_user;
    // The name is looked up before the event is applied.
    return typeof to === 'string' && isUserId(to)
      ? { action: { name: 'assign', to: { id: to, name: to } }, thread: threadIn(pressed.block_id) }
      : null;
  }
  const option = pressed.selected_option as { value?: unknown } | undefined;
  return decodeValue(option?.value ?? pressed.value);
}

function decodeValue(value: unknown): PressedAction | null {
  if (typeof value !== 'string' || value.length > LIMITS.buttonValue) return null;
  const parsed = parseJson(value);
  if (!isRecord(parsed) || parsed.v !== VERSION) return null;
  const action = toAction(parsed.a);
  return action === null ? null : { action, thread: typeof parsed.t === 'string' ? parsed.t : null };
}

function toAction(value: unknown): AgentAction | null {
  if (!isRecord(value)) return null;
  switch (value.name) {
    case 'claim':
    case 'take_over':
    case 'return_to_bot':
    case 'resolve':
    case 'explain_handoff':
    case 'show_transcript':
    case 'reveal_numbers':
    case 'choose_assignee':
    case 'choose_place':
    case 'unblock_sender':
    case 'draft_reply':
    case 'send_template':
    case 'dismiss':
      return { name: value.name };
    case 'send_draft':
      return isId(value.draft) ? { name: 'send_draft', draft: value.draft } : null;
    case 'edit_draft':
      return isId(value.draft) && typeof value.text === 'string'
        ? { name: 'edit_draft', draft: value.draft, text: value.text }
        : null;
    case 'edit_message':
      return isId(value.message) && typeof value.text === 'string'
        ? { name: 'edit_message', message: value.message, text: value.text }
        : null;
    case 'block_sender':
      return typeof value.sure === 'boolean' ? { name: 'block_sender', sure: value.sure } : null;
    case 'move':
      return isId(value.to) ? { name: 'move', to: value.to as PlaceId } : null;
    case 'snooze':
      return isDuration(value.forMs) ? { name: 'snooze', forMs: value.forMs } : null;
    case 'assign':
      return toAssignment(value.to);
    case 'send_message':
      return isId(value.message) && typeof value.takeOver === 'boolean'
        ? { name: 'send_message', message: value.message, takeOver: value.takeOver }
        : null;
    case 'keep_internal':
    case 'make_note':
    case 'send_correction':
    case 'send_again':
      return isId(value.message) ? { name: value.name, message: value.message } : null;
    default:
      return null;
  }
}

function toAssignment(to: unknown): AgentAction | null {
  return isRecord(to) && typeof to.id === 'string' && isUserId(to.id) && typeof to.name === 'string'
    ? { name: 'assign', to: { id: to.id, name: to.name } }
    : null;
}

const MAX_SNOOZE_MS = 90 * 24 * 60 * 60_000;
const isDuration = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value <= MAX_SNOOZE_MS;
const isId = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 1_000;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
