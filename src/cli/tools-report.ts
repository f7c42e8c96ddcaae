import type { ToolResult } from '../ports/tool';
import type { Inspected, InspectedTool } from '../tools/inspect';

const IDENTITIES: Readonly<Record<InspectedTool['identity'], string>> = {
  none: 'for anybody',
  channel: 'for the number that writes',
  code: 'with a one-time code',
};

/** What is configured, place by place, for whoever wrote the file. */
export function renderInspected(inspected: readonly Inspected[]): string {
  const width = Math.max(...inspected.flatMap(({ tools }) => tools.map(({ name }) => name.length))) + 2;
  return inspected.map((one) => renderPlace(one, width)).join('\n\n');
}

const renderPlace = ({ place, isReached, found, tools }: Inspected, width: number): string =>
  [
    `${isReached ? '✓' : '✗'} ${place}`,
    `  ${found}`,
    ...tools.flatMap((tool) => renderTool(tool, isReached, width)),
  ].join('\n');

function renderTool(tool: InspectedTool, isReached: boolean, width: number): readonly string[] {
  const sign = isReached && tool.problems.length === 0 ? '✓' : '✗';
  return [
    `  ${sign} ${tool.name.padEnd(width)}${tool.permission.padEnd(7)}${IDENTITIES[tool.identity]}`,
    ...tool.problems.map((problem) => `      ${problem}`),
    ...tool.hints.map((hint) => `      ! ${hint}`),
  ];
}

export const isFine = (inspected: readonly Inspected[]): boolean =>
  inspected.every(({ isReached, tools }) => isReached && tools.every(({ problems }) => problems.length === 0));

export function renderResult({ type, said, facts }: ToolResult): string {
  const width = Math.max(0, ...facts.map(({ label }) => label.length)) + 2;
  return [
    type === 'done' ? 'The customer reads:' : 'Refused. The customer reads:',
    ...said.split('\n').map((line) => `  ${line}`),
    ...(facts.length === 0
      ? []
      : ['', 'Agents see:', ...facts.map(({ label, value }) => `  ${label.padEnd(width)}${value}`)]),
  ].join('\n');
}
