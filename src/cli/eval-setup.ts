import type { ReplaySettings } from '../ai/eval/replay';
import { signalRules } from '../config/handoff-rules';
import { type Environment, Misconfigured, readSettings } from '../config/load-config';
import { policyChoices } from '../config/policy-choices';
import { type CoreSettings, SETTINGS } from '../config/settings';
import { BadOption } from './eval-options';

/** What a conversation is replayed on: a channel without a window, whose help is ours. */
const CHANNEL = {
  ...{ label: 'Eval', burstMs: 0, helpBelongsToCarrier: false, replyWindowMs: null },
  ...{ edits: false, deletes: false, reactions: [], template: false },
};

/** The settings of this environment, with changes by name. Throws a BadOption or Misconfigured in a sentence each. */
export function setupFrom(env: Environment, changes: readonly string[]): ReplaySettings {
  const changed = Object.fromEntries(changes.map(change));
  const problems: string[] = [];
  const core = readSettings(SETTINGS, { ...env, ...changed }, problems) as CoreSettings;
  const own = problems.filter((problem) => Object.keys(changed).some((name) => problem.startsWith(`${name} `)));
  if (own.length > 0) throw new BadOption(`--what-if: ${own.join(' ')}`);
  if (problems.length > 0) throw new Misconfigured(problems);
  const { burstMs: _unused, ...policy } = policyChoices({ ...core, openingHours: '' }, false, false);
  return { policy: { ...policy, channel: CHANNEL, inbox: { places: [], threadMax: null } }, rules: signalRules(core) };
}

const NAMES: readonly string[] = Object.values(SETTINGS).map(({ env }) => env);

function change(text: string): [name: string, value: string] {
  const at = text.indexOf('=');
  const name = text.slice(0, at);
  if (at < 0 || !NAMES.includes(name)) {
    throw new BadOption(`--what-if ${text} is not known. Write a setting and its value, such as MAX_CLARIFICATIONS=1.`);
  }
  return [name, text.slice(at + 1)];
}
