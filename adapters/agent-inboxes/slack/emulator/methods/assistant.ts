import type { Emulation } from '../emulation';
import { isTs } from '../ids';
import type { Call, Methods } from '../method';
import { invalidArguments, SlackRefusal } from '../wire';
import { findChannel } from './channel-arguments';

const STATUS_MS = 120_000;
const MAX_LOADING_MESSAGES = 10;

/** The status line works in any channel; everything else of the side pane wants an app declared as an agent. */
export const assistantMethods: Methods = {
  'assistant.threads.setStatus': {
    scopes: ['chat:write'],
    json: true,
    tier: 'special',
    // An empty status is how the line is cleared.
    required: ['channel_id', 'thread_ts'],
    run: (call, emulation) => {
      const { args } = call;
      const key = threadKey(call, emulation);
      const loading = args.array('loading_messages', 'invalid_arguments');
      if (args.text('status') === undefined) throw invalidArguments('missing required field: status');
      if (loading && (loading.length < 1 || loading.length > MAX_LOADING_MESSAGES)) {
        throw invalidArguments(`no more than ${MAX_LOADING_MESSAGES} items allowed [json-pointer:/loading_messages]`);
      }
      if (/^slackbot$/i.test(args.text('username') ?? '')) throw new SlackRefusal('reserved_username');
      const { statuses } = emulation.workspace.state;
      const text = args.text('status') ?? '';
      if (text === '') delete statuses[key];
      else statuses[key] = { text, until: emulation.workspace.clock.now() + STATUS_MS };
      emulation.workspace.changed();
      return {};
    },
  },
  'assistant.threads.setTitle': {
    ...agentOnly(['assistant:write'], 'not_agent_app'),
    required: ['channel_id', 'thread_ts', 'title'],
  },
  'assistant.threads.setSuggestedPrompts': {
    ...agentOnly(['assistant:write'], 'not_agent_app'),
    required: ['channel_id', 'prompts'],
  },
  'agents.sessions.setStatus': {
    ...agentOnly(['chat:write'], 'feature_disabled'),
    required: ['channel_id', 'status'],
  },
};

function agentOnly(scopes: readonly string[], refusal: string) {
  return {
    scopes,
    json: true,
    tier: 'T4' as const,
    run: (): never => {
      throw new SlackRefusal(refusal);
    },
  };
}

const threadKey = ({ args }: Call, { workspace, messages }: Emulation): string => {
  const channel = findChannel(workspace, args.required('channel_id'));
  const ts = args.required('thread_ts');
  const root = isTs(ts) ? messages.rootOf(channel, ts) : undefined;
  if (!root) throw new SlackRefusal('invalid_thread_ts');
  return `${channel.id}:${root.ts}`;
};
