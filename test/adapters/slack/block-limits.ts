/** Slack's documented limits of messages, checked over what Baton would post. Gives every breach as a sentence. */

type Node = Readonly<Record<string, unknown>>;

export interface Post {
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly username?: string;
}

export function breachesOf(post: Post): string[] {
  const breaches: string[] = [];
  const check = (fine: boolean, sentence: string) => {
    if (!fine) breaches.push(sentence);
  };
  const blocks = post.blocks as readonly Node[];
  check(post.text.trim() !== '', 'text is empty');
  check(post.text.length <= 4_000, 'text is longer than chat.update takes');
  check((post.username ?? 'x').length <= 80 && (post.username ?? 'x').trim() !== '', 'username is empty or too long');
  check(blocks.length >= 1 && blocks.length <= 50, 'not 1 to 50 blocks');
  check(unique(blocks.map((block) => block.block_id)), 'a block_id is there twice');
  check(lengthOfText(blocks) <= 13_200, 'all text together is too long');
  blocks.forEach((block, index) => checkBlock(block, `blocks/${index}`, check));
  return breaches;
}

type Check = (fine: boolean, sentence: string) => void;

function checkBlock(block: Node, at: string, check: Check): void {
  check(block.block_id === undefined || length(block.block_id, 1, 255), `${at}: block_id`);
  switch (block.type) {
    case 'header':
      check(isText(block.text, 'plain_text', 150), `${at}: header text`);
      break;
    case 'section':
      check(block.text !== undefined || block.fields !== undefined, `${at}: neither text nor fields`);
      if (block.text !== undefined) check(isText(block.text, null, 3_000), `${at}: text`);
      if (block.fields !== undefined) {
        check(count(block.fields, 1, 10), `${at}: number of fields`);
        for (const field of nodes(block.fields)) check(isText(field, null, 2_000), `${at}: field`);
      }
      break;
    case 'context':
      check(count(block.elements, 1, 10), `${at}: number of elements`);
      for (const element of nodes(block.elements)) check(isText(element, null, 3_000), `${at}: context text`);
      break;
    case 'actions':
      check(count(block.elements, 1, 25), `${at}: number of elements`);
      check(unique(nodes(block.elements).map((element) => element.action_id)), `${at}: an action_id is there twice`);
      check(
        nodes(block.elements).filter((element) => element.style === 'primary').length <= 1,
        `${at}: two primary buttons`,
      );
      nodes(block.elements).forEach((element, index) => checkElement(element, `${at}/elements/${index}`, check));
      break;
    case 'rich_text':
      check(count(block.elements, 1, 1_000), `${at}: no elements`);
      for (const part of nodes(block.elements)) checkRichText(part, at, check);
      break;
    default:
      check(false, `${at}: ${String(block.type)} is not a block that Baton posts`);
  }
}

function checkOptions({ options }: Node, at: string, check: Check): void {
  check(count(options, 1, 100), `${at}: number of options`);
  for (const option of nodes(options)) {
    check(isText(option.text, 'plain_text', 75), `${at}: option text`);
    check(length(option.value, 1, 150), `${at}: option value`);
  }
}

function checkElement(element: Node, at: string, check: Check): void {
  check(length(element.action_id, 1, 255), `${at}: action_id`);
  switch (element.type) {
    case 'button':
      check(isText(element.text, 'plain_text', 75), `${at}: button text`);
      check(length(element.value, 1, 2_000), `${at}: button value`);
      check(element.style === undefined || element.style === 'primary' || element.style === 'danger', `${at}: style`);
      break;
    case 'static_select':
      check(isText(element.placeholder, 'plain_text', 150), `${at}: placeholder`);
      check((element.options === undefined) !== (element.option_groups === undefined), `${at}: options or groups`);
      if (element.options !== undefined) checkOptions(element, at, check);
      if (element.option_groups === undefined) break;
      check(count(element.option_groups, 1, 100), `${at}: number of groups`);
      for (const group of nodes(element.option_groups)) {
        check(isText(group.label, 'plain_text', 75), `${at}: group label`);
        checkOptions(group, at, check);
      }
      break;
    case 'users_select':
      check(isText(element.placeholder, 'plain_text', 150), `${at}: placeholder`);
      break;
    default:
      check(false, `${at}: ${String(element.type)} is not an element that Baton posts`);
  }
}

function checkRichText(part: Node, at: string, check: Check): void {
  check(part.type === 'rich_text_section' || part.type === 'rich_text_quote', `${at}: ${String(part.type)}`);
  for (const leaf of nodes(part.elements)) {
    if (leaf.type === 'text') check(length(leaf.text, 1, 3_000), `${at}: leaf text`);
    else check(['emoji', 'user', 'link', 'date'].includes(String(leaf.type)), `${at}: leaf ${String(leaf.type)}`);
    if (leaf.type === 'date') check(Number.isInteger(leaf.timestamp), `${at}: date`);
    if (leaf.type === 'link') check(URL.canParse(String(leaf.url)), `${at}: link`);
  }
}

function isText(value: unknown, type: 'plain_text' | null, max: number): boolean {
  const node = value as Node | undefined;
  const kind = type === null ? node?.type === 'mrkdwn' || node?.type === 'plain_text' : node?.type === type;
  return kind && length(node?.text, 1, max) && (node?.type !== 'mrkdwn' || node.emoji === undefined);
}

const length = (value: unknown, min: number, max: number): boolean =>
  typeof value === 'string' && value.length >= min && value.length <= max;
const count = (value: unknown, min: number, max: number): boolean =>
  Array.isArray(value) && value.length >= min && value.length <= max;
const nodes = (value: unknown): Node[] => (Array.isArray(value) ? (value as Node[]) : []);
const unique = (ids: readonly unknown[]): boolean => {
  const given = ids.filter((id) => id !== undefined);
  return new Set(given).size === given.length;
};

const lengthOfText = (value: unknown): number =>
  leavesOf(value).reduce((sum, { key, text }) => (key === 'text' || key === 'fallback' ? sum + text.length : sum), 0);

/** Every string under a value, with the key it stands at. */
export function leavesOf(value: unknown, key = ''): { readonly key: string; readonly text: string }[] {
  if (typeof value === 'string') return [{ key, text: value }];
  if (Array.isArray(value)) return value.flatMap((item) => leavesOf(item, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => leavesOf(item, name));
}
