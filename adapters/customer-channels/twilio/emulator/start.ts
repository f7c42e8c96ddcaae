import type { Server } from 'node:http';
import type { EmulatorOptions, RunningEmulator } from '../../../../src/ports';
import { Activity } from './activity';
import type { Backend, EmulatorSwitches } from './backend';
import { Carrier } from './carrier';
import { RcsPhones, SmsPhones, WhatsappPhones } from './customer-side';
import { FaultList } from './faults';
import { inboundParameters } from './inbound';
import { portOf } from './listen';
import { startStore } from './media-routes';
import { type RecordedCall, startServer } from './server';
import { type EmulatorState, REPLY_TEMPLATE, restoredState, snapshotOf } from './state';
import { Webhooks } from './webhooks';

export interface TwilioEmulatorOptions extends Omit<EmulatorOptions, 'timeScale'>, Partial<EmulatorSwitches> {
  /** Baton is called here instead of at its public address, as if through a proxy that renames the host. */
  readonly deliverTo?: string;
}

export interface TwilioEmulator extends RunningEmulator {
  readonly sms: SmsPhones;
  readonly rcs: RcsPhones;
  readonly whatsapp: WhatsappPhones;
  readonly state: EmulatorState;
  readonly switches: EmulatorSwitches;
  readonly carrier: Carrier;
  readonly webhooks: Webhooks;
  /** Calls since the start or the last `clearCalls`, oldest first, the last 2,000 of them. */
  calls(name?: string): readonly RecordedCall[];
  clearCalls(): void;
  setNow(now: number): void;
  /** Delivers the webhook of a message that is in the list again, as it was or changed. */
  redeliver(sid: string, changed?: Readonly<Record<string, string>>): void;
  /** What Baton did that the real API would punish or silently swallow; taken, they no longer fail `idle` and `stop`. */
  takeProblems(): readonly string[];
}

const CALLS_KEPT = 2000;

const DEFAULTS: EmulatorSwitches = {
  timeScale: 1,
  publicOnly: false,
  rateLimits: false,
  queueSeconds: 36_000,
  maxConcurrent: 0,
  advancedOptOut: true,
  readReceipts: true,
  blockedPrefixes: ['+53', '+850'],
};

/** An account "Sample Shop" with one number, one WhatsApp sender, and two customers. */
export async function startTwilioEmulator(options: TwilioEmulatorOptions = {}): Promise<TwilioEmulator> {
  const { port = 0, snapshot, now: givenNow, deliverTo, ...chosen } = options;
  let clock = givenNow ?? Date.now;
  const listeners = new Set<() => void>();
  const problems: string[] = [];
  const backend = assemble(restoredState(snapshot), { ...DEFAULTS, ...chosen }, () => clock(), listeners, problems);
  backend.webhooks.deliverTo = deliverTo ?? null;
  const faults = new FaultList();
  const calls: RecordedCall[] = [];
  const onCall = (call: RecordedCall) => {
    calls.push(call);
    if (calls.length > CALLS_KEPT) calls.shift();
  };
  const store = await startStore(() => backend);
  const storeUrl = () => `http://127.0.0.1:${portOf(store)}`;
  const server = await startServer({ backend, faults, onCall, storeUrl }, port);
  const sms = new SmsPhones(backend);
  const rcs = new RcsPhones(backend);
  const whatsapp = new WhatsappPhones(backend);
  const { webhooks, activity, state } = backend;
  const failOnProblems = () => {
    if (problems.length > 0) throw new Error(`The Twilio emulator objects:\n${problems.splice(0).join('\n')}`);
  };
  return {
    ...{ sms, rcs, whatsapp, state, webhooks, switches: backend.switches, carrier: backend.carrier },
    settings: settingsOf(state, portOf(server)),
    connect: (publicUrl) => {
      webhooks.publicUrl = publicUrl;
    },
    customerSide: { channels: [sms, whatsapp, rcs] },
    faults: faultSwitches(faults, webhooks),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => snapshotOf(state),
    idle: async () => {
      await activity.idle();
      failOnProblems();
    },
    stop: async () => {
      webhooks.stop();
      await activity.stop();
      await Promise.all([closed(server), closed(store)]);
      failOnProblems();
    },
    calls: (name) => calls.filter((call) => name === undefined || call.name === name),
    clearCalls: () => calls.splice(0),
    setNow: (at) => {
      clock = () => at;
    },
    redeliver: (sid, changed = {}) => {
      const message = state.messages.find((one) => one.sid === sid);
      if (message === undefined) throw new Error(`There is no message ${sid}.`);
      const parameters = { ...inboundParameters(backend, message), ...changed };
      webhooks.send({ url: `${webhooks.publicUrl}/webhooks/twilio`, parameters, lane: `again:${sid}` });
    },
    takeProblems: () => problems.splice(0),
  };
}

function assemble(
  state: EmulatorState,
  switches: EmulatorSwitches,
  now: () => number,
  listeners: ReadonlySet<() => void>,
  problems: string[],
): Backend & { readonly carrier: Carrier } {
  const activity = new Activity();
  const onProblem = (problem: string) => void problems.push(problem);
  const webhooks = new Webhooks(
    { authToken: () => state.account.authToken, timeScale: () => switches.timeScale, onProblem },
    activity,
  );
  const onChange = () => {
    for (const listener of listeners) listener();
  };
  const carrier = new Carrier(() => backend);
  const backend: Backend & { readonly carrier: Carrier } = {
    ...{ state, switches, activity, webhooks, now, onChange, onProblem },
    carrier,
  };
  return backend;
}

const settingsOf = ({ account, smsFrom, whatsappFrom, rcsFrom }: EmulatorState, port: number) => ({
  TWILIO_ACCOUNT_SID: account.sid,
  TWILIO_AUTH_TOKEN: account.authToken,
  TWILIO_SMS_FROM: smsFrom,
  TWILIO_WHATSAPP_FROM: whatsappFrom,
  TWILIO_RCS_FROM: rcsFrom,
  TWILIO_REPLY_TEMPLATE_SID: REPLY_TEMPLATE,
  TWILIO_API_URL: `http://127.0.0.1:${port}`,
});

const faultSwitches = (faults: FaultList, webhooks: Webhooks): RunningEmulator['faults'] => ({
  fail: (fault, count = 1, method) => faults.add(fault, count, method),
  left: () => faults.left(),
  postMethod: 'messages.create',
  clear: () => {
    faults.clear();
    Object.assign(webhooks, { copies: 1, shuffle: false, hold: false });
  },
  deliver: (how) => {
    if (how.copies !== undefined) webhooks.copies = how.copies;
    if (how.shuffle !== undefined) webhooks.shuffle = how.shuffle;
    if (how.hold !== undefined) webhooks.hold = how.hold;
  },
});

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
