import { z } from 'zod';
import { MOODS, type Moods } from './moods';
import { NotThere, type Stage } from './stage';

/** What a page may ask for beyond what people do on their screens. */
export interface Controls {
  readonly moods: Moods;
  /** Moves business time, here and at the providers. */
  advance(ms: number): Promise<void>;
  /** Writes down what people did, as a real provider would before it shows it as sent. */
  keep(): Promise<void>;
  /** Begins anew, soon. */
  readonly reset: () => void;
}

const HOUR_MS = 3_600_000;
const id = z.string().min(1).max(200);
const text = z.string().min(1).max(20_000);
const file = z.object({
  name: z.string().min(1).max(200),
  mediaType: z.string().max(200),
  base64: z.base64(),
  kind: z.enum(['voice', 'sticker']).optional(),
});
const asCustomer = { channel: id, customer: id };
const asAgent = { agent: id, place: id };

const toFile = ({ name, mediaType, base64, kind }: z.infer<typeof file>) => ({
  ...{ name, mediaType: mediaType || 'application/octet-stream', bytes: Buffer.from(base64, 'base64') },
  ...(kind === undefined ? {} : { kind }),
});

const offered = <T>(method: T | undefined, what: string): T => {
  if (method === undefined) throw new NotThere(`${what} is not possible here.`);
  return method;
};

const action = <T>(
  schema: z.ZodType<T>,
  run: (wanted: T, stage: Stage, controls: Controls) => Promise<unknown>,
): { schema: z.ZodType; run: (wanted: unknown, stage: Stage, controls: Controls) => Promise<unknown> } => ({
  schema,
  run: (wanted, stage, controls) => run(wanted as T, stage, controls),
});

/** Everything a page can do, by its path. A rejection is a sentence for the person at the page. */
const ACTIONS = {
  'customer/say': action(z.object({ ...asCustomer, text }), (wanted, stage) =>
    stage.channel(wanted.channel).say(wanted.customer, wanted.text),
  ),
  'customer/file': action(z.object({ ...asCustomer, file, caption: text.optional() }), async (wanted, stage) => {
    const channel = stage.channel(wanted.channel);
    offered(channel.sendMedia, 'Sending files');
    return channel.sendMedia?.(wanted.customer, toFile(wanted.file), wanted.caption);
  }),
  'customer/edit': action(z.object({ ...asCustomer, message: id, text }), async (wanted, stage) => {
    const channel = stage.channel(wanted.channel);
    offered(channel.edit, 'Editing');
    return channel.edit?.(wanted.customer, wanted.message, wanted.text);
  }),
  'customer/tap': action(z.object({ ...asCustomer, message: id, label: text }), async (wanted, stage) => {
    const channel = stage.channel(wanted.channel);
    offered(channel.tap, 'Tapping');
    return channel.tap?.(wanted.customer, wanted.message, wanted.label);
  }),
  'customer/react': action(z.object({ ...asCustomer, message: id, emoji: id }), async (wanted, stage) => {
    const channel = stage.channel(wanted.channel);
    offered(channel.react, 'Reacting');
    return channel.react?.(wanted.customer, wanted.message, wanted.emoji);
  }),
  'customer/gesture': action(z.object({ ...asCustomer, name: id }), (wanted, stage) =>
    stage.channel(wanted.channel).gesture(wanted.customer, wanted.name),
  ),
  'agent/write': action(z.object({ ...asAgent, root: id.nullable(), text }), (wanted, { team }) =>
    team.write(wanted.agent, wanted.place, wanted.root, wanted.text),
  ),
  'agent/upload': action(
    z.object({ ...asAgent, root: id, files: z.array(file).min(1).max(10), text: text.optional() }),
    async (wanted, { team }) => {
      offered(team.upload, 'Sending files');
      return team.upload?.(wanted.agent, wanted.place, wanted.root, wanted.files.map(toFile), wanted.text);
    },
  ),
  'agent/edit': action(z.object({ ...asAgent, post: id, text }), (wanted, { team }) =>
    team.edit(wanted.agent, wanted.place, wanted.post, wanted.text),
  ),
  'agent/remove': action(z.object({ ...asAgent, post: id }), (wanted, { team }) =>
    team.remove(wanted.agent, wanted.place, wanted.post),
  ),
  'agent/react': action(z.object({ ...asAgent, post: id, emoji: id }), (wanted, { team }) =>
    team.react(wanted.agent, wanted.place, wanted.post, wanted.emoji),
  ),
  'agent/press': action(
    z.object({ ...asAgent, post: id, action: id, value: z.string().max(4_000).optional() }),
    (wanted, { team }) => team.press(wanted.agent, wanted.place, wanted.post, wanted.action, wanted.value),
  ),
  'agent/submit': action(z.object({ agent: id, values: z.record(id, z.string()) }), async (wanted, { team }) => {
    offered(team.submit, 'Sending a form');
    return team.submit?.(wanted.agent, wanted.values);
  }),
  'agent/close': action(z.object({ agent: id }), async (wanted, { team }) => team.closeModal?.(wanted.agent)),
  'time/advance': action(z.object({ hours: z.number().positive().max(720) }), ({ hours }, _stage, controls) =>
    controls.advance(hours * HOUR_MS),
  ),
  'provider/mood': action(z.object({ name: id, mood: z.enum(MOODS) }), async (wanted, stage, { moods }) =>
    moods.set(stage.provider(wanted.name), wanted.mood),
  ),
  'world/reset': action(z.object({}), async (_wanted, _stage, { reset }) => reset()),
} as const;

/** Does what a page asked for. Rejects with NotThere, with ZodError, or with what the provider's client would say. */
export async function act(path: string, body: unknown, stage: Stage, controls: Controls): Promise<unknown> {
  const found = Object.hasOwn(ACTIONS, path) ? ACTIONS[path as keyof typeof ACTIONS] : undefined;
  if (found === undefined) throw new NotThere(`The sandbox cannot do "${path}".`);
  const answer = await found.run(found.schema.parse(body), stage, controls);
  await controls.keep();
  return answer ?? {};
}
