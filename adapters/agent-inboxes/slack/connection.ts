import { type App, type ReceiverEvent, SocketModeReceiver } from '@slack/bolt';
import { type Connection, type Emit, type Logger, PortError } from '../../../src/ports';
import { clientOptions, quietLogger } from './client';
import { toPortError } from './errors';
import type { Intake } from './intake';

/** A session that ends sooner was not Slack's usual change of connection, which comes every few hours. */
const SHORT_SESSION_MS = 10_000;

/** The SDK waits for ever for a server that takes the connection and says nothing. */
const HELLO_DUE_MS = 15_000;

interface ConnectionOptions {
  readonly appToken: string;
  readonly apiUrl: string;
  readonly intake: Intake;
  readonly log: Logger;
  /** How long a connection may take until Slack has greeted it. */
  readonly helloDueMs?: number;
}

/**
 * Socket Mode: the same bodies over a socket that Baton opens. An envelope is acknowledged after its events are stored,
 * so that Slack sends it again where that failed. The SDK's own reconnecting ends in an unhandled rejection when Slack
 * is out of reach; here each session is opened once, and core starts over with backoff.
 */
export const createConnection = (options: ConnectionOptions): Connection => ({
  run: async (emit, signal) => {
    while (!signal.aborted) {
      const startedAt = Date.now();
      await session(options, emit, signal);
      if (!signal.aborted && Date.now() - startedAt < SHORT_SESSION_MS) {
        throw new PortError('unavailable', 'Slack closed the Socket Mode connection; it is opened again.', {
          adapter: 'slack',
          code: 'socket_closed',
        });
      }
    }
  },
});

async function session(options: ConnectionOptions, emit: Emit, signal: AbortSignal): Promise<void> {
  const receiver = new SocketModeReceiver({
    appToken: options.appToken,
    autoReconnectEnabled: false,
    logger: quietLogger(options.log),
    installerOptions: { clientOptions: clientOptions(options.apiUrl, options.log) },
    processEventErrorHandler: async () => {
      options.log.error('A Slack envelope could not be stored; Slack sends it again');
      return false;
    },
  });
  // All that the receiver asks of an app.
  receiver.init({ processEvent: (event: ReceiverEvent) => store(event, options, emit) } as unknown as App);
  const ended = new Promise<void>((resolve) => receiver.client.once('disconnected', () => resolve()));
  const stop = () => void receiver.client.disconnect();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await greeted(receiver.start(), options.helloDueMs ?? HELLO_DUE_MS);
    options.log.info('Socket Mode is connected');
    await ended;
  } catch (error) {
    stop();
    if (!signal.aborted) throw toPortError(error, { method: 'apps.connections.open', harmless: true, channel: null });
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function greeted(started: Promise<unknown>, dueMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const sentence = 'Slack took the Socket Mode connection and did not greet it; another one is opened.';
      reject(new PortError('unavailable', sentence, { adapter: 'slack', code: 'no_hello' }));
    }, dueMs);
  });
  // Disconnecting rejects it, after nobody waits for it any more.
  started.catch(() => undefined);
  try {
    await Promise.race([started, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function store(event: ReceiverEvent, { intake, log }: ConnectionOptions, emit: Emit): Promise<void> {
  const { reply, events, quarantined, afterStored } = await intake(event.body, {
    ...(event.retryNum === undefined ? {} : { num: event.retryNum }),
    ...(event.retryReason === undefined ? {} : { reason: event.retryReason }),
  });
  if (quarantined)
    log.error('A Slack envelope was not understood; Socket Mode keeps no copy of it', { reason: quarantined.reason });
  await emit(events);
  await event.ack(reply.body === undefined ? undefined : JSON.parse(reply.body));
  afterStored?.();
}
