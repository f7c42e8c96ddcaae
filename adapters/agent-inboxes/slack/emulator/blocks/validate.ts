import { isJson, type Json } from '../wire';
import { checkRule, checkShape } from './check';
import { blockTypes, CATALOGUES, type Surface } from './layout';
import { LIMITS } from './limits';
import { boolean, list, oneOfValues, type Problem, plain, type Shape, string, typed } from './rules';

/** Everything wrong with an array of blocks. Pointers begin at `at`. */
export const validateBlocks = (blocks: unknown, surface: Surface, at = '/blocks'): Problem[] => {
  const max = surface === 'message' ? LIMITS.message.blocks : LIMITS.view.blocks;
  const rule = list(typed('blocks', ...blockTypes(surface)), max, surface === 'message' ? 0 : 1);
  const problems = checkRule(CATALOGUES, rule, blocks, at);
  if (problems.length > 0) return problems;
  const checked = blocks as Json[];
  return [
    ...duplicateIds(checked, at),
    ...perMessage(checked, 'table', LIMITS.message.tables, at),
    ...perMessage(checked, 'data_visualization', LIMITS.message.dataVisualizations, at),
    ...tableText(checked, at),
    ...surfaceElements(checked, surface, at),
    ...focusTwice(checked, at),
  ];
};

const VIEW_FIELDS = {
  'blocks!': { kind: 'anything' } as const,
  private_metadata: string(LIMITS.view.privateMetadata),
  callback_id: string(LIMITS.view.callbackId),
  external_id: string(LIMITS.view.externalId),
};
const MODAL: Shape = {
  fields: {
    ...VIEW_FIELDS,
    'title!': plain(LIMITS.view.title),
    submit: plain(LIMITS.view.submit),
    close: plain(LIMITS.view.close),
    clear_on_close: boolean,
    notify_on_close: boolean,
    submit_disabled: boolean,
  },
  check: (view) => {
    const asks = Array.isArray(view.blocks) && view.blocks.some((one) => isJson(one) && one.type === 'input');
    return asks && view.submit === undefined
      ? [{ message: 'missing required field: submit (a modal with an input block needs one)' }]
      : [];
  },
};

export const validateView = (view: unknown, allowed: readonly ('modal' | 'home')[]): Problem[] => {
  if (!isJson(view)) return [{ message: 'must provide an object', pointer: '/view' }];
  const type = checkRule(CATALOGUES, oneOfValues(...allowed), view.type, '/view/type');
  if (type.length > 0) return type;
  const shape = view.type === 'modal' ? MODAL : { fields: VIEW_FIELDS };
  const problems = checkShape(CATALOGUES, shape, view, '/view');
  return [...problems, ...validateBlocks(view.blocks ?? [], view.type as Surface, '/view/blocks')];
};

const duplicateIds = (blocks: readonly Json[], at: string): Problem[] => {
  const seen = new Set<unknown>();
  return blocks.flatMap((block, index) => {
    const pointer = `${at}/${index}`;
    const problems = duplicateActions(block, pointer);
    if (block.block_id === undefined) return problems;
    if (seen.has(block.block_id)) problems.push({ message: 'block_id already exists', pointer: `${pointer}/block_id` });
    seen.add(block.block_id);
    return problems;
  });
};

const duplicateActions = (block: Json, pointer: string): Problem[] => {
  const ids = elementsOf(block).map((element) => element.action_id);
  return ids.flatMap((id, index) =>
    id !== undefined && ids.indexOf(id) < index
      ? [{ message: 'action_id already exists for another element', pointer: `${pointer}/elements/${index}/action_id` }]
      : [],
  );
};

const perMessage = (blocks: readonly Json[], type: string, max: number, at: string): Problem[] =>
  blocks.filter((block) => block.type === type).length > max
    ? [{ message: `only ${max} ${type} block(s) allowed`, pointer: at }]
    : [];

/** All cells of all data tables together. */
const tableText = (blocks: readonly Json[], at: string): Problem[] => {
  const tables = blocks.filter((block) => block.type === 'data_table');
  return blockTextLength(tables) > LIMITS.dataTable.text
    ? [{ message: `must be less than ${LIMITS.dataTable.text + 1} characters in all tables`, pointer: at }]
    : [];
};

/** Files can be asked for in modals only. */
const surfaceElements = (blocks: readonly Json[], surface: Surface, at: string): Problem[] =>
  blocks.flatMap((block, index) => {
    const element = block.element;
    const misplaced = surface !== 'modal' && isJson(element) && element.type === 'file_input';
    return misplaced ? [{ message: 'unsupported type: file_input', pointer: `${at}/${index}/element/type` }] : [];
  });

const focusTwice = (blocks: readonly Json[], at: string): Problem[] =>
  blocks.flatMap(elementsOf).filter((element) => element.focus_on_load === true).length > 1
    ? [{ message: 'only one element can have focus_on_load', pointer: at }]
    : [];

/** Interactive elements of one block, wherever the block keeps them. */
export const elementsOf = (block: Json): Json[] => {
  const own = [block.accessory, block.element, ...((block.elements ?? []) as unknown[])];
  const inside = [...((block.actions ?? []) as unknown[])];
  const children = ((block.child_blocks ?? []) as unknown[]).filter(isJson).flatMap(elementsOf);
  const cards =
    block.type === 'carousel' ? ((block.elements ?? []) as unknown[]).filter(isJson).flatMap(elementsOf) : [];
  return [...[...own, ...inside].filter(isJson), ...children, ...cards];
};

/** Characters of text in all blocks together: the number behind `msg_blocks_too_long`. */
export const blockTextLength = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + blockTextLength(one), 0);
  if (!isJson(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [name, one]) => sum + (name === 'text' && typeof one === 'string' ? one.length : blockTextLength(one)),
    0,
  );
};

export const markdownLength = (blocks: readonly Json[]): number =>
  blocks.reduce((sum, block) => sum + (block.type === 'markdown' ? String(block.text).length : 0), 0);
