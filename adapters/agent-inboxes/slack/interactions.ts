import type { App, Context } from '@slack/bolt';
import type { IncomingEvent } from '../../../src/ports';
import { decodePressed, FOREIGN_ACTION, OUR_ACTION, type PressedAction } from './actions';
import { type EditorRequest, editorFor, FOREIGN_VIEW, OUR_VIEW, readSubmission } from './editor';
import { isChannelId, isTs, keys, placeOf, threadRef, tsToInstant } from './ids';
import { type Json, record, string } from './json';
import { isSlackHost } from './media';
import type { Reading, Surroundings } from './message-events';
import { presser } from './presser';
import { around, collectorOf, type Installation, report } from './reporting';
import { isUserId } from './rich-blocks';
import { FOREIGN_SHORTCUT, OUR_SHORTCUT, readShortcut } from './shortcuts';

/** Buttons, menus, forms, entries of message menus and the command: what was asked for is reported, nothing is done. */
export function addInteractions(app: App, installation: Installation & { readonly apiUrl: string }): void {
  const { apiUrl } = installation;
  app.action(OUR_ACTION, async ({ ack, body, payload, context, respond }) => {
    await ack();
    const collector = collectorOf(context);
    const editor = readEdit(record(body), record(payload));
    if (editor !== null) {
      collector?.report({ type: 'ignored' });
      collector?.editors.push(editor);
      return;
    }
    report(context, () => readPressed(record(body), record(payload), around(record(body), context, installation)));
    const isWhisper = record(record(body).container).is_ephemeral === true;
    if (isWhisper && collector !== null) collector.dismiss = () => respond({ delete_original: true });
  });
  app.view(OUR_VIEW, async ({ ack, body, context }) => {
    const submission = readSubmission(record(body), around(record(body), context, installation));
    if (submission.type === 'errors') await ack({ response_action: 'errors', errors: { ...submission.errors } });
    else await ack();
    report(context, () =>
      submission.type === 'event' ? { type: 'events', events: [submission.event] } : { type: 'ignored' },
    );
    const collector = collectorOf(context);
    const url = submission.type === 'event' ? submission.whisperUrl : null;
    if (url !== null && collector !== null) collector.dismiss = () => putAway(url, apiUrl);
  });
  // Buttons of other releases, link buttons and the like want an acknowledgement and nothing else.
  const acknowledge = async ({ ack, context }: { ack: () => Promise<void>; context: Context }) => {
    await ack();
    report(context, () => ({ type: 'ignored' }));
  };
  app.action(FOREIGN_ACTION, acknowledge);
  app.shortcut(OUR_SHORTCUT, async ({ ack, body, context }) => {
    await ack();
    report(context, () => readShortcut(record(body), around(record(body), context, installation)));
  });
  app.shortcut(FOREIGN_SHORTCUT, acknowledge);
  app.view(FOREIGN_VIEW, acknowledge);
  app.view({ callback_id: /.*/, type: 'view_closed' }, acknowledge);
  app.options(/.*/, async ({ ack, context }) => {
    await ack({ options: [] });
    report(context, () => ({ type: 'ignored' }));
  });
  app.command(/.*/, async ({ ack, context }) => {
    await ack(COMMAND_ANSWER);
    report(context, () => ({ type: 'ignored' }));
  });
}

/** A reply that an agent wants to change: nothing is decided yet, a form is opened. */
function readEdit(body: Json, payload: Json): EditorRequest | null {
  const pressed = decodePressed(payload);
  const place = placePressed(body, pressed);
  const triggerId = string(body.trigger_id);
  if (pressed === null || place === null || triggerId === '') return null;
  const { action } = pressed;
  if (action.name !== 'edit_draft' && action.name !== 'edit_message') return null;
  const edited = action.name === 'edit_draft' ? { draft: action.draft } : { message: action.message };
  const carried = { thread: threadRef(place.channel, place.rootTs), whisperUrl: string(body.response_url) || null };
  return editorFor(action.text, triggerId, { ...carried, ...edited });
}

const PUT_AWAY_MS = 5_000;

/** The address came back from Slack, signed; all the same nothing is ever sent to anybody else. */
async function putAway(url: string, apiUrl: string): Promise<void> {
  if (!URL.canParse(url) || !isSlackHost(new URL(url), new URL(apiUrl))) return;
  await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ delete_original: true }),
    signal: AbortSignal.timeout(PUT_AWAY_MS),
  });
}

const COMMAND_ANSWER =
  'Each customer who needs a person gets a card and a thread in the support channel. What you write in the thread reaches the customer; a message that begins with // stays internal, and 📤 on it sends it after all. The card has the buttons: take it, draft a reply, assign, hand back to the AI, resolve, and more. Slack has no slash commands inside threads: there, write "@Baton help".';

function readPressed(body: Json, payload: Json, surroundings: Surroundings): Reading {
  const pressed = decodePressed(payload);
  const place = placePressed(body, pressed);
  const user = record(body.user);
  if (pressed === null || place === null || !isUserId(string(user.id))) return { type: 'ignored' };
  const actionTs = string(payload.action_ts);
  const event: IncomingEvent = {
    keys: [keys.action(place.channel, place.messageTs, actionTs, string(user.id))],
    source: threadRef(place.channel, place.rootTs),
    at: tsToInstant(Number(actionTs) > 0 ? actionTs : place.messageTs),
    type: 'agent_action',
    thread: threadRef(place.channel, place.rootTs),
    agent: presser(user, surroundings),
    action: pressed.action,
  };
  return { type: 'events', events: [event] };
}

/** Where the button stood. Of an ephemeral message Slack gives no more than the container. */
function placePressed(body: Json, pressed: PressedAction | null) {
  const container = record(body.container);
  const channel = string(container.channel_id) || string(record(body.channel).id);
  const messageTs = string(container.message_ts) || string(record(body.message).ts);
  if (!isChannelId(channel) || !isTs(messageTs)) return null;
  const rootTs = [container.thread_ts, record(body.message).thread_ts, rootNamedBy(pressed, channel), messageTs].find(
    isTs,
  );
  return rootTs === undefined ? null : { channel, messageTs, rootTs };
}

function rootNamedBy(pressed: PressedAction | null, channel: string): string | null {
  if (pressed?.thread == null) return null;
  try {
    const place = placeOf(pressed.thread as ReturnType<typeof threadRef>);
    return place.channel === channel ? place.ts : null;
  } catch {
    return null;
  }
}
