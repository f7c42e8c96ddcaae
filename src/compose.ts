import type { RequestHandler, Router } from 'express';
import { loadAdapter } from './adapter-loader';
import { createAi } from './ai/model/create-ai';
import { meteredSpeech } from './ai/model/metered';
import { readSignals } from './ai/signals/read-signals';
import type { EffectPorts, PatienceTable } from './application/effect-ports';
import { maskedInbox } from './application/masked-inbox';
import { takingTurns } from './application/media/in-turn';
import { HELD_MS, HOUR_MS, MINUTE_MS } from './application/outcome';
import { policyFor } from './application/policy-for';
import { rescueThreads } from './application/rescue-threads';
import type { LanePorts } from './application/run-lane';
import { answerRules, signalRules } from './config/handoff-rules';
import type { Config } from './config/load-config';
import { policyChoices } from './config/policy-choices';
import { accountKey, createInbox, createModel, createProvider, createSpeech, findChannel } from './create-adapters';
import type { InboxCapabilities } from './domain/delivery/capabilities';
import { type AccountId, DEFAULT_TENANT, instant } from './domain/ids';
import { avatarRouter } from './http/avatars/avatar-route';
import { healthRouter } from './http/health-route';
import { signedLinks } from './http/media-link';
import { mediaRouter } from './http/media-route';
import { createHttpServer } from './http/server';
import { type Webhook, webhookRouter } from './http/webhook-route';
import { createLogger } from './observability/logger';
import { createMetrics } from './observability/metrics';
import type { OpenStore } from './persistence/postgres-store';
import type { KnowledgeBase } from './ports/knowledge-base';
import type { Logger } from './ports/logger';
import type { ModelLedger } from './ports/model-ledger';
import type { Toolbox } from './ports/tool';
import type { Ingress } from './ports/webhook';
import { oneTimeCodes } from './tools/one-time-codes';
import { createToolbox } from './tools/toolbox';
import { createConnections } from './workers/connections';
import { prepareAll } from './workers/prepare';
import { createUpkeep } from './workers/upkeep';
import { createWorkLoop } from './workers/work-loop';

export interface Baton {
  /** The port it listens on; null for a process that serves nobody. */
  readonly port: number | null;
  /** Stops taking work, finishes what is at hand and closes the database. */
  close(): Promise<void>;
  readonly opened: OpenStore;
  readonly log: Logger;
}

export interface Overrides {
  readonly routers?: readonly (Router | RequestHandler)[];
  /** Stands before the webhooks and sees every request. */
  readonly front?: RequestHandler;
  /** Called on closing, when no work is done any more and the database is still open. */
  readonly beforeClose?: () => Promise<void>;
  /** Tests kill the process here; see EffectPorts. */
  readonly point?: EffectPorts['point'];
  readonly patience?: Partial<PatienceTable>;
  /** How often held accounts are looked at; see createUpkeep. */
  readonly recheckMs?: number;
  readonly toolbox?: Toolbox;
  /** Tests that are not about pace do not wait for it. */
  readonly inboxCapabilities?: Partial<InboxCapabilities>;
}

