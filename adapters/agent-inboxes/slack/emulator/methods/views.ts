import { LIMITS } from '../blocks/limits';
import { validateView } from '../blocks/validate';
import type { Emulation } from '../emulation';
import type { Call, Methods } from '../method';
import { invalidArguments, type Json, SlackRefusal } from '../wire';

const VIEWS = { scopes: [], json: true, tier: 'T4' } as const;

export const viewMethods: Methods = {
  'views.open': {
    ...VIEWS,
    required: ['view', 'trigger_id'],
    run: (call, { views, interactions }) => {
      const view = readView(call, ['modal']);
      return { view: views.show(views.open(interactions.useTrigger(call.args.required('trigger_id')), view)) };
    },
  },
  'views.push': {
    ...VIEWS,
    required: ['view', 'trigger_id'],
    run: (call, { views, interactions }) => {
      const view = readView(call, ['modal']);
      return { view: views.show(views.push(interactions.useTrigger(call.args.required('trigger_id')), view)) };
    },
  },
  'views.update': {
    ...VIEWS,
    required: ['view'],
    run: (call, { views }) => {
      const { args } = call;
      if (!args.has('view_id') && !args.has('external_id')) throw invalidArguments('missing required field: view_id');
      const body = readView(call, ['modal', 'home']);
      const view = views.find(args.text('view_id'), args.text('external_id'));
      if (!view || view.body.type !== body.type) throw new SlackRefusal('not_found');
      return { view: views.show(views.replace(view, body, args.text('hash'))) };
    },
  },
  'views.publish': {
    ...VIEWS,
    required: ['user_id', 'view'],
    run: (call, emulation) => {
      const { args } = call;
      const person = knownPerson(call, emulation);
      const view = readView(call, ['home']);
      return { view: emulation.views.show(emulation.views.publish(person, view, args.text('hash'))) };
    },
  },
};

const knownPerson = ({ args }: Call, { workspace }: Emulation): string => {
  const id = args.required('user_id');
  if (!workspace.person(id)) throw invalidArguments('invalid user_id');
  return id;
};

/** A wrong view is `invalid_arguments`, with pointers into it. The trigger is not used up by that. */
const readView = (call: Call, allowed: readonly ('modal' | 'home')[]): Json => {
  const view = call.args.object('view', 'invalid_arguments');
  const problems = validateView(view, allowed);
  if (problems.length > 0) {
    throw invalidArguments(...problems.map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`));
  }
  if (Buffer.byteLength(JSON.stringify(view)) > LIMITS.view.bytes) throw new SlackRefusal('view_too_large');
  return view as Json;
};
