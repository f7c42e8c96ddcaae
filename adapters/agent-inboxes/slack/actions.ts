import type { ActionsBlockElement, Button } from '@slack/types';
import type { AgentAction, ThreadRef } from '../../../src/ports';
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
  readonly primary?: boolean;
}

export function button(options: ButtonOptions): Button {
  return {
    type: 'button',
    action_id: `${ACTION_PREFIX}${options.action.name}:${options.index}`,
    text: { type: 'plain_text', text: clip(options.label, LIMITS.buttonText), emoji: true },
    value: encodeValue(options),
    ...(options.primary ? { style: 'primary' } : {}),
  };
}

function encodeValue(options: Pick<ButtonOptions, 'action' | 'handoffId' | 'thread'>): string {
  const value: ButtonValue = {
    v: VERSION,
    ...(options.handoffId === undefined ? {} : { h: options.handoffId }),
    ...(options.thread === undefined ? {} : { t: options.thread }),
    a: options.action,
  };
  return JSON.stringify(value);
}

const SNOOZES: readonly (readonly [label: string, forMs: number])[] = [
  ['30 minutes', 30 * 60_000],
  ['1 hour', 60 * 60_000],
  ['4 hours', 4 * 60 * 60_000],
  ['1 day', 24 * 60 * 60_000],
  ['3 days', 3 * 24 * 60 * 60_000],
];

export const snoozeMenu = (): ActionsBlockElement => ({
  type: 'static_select',
  action_id: `${ACTION_PREFIX}snooze`,
  placeholder: { type: 'plain_text', text: 'Snooze for…', emoji: true },
  options: SNOOZES.map(([label, forMs]) => ({
    text: { type: 'plain_text', text: label, emoji: true },
    value: encodeValue({ action: { name: 'snooze', forMs } }),
  })),
});

export const assignMenu = (): ActionsBlockElement => ({
  type: 'users_select',
  action_id: `${ACTION_PREFIX}assign`,
  placeholder: { type: 'plain_text', text: 'Assign to…', emoji: true },
});

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
      ? { action: { name: 'assign', to: { id: to, name: to } }, thread: null }
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
      return { name: value.name };
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
