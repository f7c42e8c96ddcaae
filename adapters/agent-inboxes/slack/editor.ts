import type { ModalView } from '@slack/types';
import type { IncomingEvent, Instant, ThreadRef } from '../../../src/ports';
import { keys, placeOf, threadRef, tsToInstant } from './ids';
import { type Json, record, string } from './json';
import type { Surroundings } from './message-events';
import { presser } from './presser';
import { isUserId } from './rich-blocks';

/** Named so in the view; anything else that is submitted is foreign. */
const CALLBACK = 'baton_edit_draft';
export const OUR_VIEW = /^baton_edit_draft$/;
/** The exact complement, so that nothing is acknowledged twice. */
export const FOREIGN_VIEW = /^(?!baton_edit_draft$)/;

const BLOCK = 'reply';
const FIELD = 'text';
/** `plain_text_input` takes no more. */
const TEXT_MAX = 3_000;

/** What the form changes: a draft of the AI, or a message of theirs that stayed inside. */
type Edited = { readonly draft: string } | { readonly message: string };

/** What a modal carries to the moment it is submitted. */
type Carried = Edited & {
  readonly thread: ThreadRef;
  /** Where the whisper with the draft can be put away; null: Slack named no such place. */
  readonly whisperUrl: string | null;
};

/** An open request of an agent to edit a reply: Slack keeps its trigger for three seconds. */
export interface EditorRequest {
  readonly triggerId: string;
  readonly view: ModalView;
}

export function editorFor(text: string, triggerId: string, carried: Carried): EditorRequest {
  return {
    triggerId,
    view: {
      type: 'modal',
      callback_id: CALLBACK,
      private_metadata: JSON.stringify(carried),
      title: { type: 'plain_text', text: 'Edit the reply' },
      submit: { type: 'plain_text', text: 'Send' },
      close: { type: 'plain_text', text: 'Cancel' },
      blocks: [
        {
          type: 'input',
          block_id: BLOCK,
          label: { type: 'plain_text', text: 'Goes to the customer' },
          element: {
            ...{ type: 'plain_text_input', action_id: FIELD, multiline: true, focus_on_load: true },
            ...{ initial_value: text.slice(0, TEXT_MAX), max_length: TEXT_MAX },
          },
        },
      ],
    },
  };
}

export type Submission =
  | { readonly type: 'event'; readonly event: IncomingEvent; readonly whisperUrl: string | null }
  /** Shown at the field: the modal stays open. */
  | { readonly type: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly type: 'ignored' };

export function readSubmission(body: Json, around: Surroundings): Submission {
  const view = record(body.view);
  const user = record(body.user);
  const carried = readCarried(string(view.private_metadata));
  if (carried === null || !isUserId(string(user.id))) return { type: 'ignored' };
  const values = record(record(record(view.state).values)[BLOCK]);
  const text = string(record(values[FIELD]).value).trim();
  if (text === '') return { type: 'errors', errors: { [BLOCK]: 'Write what the customer is to read.' } };
  const { thread, whisperUrl } = carried;
  const event: IncomingEvent = {
    keys: [keys.view(string(view.id), string(user.id))],
    source: thread,
    at: openedAt(string(view.hash)),
    type: 'agent_action',
    thread,
    agent: presser(user, around),
    action:
      'draft' in carried
        ? { name: 'send_text', draft: carried.draft, text }
        : { name: 'send_changed', message: carried.message, text },
  };
  return { type: 'event', event, whisperUrl };
}

/** A view's hash begins with the second in which Slack kept it. */
const openedAt = (hash: string): Instant => {
  const seconds = /^\d{10}(?=\.)/.exec(hash)?.[0];
  return tsToInstant(seconds ?? '0');
};

function readCarried(metadata: string): Carried | null {
  try {
    const { thread, draft, message, whisperUrl } = record(JSON.parse(metadata));
    const { channel, ts } = placeOf(string(thread) as ThreadRef);
    const place = { thread: threadRef(channel, ts), whisperUrl: string(whisperUrl) || null };
    if (string(draft) !== '') return { ...place, draft: string(draft) };
    return string(message) === '' ? null : { ...place, message: string(message) };
  } catch {
    return null;
  }
}
