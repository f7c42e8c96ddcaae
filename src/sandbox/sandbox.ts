import type { RequestHandler, Router } from 'express';
import type { ActivityLog } from '../ports/activity';
import type { AdapterStorage } from '../ports/adapter';
import type { Logger } from '../ports/logger';
import { AnswerTimes } from './answer-times';
import type { Business } from './business';
import { Keeper } from './keeper';
import { Moods } from './moods';
import { pageRouter } from './page-router';
import { type Candidate, startProviders } from './providers';
import { SHOP_TOOLS, type ShopService, startShopService } from './shop-service/start';
import { Stage } from './stage';
import { tell } from './story/tell';
import { Streams } from './streams';
import { sections, type View } from './view';

/** What the sandbox is given by the one who puts it together. */
export interface SandboxPorts {
  readonly candidates: readonly Candidate[];
  readonly business: Business;
  /** The order service of the sample shop takes part, so that the AI can look orders up and change them. */
  readonly withShopService: boolean;
  /** Where the emulated providers are kept over a restart. */
  readonly storage: AdapterStorage;
  readonly clock: { ahead(): Promise<number>; advance(ms: number): Promise<void> };
  readonly activity: ActivityLog;
  /** Calls the listener when Baton stored or finished something. */
  readonly onActivity: (listener: () => void) => void;
  /** Tells Baton's workers that something may be due. */
  readonly wake: () => void;
  /** Forgets everything and begins anew, soon. */
  readonly reset: () => void;
  readonly log: Logger;
}

export interface Sandbox {
  /** Names of the adapters to switch on, and the environment that makes them talk to their emulators. */
  readonly channels: readonly string[];
  readonly inbox: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Has to see every request, before the webhooks. */
  readonly front: RequestHandler;
  readonly router: Router;
  /** Baton listens there now: providers may deliver. */
  connect(publicUrl: string): void;
  /** Sends open pages away, so that the server can close. */
  endStreams(): void;
  /** Writes down what the providers know; after Baton's last call and while its database is open. */
  keep(): Promise<void>;
  stop(): Promise<void>;
}

/** Recent enough to follow, few enough to be read in a moment. */
const EVENTS_SHOWN = 250;

/** Starts the emulated providers and the page. Rejects with a sentence when there is nothing to emulate. */
export async function startSandbox(ports: SandboxPorts): Promise<Sandbox> {
  let aheadMs = await ports.clock.ahead();
  const moods = new Moods();
  const times = new AnswerTimes();
  // The page is told what providers do, and they are started before it.
  let streams: Streams | null = null;
  const changed = (): void => streams?.changed();
  const providers = await startProviders(ports.candidates, {
    storage: ports.storage,
    now: () => Date.now() + aheadMs,
    onChange: changed,
    log: ports.log,
  });
  const shop = ports.withShopService ? await openShop(ports.storage, () => Date.now() + aheadMs) : null;
  if (shop !== null) providers.watch({ name: SHOP, label: 'order service', running: shop });
  shop?.onChange(changed);
  const stage = new Stage(providers.all);
  const label = (accountId: string, channelId: string | null): string => {
    // An adapter with several accounts names them `<adapter>:<account>`.
    const provider = stage.providers.find(({ name }) => name === accountId.split(':')[0]);
    const channel = provider?.running.customerSide?.channels.find(({ id }) => id === channelId);
    return channel?.label ?? provider?.label ?? accountId;
  };
  const agents = new Map(stage.team.agents.map(({ id, name }) => [id, name]));
  const telling = { label, agent: (id: string) => agents.get(id) ?? null, answeredIn: times.of };
  const look = async (view: View) => ({
    ...sections(stage, view, { moods, aheadMs, business: ports.business }),
    mail: shop?.mails() ?? [],
    story: tell(await ports.activity.recent(EVENTS_SHOWN), telling),
  });
  const watching = new Streams(look);
  streams = watching;
  ports.onActivity(changed);
  const advance = async (ms: number): Promise<void> => {
    await ports.clock.advance(ms);
    aheadMs = await ports.clock.ahead();
    ports.wake();
  };
  return {
    channels: stage.providers.filter(({ kind }) => kind === 'channel').map(({ name }) => name),
    inbox: stage.teamProvider.name,
    settings: Object.assign({}, ...stage.providers.map(({ running }) => running.settings), shopSettings(shop)),
    front: times.watch,
    router: pageRouter(stage, watching, { moods, advance, keep: providers.keep, reset: ports.reset }, ports.log),
    connect: (publicUrl) => {
      for (const { running } of stage.providers) running.connect(publicUrl);
    },
    endStreams: () => watching.end(),
    keep: () => providers.keep(),
    stop: async () => {
      await providers.stop();
      await shop?.stop();
    },
  };
}

const SHOP = 'order-service';

const openShop = async (storage: AdapterStorage, now: () => number): Promise<ShopService> =>
  startShopService({ now, snapshot: await storage.get<unknown>(Keeper.keyOf(SHOP)) });

const shopSettings = (shop: ShopService | null): Readonly<Record<string, string>> =>
  shop === null ? {} : { ...shop.settings, TOOLS_FILE: SHOP_TOOLS };
