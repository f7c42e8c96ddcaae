import { LIMITS } from '../blocks/limits';
import type { Problem } from '../blocks/rules';
import { validateBlocks, validateView } from '../blocks/validate';
import type { Call, Methods } from '../method';
import { invalidArguments, isJson, SlackRefusal } from '../wire';

/** Needs no token: made for build pipelines. */
export const blockMethods: Methods = {
  'blocks.validate': {
    scopes: [],
    json: true,
    tier: 'special',
    required: [],
    token: 'none',
    run: (call) => {
      const [kind, ...others] = (['blocks', 'view', 'message'] as const).filter((name) => call.args.has(name));
      if (!kind || others.length > 0) throw invalidArguments('must provide exactly one of: blocks, message, view');
      const problems = problemsOf(call, kind);
      if (problems.length > 0) {
        const errors = problems.map(({ message, pointer }) => ({
          code: 'failed_constraint',
          message,
          pointer,
          constraint: null,
        }));
        throw new SlackRefusal(`invalid_${kind}`, { errors });
      }
      return {};
    },
  },
};

const problemsOf = (call: Call, kind: 'blocks' | 'view' | 'message'): Problem[] => {
  if ((call.args.text(kind)?.length ?? 0) > LIMITS.validateChars) throw invalidArguments(`${kind} is too long`);
  const value = call.args.json(kind, 'invalid_arguments');
  if (kind === 'view') return validateView(value, ['modal', 'home']);
  if (kind === 'blocks') return validateBlocks(value, 'message');
  return isJson(value)
    ? validateBlocks(value.blocks ?? [], 'message')
    : [{ message: 'must provide an object', pointer: '' }];
};
