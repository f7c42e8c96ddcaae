import type { ActivityAbout, ActivityEvent } from '../../ports/activity';

const OUTCOMES: Readonly<Record<string, string>> = {
  done: 'has done it',
  refused: 'refuses it, in words for the customer',
  failed: 'did not do it',
  unknown: 'never said whether it was done',
};

/** What a tool, or the AI about one, has to say; null: the event is about something else. */
export function actionWords({ type, about }: ActivityEvent): string | null {
  const system = systemOf(about);
  switch (type) {
    case 'responder.asked_input':
      return 'The AI needs to know more before it can ask a system of yours';
    case 'responder.requested_action':
      return about.detail === 'write'
        ? 'The AI proposes a change: nothing is done before the customer agrees'
        : 'The AI wants to look up what only its owner may see';
    case 'action.code_sent':
      return `The ${system} has sent a one-time code to the address on file`;
    case 'action.code_refused':
      return `The ${system} sends no code here`;
    case 'action.code_failed':
      return 'No code was sent';
    case 'action.ran':
      return `The ${system} ${OUTCOMES[about.detail ?? ''] ?? 'answered'}`;
    default:
      return null;
  }
}

export const systemOf = ({ system }: Pick<ActivityAbout, 'system'>): string => system ?? 'system';
