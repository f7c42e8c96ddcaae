import type { PacketFact } from '../../domain/conversation/packet';
import type { ConversationState } from '../../domain/conversation/state';
import { actionsOf, type RanAction } from '../../domain/conversation/tool-action';
import { masked } from '../../domain/masking/numbers';
import { cut, oneLine } from './headline';

const MAX_RUNS = 4;
const MAX_FACTS = 6;
const MAX_LINE = 200;
/** The rest stands among the facts. */
const FACTS_IN_LINE = 2;
const MAX_VALUE = 80;

const recent = (state: ConversationState): readonly RanAction[] => actionsOf(state).ran.slice(-MAX_RUNS);

/** What the business's own systems said: nobody has to verify it. The newest says how things stand. */
export function toolFacts(state: ConversationState): readonly PacketFact[] {
  const facts = new Map<string, PacketFact>();
  for (const { facts: known, source, messageId } of recent(state)) {
    for (const { label, value } of known) {
      const key = `${oneLine(label)} (${source})`;
      const shown = cut(oneLine(masked(value)), MAX_VALUE);
      facts.delete(key);
      facts.set(key, { label: oneLine(label), value: shown, source: 'tool', from: source, messageId });
    }
  }
  return [...facts.values()].slice(-MAX_FACTS);
}

/** What the AI looked up and did, and what was proposed and is not done. */
export function ranBy(state: ConversationState): readonly string[] {
  const { undone } = actionsOf(state);
  const open =
    undone === null ? [] : [`Not done, because nobody agreed to it: “${cut(oneLine(masked(undone)), MAX_LINE)}”`];
  return [...recent(state).map(line), ...open];
}

function line(ran: RanAction): string {
  const called = [ran.tool.replaceAll('_', ' '), argsOf(ran)].filter(Boolean).join(', ');
  const asked = Object.values(ran.args).map(String);
  const said = ran.facts
    .filter(({ value }) => !asked.includes(value))
    .slice(0, FACTS_IN_LINE)
    .map(({ label, value }) => `${oneLine(label)} ${oneLine(value)}`)
    .join(', ');
  return cut(masked(`${headOf(ran)}: ${called}${said === '' ? '' : ` – ${said}`}`), MAX_LINE);
}

const argsOf = ({ args }: RanAction): string =>
  Object.entries(args)
    .map(([name, value]) => `${name} ${oneLine(String(value))}`)
    .join(', ');

function headOf({ outcome, permission, source }: RanAction): string {
  switch (outcome) {
    case 'done':
      return permission === 'read' ? `Looked up (${source})` : `Done, the customer agreed (${source})`;
    case 'refused':
      return `Refused (${source})`;
    case 'failed':
      return `No answer (${source})`;
    case 'unknown':
      return `May have been done, look before you do it again (${source})`;
  }
}
