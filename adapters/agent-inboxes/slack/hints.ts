import type { Logger } from '../../../src/ports';
import { PortError } from '../../../src/ports';
import type { SlackClient } from './client';
import type { EditorRequest } from './editor';
import type { Hint } from './message-events';
import { renderNotice } from './render';

const TEXTS: Readonly<Record<Hint['about'], string>> = {
  help: 'Replies in this thread go to the customer. Begin a message with // to keep it internal. Use the buttons on the card above, or write to me: claim, take over, resolve, ai (hands back to the AI).',
  unknown_command:
    'I do not know that, so it stayed internal. I understand: claim, take over, resolve, ai (hands back to the AI), help.',
  not_a_reply: "This works on messages of your team inside a customer's thread.",
};

/** A form that Slack does not open is asked for again: the button is still there. */
export function createEditors(client: SlackClient, log: Logger) {
  return function openEditor({ triggerId, view }: EditorRequest): void {
    client.openView(triggerId, view).catch((error: unknown) => {
      log.info('A form was not opened', { code: error instanceof PortError ? (error.details.code ?? null) : null });
    });
  };
}

/** Private lines that only explain. Nothing waits for one, and a lost one costs nothing. */
export function createHints(client: SlackClient, log: Logger) {
  return function showHint({ channel, threadTs, user, about }: Hint): void {
    const post = renderNotice({ text: TEXTS[about], tone: 'info', actions: [], mention: null });
    client.postEphemeral(channel, threadTs, user, post).catch((error: unknown) => {
      log.info('A hint was not shown', {
        about,
        code: error instanceof PortError ? (error.details.code ?? null) : null,
      });
    });
  };
}
