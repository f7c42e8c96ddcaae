import { PortError } from '../domain/errors';
import type { CodeSent, Tool, ToolArgs, ToolContext, ToolResult } from '../ports/tool';
import { fitsCustomer } from './bind';
import { checkArgs, finder, parametersOf } from './check-args';
import type { Declared } from './file/schema';
import { fill } from './file/template';
import { inLanguage } from './words';

/** The part of a tool that depends on how it is called. */
export interface Calls {
  run(args: ToolArgs, context: ToolContext): Promise<ToolResult>;
  lookup?: ((args: ToolArgs, context: ToolContext) => Promise<ToolResult | null>) | undefined;
  sendCode?: ((args: ToolArgs, code: string, context: ToolContext) => Promise<CodeSent>) | undefined;
}

/** A tool as the file declares it. */
export function declaredTool(declared: Declared, { run, lookup, sendCode }: Calls): Tool {
  const { name, description, permission, identity, inputs, examples, bind, source } = declared;
  return {
    ...{ name, description, permission, identity, examples },
    ...(source === undefined ? {} : { source }),
    inputs: inputs.map((input) => ({
      ...{ name: input.name, ask: input.ask as { en: string }, pattern: finder(input) },
      ...(input.identifies ? { identifies: true } : {}),
    })),
    parameters: parametersOf(inputs),
    fits: (customer) => fitsCustomer(bind, customer),
    check: (given) => checkArgs(inputs, given),
    propose: (args, language) => proposed(declared, args, language),
    run: async (args, context) => run(args, known(declared, context)),
    ...(lookup === undefined ? {} : { lookup: async (args, context) => lookup(args, known(declared, context)) }),
    ...(sendCode === undefined
      ? {}
      : { sendCode: async (args, code, context) => sendCode(args, code, known(declared, context)) }),
  };
}

/** A tool that goes by the customer's number must not be called without one: it would go by nothing. */
function known({ name, bind }: Declared, context: ToolContext): ToolContext {
  if (fitsCustomer(bind, context.customer)) return context;
  throw new PortError('rejected', `The tool ${name} needs a phone number, and the customer's channel knows none.`, {
    adapter: 'tools',
    reason: 'other',
  });
}

/** Reads have no proposal of their own: what they are for is said. */
function proposed({ propose, description }: Declared, args: ToolArgs, language: string | null): string {
  if (propose === undefined) return description;
  const text = fill(inLanguage(propose, language), (name) => (Object.hasOwn(args, name) ? String(args[name]) : null));
  if (text === null) throw new Error('A proposal is made from arguments that were checked.');
  return text;
}
