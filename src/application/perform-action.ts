import type { CallOf } from '../domain/conversation/call';
import type { ActionResult, Fact } from '../domain/conversation/events';
import type { ToolAction } from '../domain/conversation/tool-action';
import { PortError } from '../domain/errors';
import type { TenantId } from '../domain/ids';
import type { Outcome, StartedEffect } from '../ports/store';
import type { Tool, ToolContext, ToolResult } from '../ports/tool';
import type { Action } from './action';
import type { EffectPorts } from './effect-ports';
import { backoffMs } from './outcome';

/** Calls end within a lease, as sends do. */
const CALL_DEADLINE_MS = 8_000;

/**
 * Runs what was agreed to, under one key for all its tries. A write of unknown outcome is looked up where its system
 * knows keys, and done again only if that says that nothing was done. Where it knows none it is never done again: a
 * person looks.
 */
export async function runAction(
  effect: StartedEffect,
  { action }: CallOf<'run_action'>,
  ports: EffectPorts,
): Promise<Action> {
  const tool = await findTool(action, ports);
  const ended = (result: ActionResult): readonly Fact[] => [
    { type: 'action.ran', actionId: action.id, action, result },
  ];
  const isRead = action.permission === 'read';
  const lookUp = effect.resumed && !isRead ? tool?.lookup : undefined;
  const canRepeat = isRead || tool?.lookup !== undefined;
  let isLooking = false;
  return {
    run: async () => {
      const context = contextOf(effect, action.id);
      isLooking = lookUp !== undefined;
      const known = (await lookUp?.(action.args, context)) ?? null;
      isLooking = false;
      const result = known ?? (await present(tool, action).run(action.args, context));
      return { facts: ended(resultOf(result)), refs: [] };
    },
    patience: ports.patience.tool,
    ...(canRepeat ? {} : { once: neverAgain(ended({ outcome: 'unknown' })) }),
    onGaveUp: () => ended({ outcome: 'failed' }),
    onError: (error) => {
      // A lookup that fails, whatever the reason, leaves the write as unknown as before.
      const isUnsure = isLooking || (error.kind === 'unsure' && canRepeat);
      if (isUnsure) return againOr(isRead ? 'failed' : 'unknown', error, effect, ports, ended);
      return error.kind === 'misconfigured' ? gaveUp(error, ended({ outcome: 'failed' })) : null;
    },
  };
}

/**
 * The same code on every try, so that one that arrives twice confuses nobody; none where too many were sent or guessed
 * in other conversations.
 */
export async function sendCode(
  tenantId: TenantId,
  effect: StartedEffect,
  { action, send }: CallOf<'send_code'>,
  ports: EffectPorts,
): Promise<Action> {
  const tool = await findTool(action, ports);
  const actionId = action.id;
  const failed: readonly Fact[] = [{ type: 'action.code_failed', actionId }];
  return {
    run: async () => {
      const { sendCode: deliver } = present(tool, action);
      if (deliver === undefined) throw gone(action, 'rejected');
      if (!(await ports.store.maySendCode(tenantId, action, send)))
        return { facts: [{ type: 'action.code_failed', actionId, why: 'too_often' }], refs: [] };
      const context = contextOf(effect, `${actionId}:code:${send}`);
      const sent = await deliver(action.args, ports.codes.of(actionId, send), context);
      const fact: Fact =
        sent.type === 'sent'
          ? { type: 'action.code_sent', actionId, send, to: sent.to }
          : { type: 'action.code_refused', actionId, said: sent.said };
      return { facts: [fact], refs: [] };
    },
    patience: ports.patience.tool,
    onGaveUp: () => failed,
    onError: (error) => {
      if (error.kind === 'unsure') return againOr('failed', error, effect, ports, () => failed);
      return error.kind === 'misconfigured' ? gaveUp(error, failed) : null;
    },
  };
}

const findTool = async ({ tool: name }: ToolAction, { toolbox }: EffectPorts): Promise<Tool | undefined> =>
  (await toolbox.tools()).find((tool) => tool.name === name);

function present(tool: Tool | undefined, action: ToolAction): Tool {
  if (tool === undefined) throw gone(action, 'unavailable');
  return tool;
}

/** Its server may come back. */
const gone = ({ tool }: ToolAction, kind: 'unavailable' | 'rejected'): PortError =>
  new PortError(kind, `The tool ${tool} is not there now. Look at the tools that are switched on, and at its server.`, {
    adapter: 'baton',
    code: 'no_tool',
  });

const contextOf = ({ state }: StartedEffect, key: string): ToolContext => ({
  key,
  customer: { channelId: state.channelId, address: state.contact, name: state.contactName },
  language: state.language,
  signal: AbortSignal.timeout(CALL_DEADLINE_MS),
});

const resultOf = ({ type: outcome, said, facts }: ToolResult): ActionResult => ({ outcome, said, facts });

const neverAgain = (onUnknown: readonly Fact[]): NonNullable<Action['once']> => ({
  evidenceAfterMs: 0,
  settled: () => ({ facts: onUnknown, refs: [] }),
  findIsFinal: false,
  mayResend: false,
  onBlindResend: [],
  onUnknown,
});

const gaveUp = (error: PortError, facts: readonly Fact[]): Outcome => ({
  type: 'gave_up',
  code: error.details.code ?? error.kind,
  facts,
});

/** Nobody waits longer for a system than for a person. */
function againOr(
  outcome: 'failed' | 'unknown',
  error: PortError,
  effect: StartedEffect,
  { patience }: EffectPorts,
  ended: (result: ActionResult) => readonly Fact[],
): Outcome {
  const { giveUpAfterMs } = patience.tool;
  if (giveUpAfterMs !== null && effect.triedForMs >= giveUpAfterMs) return gaveUp(error, ended({ outcome }));
  return {
    type: 'again',
    afterMs: error.details.retryAfterMs ?? backoffMs(effect.tries, patience.tool),
    code: error.details.code ?? error.kind,
    certain: false,
  };
}
