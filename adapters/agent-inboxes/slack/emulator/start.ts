import type { RunningEmulator } from '../../../../src/ports';
import { Activity } from './activity';
import { agentSide } from './agent-side';
import { Api } from './api';
import { SlackControl } from './control';
import { Deliveries } from './deliveries';
import type { Emulation } from './emulation';
import { FaultSwitches } from './fault-switches';
import { Humans } from './humans';
import { Installations } from './installations';
import { Interactions } from './interactions';
import { Messages } from './messages';
import { Modals } from './modals';
import type { ResolvedOptions, SlackEmulatorOptions } from './options';
import { Publisher } from './publisher';
import { RateLimits } from './rate-limits';
import { routes } from './routes';
import { DEFAULT_EVENTS, DEFAULT_SCOPES, newWorkspace, SUPPORT } from './seed';
import { startServer } from './server';
import { restore, type SlackSnapshot } from './snapshot';
import { SocketMode } from './socket-mode';
import { Timers } from './timers';
import { ViewStore } from './view-store';
import { Workspace } from './workspace';

export interface RunningSlack extends RunningEmulator {
  readonly agentSide: NonNullable<RunningEmulator['agentSide']>;
  readonly control: SlackControl;
}

/** A workspace "Sample Shop" on loopback, with the app installed. For tests; the sandbox uses `emulator`. */
export const startSlackEmulator = async (options: SlackEmulatorOptions = {}): Promise<RunningSlack> => {
  const now = options.now ?? Date.now;
  const saved = restore(options.snapshot);
  const settled = resolve(options);
  const workspace = new Workspace(saved?.workspace ?? newWorkspace(now(), settled.scopes), now);
  const faults = new FaultSwitches();
  const emulation = assemble(workspace, settled);
  const humans = new Humans(emulation);
  const modals = new Modals(emulation);
  const api = new Api(emulation, new RateLimits(workspace.clock));
  const server = await startServer(options.port ?? 0, faults, routes(api, emulation));
  server.http.on('upgrade', (request, socket) => emulation.socketMode.accept(request, socket));
  workspace.baseUrl = `http://127.0.0.1:${server.port}`;
  const control = new SlackControl(emulation, humans, api, faults, modals);
  return {
    settings: settingsOf(workspace, emulation.options),
    control,
    agentSide: agentSide(emulation, humans, modals),
    connect: (publicUrl) => {
      emulation.deliveries.connect(publicUrl);
      for (const event of saved?.undelivered.splice(0) ?? []) emulation.deliveries.resume(event);
    },
    faults: {
      fail: (fault, count, method) => faults.fail(fault, count, method),
      left: () => faults.left(),
      postMethod: 'chat.postMessage',
      clear: () => {
        faults.clear();
        emulation.deliveries.switches.set({});
      },
      deliver: (switches) => emulation.deliveries.switches.set(switches),
    },
    traffic: () =>
      control.calls().map(({ method, args, status }) => ({ method, text: String(args.text ?? ''), status })),
    onChange: (listener) => workspace.onChange(listener),
    snapshot: (): SlackSnapshot => ({
      version: 1,
      workspace: workspace.snapshot(),
      undelivered: structuredClone([...emulation.deliveries.undelivered()]),
    }),
    idle: () => emulation.activity.idle(),
    stop: async () => {
      emulation.stopTimers();
      emulation.deliveries.stop();
      await emulation.socketMode.stop();
      await server.close();
      emulation.activity.abandon();
    },
  };
};

const resolve = (options: SlackEmulatorOptions): ResolvedOptions => ({
  rateLimits: options.rateLimits ?? false,
  timeScale: options.timeScale ?? 1,
  deadlineMs: options.deadlineMs ?? 3_000,
  scopes: options.scopes ?? DEFAULT_SCOPES,
  events: options.events ?? DEFAULT_EVENTS,
  requestPath: options.requestPath ?? '/webhooks/slack',
  slashCommands: options.slashCommands ?? ['/baton'],
  eventsPerHour: options.eventsPerHour ?? 30_000,
  shareDelayMs: options.shareDelayMs ?? 1_000,
  redirectUrls: options.redirectUrls ?? [],
  tokenRotation: options.tokenRotation ?? false,
  enterprise: options.enterprise ?? null,
  socketMode: options.socketMode ?? false,
});

const assemble = (workspace: Workspace, options: ResolvedOptions): Emulation & { stopTimers(): void } => {
  const activity = new Activity();
  const timers = new Timers(activity);
  const deliveries = new Deliveries(
    {
      signingSecret: () => workspace.app.signingSecret,
      verificationToken: () => workspace.app.verificationToken,
      deadlineMs: options.deadlineMs,
      timeScale: options.timeScale,
      requestPath: options.requestPath,
    },
    activity,
  );
  const publisher = new Publisher(workspace, deliveries, options);
  const socketMode = new SocketMode(workspace, options.deadlineMs, options.socketMode);
  deliveries.socket = socketMode;
  return {
    workspace,
    options,
    activity,
    deliveries,
    publisher,
    messages: new Messages(workspace, publisher),
    interactions: new Interactions(workspace, deliveries, options.enterprise),
    views: new ViewStore(workspace),
    installations: new Installations(workspace, publisher, options),
    socketMode,
    redirectUrls: () =>
      options.redirectUrls.length > 0 ? options.redirectUrls : deliveries.url ? [deliveries.url] : [],
    modes: { restrictedReadBack: false, sharesNeverLand: false, redirectDownloads: false },
    later: (delayMs, work) => timers.later(delayMs, work),
    stopTimers: () => timers.stop(),
  };
};

/** The environment of the adapter, as an admin would copy it from Slack's pages. */
const settingsOf = (workspace: Workspace, options: ResolvedOptions): Record<string, string> => ({
  SLACK_API_URL: `${workspace.baseUrl}/api/`,
  SLACK_BOT_TOKEN: workspace.tokenOfKind('bot')?.[0] ?? '',
  SLACK_SIGNING_SECRET: workspace.app.signingSecret,
  SLACK_CHANNEL: SUPPORT,
  ...(options.socketMode ? { SLACK_APP_TOKEN: workspace.tokenOfKind('app')?.[0] ?? '' } : {}),
});
