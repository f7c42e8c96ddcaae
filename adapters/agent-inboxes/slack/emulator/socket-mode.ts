import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { EventSocket } from './deliveries';
import type { QueuedEvent } from './delivery-switches';
import type { HttpAnswer } from './http-post';
import { secret, uuid } from './ids';
import { WebSocketConnection } from './websocket';
import { isJson, type Json } from './wire';
import type { Workspace } from './workspace';

const MAX_CONNECTIONS = 10;
const CLOSING_MS = 500;
const HOST = 'applink-emulated';

type Acknowledge = (payload: Json | null) => void;

/** Slack's Socket Mode: up to ten connections, each envelope to one of them, an acknowledgement within three seconds. */
export class SocketMode implements EventSocket {
  private readonly tickets = new Set<string>();
  private readonly connections: WebSocketConnection[] = [];
  private readonly waiting = new Map<string, Acknowledge>();
  private turn = 0;

  constructor(
    private readonly workspace: Workspace,
    private readonly deadlineMs: number,
    /** The app has Socket Mode switched on: nothing goes over HTTP even while nobody is connected. */
    private readonly only: boolean,
  ) {}

  get isOpen(): boolean {
    return this.only || this.connections.length > 0;
  }

  get connectionCount(): number {
    return this.connections.length;
  }

  /** An address good for one connection, as `apps.connections.open` answers it. */
  newUrl(): string {
    const ticket = secret(16);
    this.tickets.add(ticket);
    const base = this.workspace.baseUrl.replace(/^http/, 'ws');
    return `${base}/link/?ticket=${ticket}&app_id=${this.workspace.app.id}`;
  }

  accept(request: IncomingMessage, socket: Duplex): void {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (!this.tickets.delete(url.searchParams.get('ticket') ?? '')) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      return;
    }
    const connection = WebSocketConnection.accept(request, socket);
    if (!connection) return;
    if (this.connections.length >= MAX_CONNECTIONS) {
      connection.send(disconnectFrame('too_many_websockets'));
      connection.close();
      return;
    }
    this.connections.push(connection);
    connection.onMessage = (text) => this.acknowledged(text);
    void connection.closed.then(() => this.connections.splice(this.connections.indexOf(connection), 1));
    connection.send(JSON.stringify(this.hello()));
    this.workspace.changed();
  }

  async deliver(event: QueuedEvent): Promise<boolean> {
    const retry = { retry_attempt: event.attempt, retry_reason: event.reason };
    const answer = await this.exchange({
      type: 'events_api',
      payload: event.envelope,
      accepts_response_payload: false,
      ...retry,
    });
    return answer !== null;
  }

  /** An empty acknowledgement is an empty body, as over HTTP. */
  async ask(type: 'interactive' | 'slash_commands', fields: Record<string, string>): Promise<HttpAnswer> {
    const payload = fields.payload === undefined ? fields : (JSON.parse(fields.payload) as Json);
    const answer = await this.exchange({ type, payload, accepts_response_payload: takesAnswer(payload.type) });
    if (answer === null) return { status: 0, headers: {}, body: '' };
    return { status: 200, headers: {}, body: Object.keys(answer).length > 0 ? JSON.stringify(answer) : '' };
  }

  /** What Slack sends before it ends connections: a warning keeps them, the others close them. */
  disconnect(reason: 'warning' | 'refresh_requested' | 'link_disabled'): void {
    for (const connection of [...this.connections]) {
      connection.send(disconnectFrame(reason));
      if (reason !== 'warning') connection.close();
    }
  }

  ping(): void {
    for (const connection of this.connections) connection.ping();
  }

  /** Says goodbye, so that clients do not take it for an accident; whoever does not answer is cut off. */
  async stop(): Promise<void> {
    for (const acknowledge of this.waiting.values()) acknowledge(null);
    const closing = [...this.connections];
    for (const connection of closing) connection.close();
    await Promise.race([
      Promise.all(closing.map(({ closed }) => closed)),
      new Promise((resolve) => setTimeout(resolve, CLOSING_MS).unref()),
    ]);
    for (const connection of closing) connection.destroy();
  }

  private exchange(message: Json): Promise<Json | null> {
    const connection = this.connections[this.turn++ % Math.max(1, this.connections.length)];
    if (!connection) return Promise.resolve(null);
    const envelopeId = uuid();
    return new Promise((resolve) => {
      const deadline = setTimeout(() => this.waiting.get(envelopeId)?.(null), this.deadlineMs);
      this.waiting.set(envelopeId, (payload) => {
        clearTimeout(deadline);
        this.waiting.delete(envelopeId);
        resolve(payload);
      });
      connection.send(JSON.stringify({ envelope_id: envelopeId, ...message }));
    });
  }

  private acknowledged(text: string): void {
    const message: unknown = JSON.parse(text);
    if (!isJson(message)) return;
    this.waiting.get(String(message.envelope_id))?.(isJson(message.payload) ? message.payload : {});
  }

  private hello(): Json {
    return {
      type: 'hello',
      num_connections: this.connections.length,
      debug_info: { host: HOST, build_number: 10, approximate_connection_time: 18_060 },
      connection_info: { app_id: this.workspace.app.id },
    };
  }
}

/** Commands have no `type`. */
const takesAnswer = (type: unknown): boolean =>
  type === undefined || type === 'view_submission' || type === 'block_suggestion';

const disconnectFrame = (reason: string): string =>
  JSON.stringify({ type: 'disconnect', reason, debug_info: { host: HOST } });
