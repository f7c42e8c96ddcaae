import { Refusal } from '../../../shared/emulated-model';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Words that Structured Outputs refuses in a strict schema. */
const UNSUPPORTED = [
  'allOf',
  'not',
  'dependentRequired',
  'dependentSchemas',
  'if',
  'then',
  'else',
  'patternProperties',
];

/**
 * The subset of JSON Schema that `strict: true` takes: an object at the root, every object closed, every property
 * required. `where` begins the refusal: "response_format 'name'", "function 'name'".
 */
export function checkStrictSchema(schema: unknown, where: string, code: string, param: string): void {
  const refuse = (path: readonly string[], problem: string): never => {
    const context = path.length === 0 ? '()' : `(${path.map((step) => `'${step}'`).join(', ')})`;
    throw new Refusal(400, code, `Invalid schema for ${where}: In context=${context}, ${problem}.`, param);
  };
  if (!isObject(schema) || schema.type !== 'object') refuse([], "schema must be of type 'object'");
  walk(schema, [], refuse);
}

type Refuse = (path: readonly string[], problem: string) => never;

function walk(node: unknown, path: readonly string[], refuse: Refuse): void {
  if (!isObject(node)) return void refuse(path, 'schema must be an object');
  const unsupported = UNSUPPORTED.find((word) => word in node);
  if (unsupported !== undefined) refuse(path, `'${unsupported}' is not permitted`);
  if (!('type' in node) && !('anyOf' in node) && !('enum' in node) && !('$ref' in node) && !('const' in node)) {
    refuse(path, "schema must have a 'type' key");
  }
  if (node.type === 'object') walkObject(node, path, refuse);
  if (node.type === 'array') {
    if (!('items' in node)) refuse(path, 'array schema missing items');
    walk(node.items, [...path, 'items'], refuse);
  }
  if (Array.isArray(node.anyOf))
    node.anyOf.forEach((one, index) => void walk(one, [...path, 'anyOf', `${index}`], refuse));
}

function walkObject(node: Json, path: readonly string[], refuse: Refuse): void {
  if (node.additionalProperties !== false) {
    refuse(path, "'additionalProperties' is required to be supplied and to be false");
  }
  const properties = isObject(node.properties) ? node.properties : {};
  const required = Array.isArray(node.required) ? node.required : [];
  const missing = Object.keys(properties).find((name) => !required.includes(name));
  if (missing !== undefined) {
    refuse(
      path,
      `'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'`,
    );
  }
  const extra = required.find((name) => !(String(name) in properties));
  if (extra !== undefined) refuse(path, `Extra required key '${extra}' supplied`);
  for (const [name, child] of Object.entries(properties)) walk(child, [...path, 'properties', name], refuse);
}
