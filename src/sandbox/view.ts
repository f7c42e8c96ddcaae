import type { EmulatedPost, ScreenMessage } from '../ports/emulator';
import type { Business } from './business';
import type { Mood, Moods } from './moods';
import type { Stage } from './stage';

/** What one open page looks at. Unknown ids fall back to the first there is. */
export interface View {
  readonly channel: string;
  readonly customer: string;
  readonly agent: string;
  /** A channel of the team, and in it a thread; empty: none. */
  readonly place: string;
  readonly thread: string;
}

/** The parts of the page, each pushed when it changes. */
export interface Sections {
  readonly world: unknown;
  readonly phone: unknown;
  readonly team: unknown;
  readonly modal: unknown;
}

export interface WorldFacts {
  readonly moods: Moods;
  readonly aheadMs: number;
  readonly business: Business;
}

export function sections(stage: Stage, wanted: View, facts: WorldFacts): Sections {
  const view = existing(stage, wanted);
  return {
    world: world(stage, facts),
    phone: phone(stage, view),
    team: team(stage, view),
    modal: stage.team.modal?.(view.agent) ?? null,
  };
}

function existing(stage: Stage, wanted: View): View {
  const channel = stage.channels.find(({ id }) => id === wanted.channel) ?? stage.channels[0];
  const customer = channel?.customers.find(({ id }) => id === wanted.customer) ?? channel?.customers[0];
  const agents = people(stage);
  const agent = agents.find(({ id }) => id === wanted.agent) ?? agents[0];
  const places = stage.team.channels();
  const place = places.find(({ id }) => id === wanted.place) ?? places[0];
  return {
    channel: channel?.id ?? '',
    customer: customer?.id ?? '',
    agent: agent?.id ?? '',
    place: place?.id ?? '',
    thread: wanted.thread,
  };
}

const people = (stage: Stage) => stage.team.agents.filter(({ kind }) => kind !== 'bot');

function world(stage: Stage, { moods, aheadMs, business }: WorldFacts) {
  return {
    channels: stage.channels.map((channel) => ({
      id: channel.id,
      label: channel.label,
      customers: channel.customers,
      gestures: channel.gestures,
      canEdit: channel.edit !== undefined,
      canReact: channel.react !== undefined,
      canSendFiles: channel.sendMedia !== undefined,
      /** How much each customer has received, so that a page that looks elsewhere can say that there is something new. */
      received: Object.fromEntries(channel.customers.map(({ id }) => [id, received(channel.screen(id).messages)])),
    })),
    team: {
      label: stage.team.label,
      format: stage.team.format,
      agents: people(stage),
      /** Names behind ids that posts mention, those of bots as well. */
      names: Object.fromEntries(stage.team.agents.map(({ id, name }) => [id, name])),
      places: stage.team.channels(),
      canUpload: stage.team.upload !== undefined,
    },
    providers: stage.providers.map((provider) => ({
      name: provider.name,
      label: provider.label,
      mood: moods.of(provider) satisfies Mood,
    })),
    aheadMs,
    business,
  };
}

const received = (messages: readonly ScreenMessage[]): number =>
  messages.filter(({ from }) => from === 'business').length;

function phone(stage: Stage, { channel, customer }: View) {
  if (channel === '' || customer === '') return null;
  const screen = stage.channel(channel).screen(customer);
  const media = (message: ScreenMessage) =>
    message.media?.url === undefined
      ? {}
      : { media: { ...message.media, url: mediaPath('phone', channel, customer, message.id) } };
  return {
    channel,
    customer,
    typing: screen.typing,
    blocked: screen.blocked,
    messages: screen.messages.map((message) => ({ ...message, ...media(message) })),
  };
}

function team(stage: Stage, { agent, place, thread }: View) {
  if (place === '') return null;
  const shown = (post: EmulatedPost, root: string) => ({
    ...post,
    files: post.files.map((file, index) =>
      file.url === undefined
        ? file
        : { ...file, url: mediaPath('team', agent, place, root === '' ? '-' : root, post.id, String(index)) },
    ),
  });
  const posts = stage.team.posts(place, agent);
  const root = posts.find(({ id }) => id === thread) ?? null;
  return {
    agent,
    place,
    posts: posts.map((post) => shown(post, '')),
    root: root === null ? null : shown(root, ''),
    replies: root === null ? [] : stage.team.thread(place, root.id, agent).map((post) => shown(post, root.id)),
  };
}

const mediaPath = (...parts: readonly string[]): string => `/sandbox/media/${parts.map(encodeURIComponent).join('/')}`;