/** Builds everything by hand, in reading order, and starts what this process's ROLE asks for. */
export async function compose(
  config: Config,
  opened: OpenStore,
  knowledge: KnowledgeBase,
  overrides: Overrides = {},
): Promise<Baton> {
  const log = createLogger(config.core.logLevel);
  const metrics = createMetrics(opened.vitals);
  const point = overrides.point ?? (async () => undefined);

  const providers = await Promise.all(config.channels.map((chosen) => createProvider(chosen, config, opened, log)));
  const openInbox = await createInbox(config, opened, log);
  const inbox = maskedInbox(openInbox);
  const channel = findChannel(providers);
  const declared = await createToolbox({
    settings: config.tools,
    loadServers: () => loadAdapter('tools', 'mcp'),
    log,
    now: Date.now,
  });
  const toolbox = overrides.toolbox ?? declared;
  const model = await createModel(config.model, config, opened, log);
  const speech = await createSpeech(model, config, opened, log);
  const ledger: ModelLedger = {
    record: (call) => {
      metrics.countModelCall(call);
      return opened.ledger.record(call);
    },
    spent: opened.ledger.spent,
  };
  const { responder, summarizer, drafter } = createAi({
    model,
    knowledge,
    toolbox,
    channelOf: ({ channelId }) => channel(channelId).channel.capabilities,
    ledger,
    caps: { perConversation: Number(config.core.tokensPerConversation), perDay: Number(config.core.tokensPerDay) },
    rules: answerRules(config.core),
    contactKey: opened.keyFor('contacts named to models').toString('hex'),
    log,
    now: Date.now,
  });

  const rules = signalRules(config.core);
  const links = signedLinks(opened.keyFor('media links'), config.publicUrl, () => Date.now());

  const inboxCapabilities = { ...inbox.capabilities, ...overrides.inboxCapabilities };
  const ports: LanePorts = {
    store: opened.store,
    channel,
    inbox,
    publicUrl: config.publicUrl,
    tellOpenly: openInbox.tell,
    files: {
      store: opened.media,
      links,
      maxBytes: Number(config.core.mediaMaxMb) * 1024 * 1024,
      inTurn: takingTurns(FILES_AT_ONCE),
      passing: takingTurns(FILES_AT_ONCE),
    },
    responder,
    summarizer,
    drafter,
    speech: speech === null ? null : meteredSpeech(speech, { ledger, log, now: Date.now }),
    toolbox,
    codes: oneTimeCodes(opened.keyFor('one-time codes')),
    log,
    now: () => instant(Date.now()),
    resendUnknown: config.core.unknownOutcome === 'resend',
    patience: { ...PATIENCE, ...overrides.patience },
    point,
    readSignals: (text, context) => readSignals(text, context, rules),
    inboxCapabilities,
    policyFor: policyFor(
      policyChoices(config.core, summarizer.summarize !== undefined, speech !== null),
      (state) => channel(state.channelId).channel,
      () => ({ places: inbox.places?.list() ?? [], threadMax: inboxCapabilities.threadMax ?? null }),
    ),
    readBack: (thread) => upkeep.readBack(thread),
    wake: opened.wake.signal,
  };

  const neighbours: readonly (Ingress & { accountId: AccountId })[] = [...providers, inbox];
  const { role } = config.core;
  const serves = role === 'all' || role === 'web';
  const works = role === 'all' || role === 'worker';
  let serving = false;

  const upkeep = createUpkeep(accountKey(inbox.accountId), inbox, {
    store: opened.store,
    prune: () => opened.prune(Number(config.core.mediaKeepDays)),
    recheckHeld: async () => {
      if (await rescueThreads(accountKey(inbox.accountId), inbox, opened.store)) opened.wake.signal();
      for (const accountId of await opened.store.heldAccounts(DEFAULT_TENANT)) preparing.again(accountId);
    },
    recheckMs: overrides.recheckMs ?? null,
    wake: opened.wake.signal,
    log,
  });
  const http = createHttpServer(
    [
      ...(overrides.front === undefined ? [] : [overrides.front]),
      webhookRouter({
        webhooks: webhooksOf(neighbours),
        publicUrl: config.publicUrl,
        store: opened.store,
        wake: opened.wake.signal,
        log,
        point,
        count: metrics.countWebhook,
        onMissedEvents: () => upkeep.readBack(),
      }),
      mediaRouter({ links, media: opened.media }),
      avatarRouter(),
      healthRouter({
        ping: opened.ping,
        isServing: () => serving,
        metrics: metrics.text,
        metricsToken: config.core.metricsToken,
      }),
      ...(overrides.routers ?? []),
    ],
    log,
  );
  const loop = createWorkLoop(ports);
  opened.wake.onWake(loop.wake);
  const connections = createConnections(
    neighbours.map((one) => ({ key: accountKey(one.accountId), ingress: one })),
    {
      exclusive: opened.exclusive,
      receive: (account, events) => opened.store.receive(account, { events }).then(opened.wake.signal),
      log,
    },
  );

  const port = serves ? await http.listen(config.port, config.host) : null;
  serving = true;
  if (works) loop.start();
  const preparing = prepareAll(
    neighbours.map((one) => ({ name: one.accountId, ingress: one })),
    {
      log,
      onReady: (accountId, unusable) =>
        opened.store.accountWorks(accountKey(accountId), unusable, HELD_MS).then(opened.wake.signal),
    },
  );
  if (role !== 'web') connections.start();
  if (works) upkeep.start();

  return {
    port,
    opened,
    log,
    async close() {
      serving = false;
      upkeep.stop();
      preparing.stop();
      await Promise.all([http.close(), connections.stop()]);
      await loop.stop();
      await declared.close();
      await overrides.beforeClose?.();
      await opened.close();
    },
  };
}

/** Of those that are in memory as a whole, and again of those that pass through. */
const FILES_AT_ONCE = 4;

/** Certain refusals are retried by time, not by count: see the delivery promises in the README. */
const PATIENCE: PatienceTable = {
  thread: { giveUpAfterMs: null, retryBaseMs: 500, retryMaxMs: MINUTE_MS },
  agentReply: { giveUpAfterMs: 24 * HOUR_MS, retryBaseMs: 500, retryMaxMs: MINUTE_MS },
  aiReply: { giveUpAfterMs: 10 * MINUTE_MS, retryBaseMs: 500, retryMaxMs: MINUTE_MS },
  model: { giveUpAfterMs: 20_000, retryBaseMs: 1_000, retryMaxMs: 5_000 },
  tool: { giveUpAfterMs: MINUTE_MS, retryBaseMs: 1_000, retryMaxMs: 10_000 },
};

const webhooksOf = (neighbours: readonly (Ingress & { accountId: AccountId })[]): ReadonlyMap<string, Webhook> =>
  new Map(
    neighbours.flatMap(({ accountId, webhook }): [string, Webhook][] =>
      webhook === undefined ? [] : [[accountId, { account: accountKey(accountId), handler: webhook }]],
    ),
  );
