import { isJson, type Json } from '../wire';
import type { Problem, Rule, Shape } from './rules';

type Catalogues = Readonly<Record<string, Readonly<Record<string, Shape>>>>;

/** Problems of a value under a rule, each with the JSON pointer Slack prints. Empty: nothing wrong. */
export const checkRule = (catalogues: Catalogues, rule: Rule, value: unknown, pointer: string): Problem[] => {
  const problem = (message: string): Problem[] => [{ message, pointer }];
  switch (rule.kind) {
    case 'anything':
      return [];
    case 'boolean':
      return typeof value === 'boolean' ? [] : problem('must provide a boolean');
    case 'enum':
      return rule.values.includes(value as string) ? [] : problem('must be a valid enum value');
    case 'number':
      return checkNumber(rule, value).flatMap(problem);
    case 'string':
      return checkString(rule, value).flatMap(problem);
    case 'text':
      return checkText(rule, value, pointer);
    case 'list':
      return checkList(catalogues, rule, value, pointer);
    case 'object':
      return isJson(value) ? checkShape(catalogues, rule.shape, value, pointer) : problem('must provide an object');
    case 'oneOf':
      return checkTyped(catalogues, rule, value, pointer);
  }
};

export const checkShape = (catalogues: Catalogues, shape: Shape, value: Json, pointer: string): Problem[] => {
  const problems: Problem[] = [];
  const known = new Set(['type']);
  for (const [field, rule] of Object.entries(shape.fields)) {
    const name = field.replace(/!$/, '');
    known.add(name);
    const missing = value[name] === undefined || value[name] === null;
    if (!missing) problems.push(...checkRule(catalogues, rule, value[name], `${pointer}/${name}`));
    else if (field.endsWith('!')) problems.push({ message: `missing required field: ${name}`, pointer });
  }
  for (const name of Object.keys(value)) {
    if (!known.has(name)) problems.push({ message: `invalid additional property: ${name}`, pointer });
  }
  // Cross-field checks may rely on the fields being what they should be.
  if (problems.length > 0) return problems;
  return (shape.check?.(value) ?? []).map(({ message, at }) => ({
    message,
    pointer: at ? `${pointer}/${at}` : pointer,
  }));
};

const checkNumber = (rule: Rule & { kind: 'number' }, value: unknown): string[] => {
  if (typeof value !== 'number') return ['must provide a number'];
  if (rule.integer && !Number.isInteger(value)) return ['must provide an integer'];
  if (value < rule.min) return [`must be greater than ${rule.min - 1}`];
  return value > rule.max ? [`must be less than ${rule.max + 1}`] : [];
};

const checkString = (rule: { min: number; max: number; pattern?: RegExp }, value: unknown): string[] => {
  if (typeof value !== 'string') return ['must provide a string'];
  const length = [...value].length;
  if (length > rule.max) return [`must be less than ${rule.max + 1} characters`];
  if (length < rule.min) return [`must be more than ${rule.min - 1} characters`];
  return rule.pattern && !rule.pattern.test(value) ? ['failed to match the required pattern'] : [];
};

const checkText = (rule: Rule & { kind: 'text' }, value: unknown, pointer: string): Problem[] => {
  if (!isJson(value)) return [{ message: 'must provide an object', pointer }];
  if (typeof value.type !== 'string') return [{ message: 'missing required field: type', pointer }];
  if (!rule.types.includes(value.type)) {
    return [{ message: 'must be a valid enum value', pointer: `${pointer}/type` }];
  }
  const own = value.type === 'plain_text' ? 'emoji' : 'verbatim';
  const problems = Object.keys(value)
    .filter((name) => !['type', 'text', own].includes(name))
    .map((name) => ({ message: `invalid additional property: ${name}`, pointer }));
  if (value[own] !== undefined && typeof value[own] !== 'boolean') {
    problems.push({ message: 'must provide a boolean', pointer: `${pointer}/${own}` });
  }
  if (value.text === undefined) return [...problems, { message: 'missing required field: text', pointer }];
  return [...problems, ...checkString(rule, value.text).map((message) => ({ message, pointer: `${pointer}/text` }))];
};

const checkList = (
  catalogues: Catalogues,
  rule: Rule & { kind: 'list' },
  value: unknown,
  pointer: string,
): Problem[] => {
  if (!Array.isArray(value)) return [{ message: 'must provide an array', pointer }];
  if (value.length > rule.max) return [{ message: `no more than ${rule.max} items allowed`, pointer }];
  if (value.length < rule.min) return [{ message: `no less than ${rule.min} items allowed`, pointer }];
  return value.flatMap((item, index) => checkRule(catalogues, rule.of, item, `${pointer}/${index}`));
};

const checkTyped = (
  catalogues: Catalogues,
  rule: Rule & { kind: 'oneOf' },
  value: unknown,
  pointer: string,
): Problem[] => {
  if (!isJson(value)) return [{ message: 'must provide an object', pointer }];
  if (value.type === undefined) return [{ message: 'missing required field: type', pointer }];
  const shape = catalogues[rule.catalogue]?.[String(value.type)];
  if (!shape || !rule.types.includes(String(value.type))) {
    return [{ message: `unsupported type: ${value.type}`, pointer: `${pointer}/type` }];
  }
  return checkShape(catalogues, shape, value, pointer);
};
