import type { ByLanguage, Declared } from './schema';
import { placeholders } from './template';

/** Names that Baton's own tools have. */
const TAKEN = ['ask_for_human', 'search_knowledge'];
/** Filled in by Baton when a code is sent. */
export const CODE = 'code';

/** What is wrong with a tool whichever way it is called. `sent`: the names its call fills in. */
export function checkDeclared(tool: Declared, path: string, sent: readonly string[]): readonly string[] {
  return [
    ...(TAKEN.includes(tool.name) ? [`${path}.name is "${tool.name}", which Baton uses itself. Choose another.`] : []),
    ...(Object.hasOwn(tool.bind, CODE)
      ? [`${path}.bind names "${CODE}", which is what Baton calls its one-time codes.`]
      : []),
    ...checkInputs(tool, path, sent),
    ...checkIdentity(tool, path, sent),
    ...checkSay(tool, path),
    ...checkPropose(tool, path),
  ];
}

function checkInputs({ inputs, bind }: Declared, path: string, sent: readonly string[]): readonly string[] {
  return inputs.flatMap(({ name, type, pattern }, at) => {
    const where = `${path}.inputs[${at}]`;
    const problems: string[] = [];
    if (inputs.findIndex((other) => other.name === name) < at)
      problems.push(`${where}.name is "${name}" a second time.`);
    if (Object.hasOwn(bind, name)) problems.push(`${where}.name is "${name}", which is bound. Remove one of the two.`);
    if (name === CODE) problems.push(`${where}.name is "${CODE}", which is what Baton calls its one-time codes.`);
    if (!sent.includes(name))
      problems.push(`${where} asks for "${name}", and the request does not use it. Use or remove it.`);
    if (pattern !== undefined && type !== 'string') problems.push(`${where}.pattern is for texts. Remove it.`);
    if (pattern !== undefined) problems.push(...checkPattern(pattern, `${where}.pattern`));
    return problems;
  });
}

function checkPattern(pattern: string, where: string): readonly string[] {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test('')
      ? [`${where} fits an empty text, so it would be found everywhere. Ask for one character at least.`]
      : [];
  } catch {
    return [`${where} is no regular expression. Correct it; in JSON each \\ is written twice.`];
  }
}

/** A customer who is known by their channel is known by what Baton binds of it. */
function checkIdentity({ identity, bind }: Declared, path: string, sent: readonly string[]): readonly string[] {
  const vouched = Object.entries(bind).some(
    ([name, source]) => (source === 'customer.phone' || source === 'customer.address') && sent.includes(name),
  );
  if (identity !== 'channel' || vouched) return [];
  return [
    `${path}.identity is "channel", and the request sends nothing of it. Bind customer.phone or customer.address and use it.`,
  ];
}

function checkSay({ permission, fields, say }: Declared, path: string): readonly string[] {
  const problems = say.flatMap(({ when, text }, at) => [
    ...Object.keys(when ?? {})
      .filter((name) => !Object.hasOwn(fields, name))
      .map((name) => `${path}.say[${at}].when names "${name}", which is not in fields. Correct it.`),
    ...checkFieldNames(text, fields, `${path}.say[${at}].text`),
  ]);
  const last = say.at(-1);
  const always =
    last !== undefined &&
    last.when === undefined &&
    Object.values(last.text).every((text) => placeholders(text).length === 0);
  if (permission === 'write' && !always) {
    problems.push(
      `${path}.say must end with a text without when and without {fields}: what was done has to be said, whatever the answer lacks.`,
    );
  }
  return problems;
}

export const checkFieldNames = (texts: ByLanguage, fields: Declared['fields'], where: string): readonly string[] =>
  Object.entries(texts).flatMap(([language, text]) =>
    placeholders(text)
      .filter((name) => !Object.hasOwn(fields, name))
      .map((name) => `${where}.${language} names {${name}}, which is not in fields. Correct it.`),
  );

/** The customer agrees to what they read, so everything they have chosen has to be in it, in every language. */
function checkPropose({ permission, inputs, propose }: Declared, path: string): readonly string[] {
  if (propose === undefined) {
    return permission === 'write'
      ? [`${path}.propose is missing. It says what a write will do, and the customer agrees to exactly that.`]
      : [];
  }
  const names = inputs.map(({ name }) => name);
  return Object.entries(propose).flatMap(([language, text]) => {
    const shown = placeholders(text);
    const where = `${path}.propose.${language}`;
    return [
      ...shown
        .filter((name) => !names.includes(name))
        .map((name) => `${where} names {${name}}, which is no input. Correct it.`),
      ...inputs
        .filter(({ name, optional }) => !optional && !shown.includes(name))
        .map(
          ({ name }) => `${where} does not show {${name}}, so the customer would agree to something unseen. Add it.`,
        ),
      ...inputs
        .filter(({ name, optional }) => optional && shown.includes(name))
        .map(({ name }) => `${where} shows {${name}}, which may be absent. Make it required, or leave it out.`),
    ];
  });
}
