import { Client } from 'pg';

const RECONNECT_MS = 1_000;
/** The class of advisory locks by which processes show that they live. */
export const LIVENESS = 4242;

/**
 * One connection beside the pool: its advisory lock shows that this process lives (others free its lanes 0.6 s after it
 * is gone), and it listens for other processes' wake-ups. While it is down, leases and polling do the same more slowly.
 */
export class WorkerIdentity {
  private client: Client | null = null;
  private stopped = false;
  private number = 0;

  constructor(
    private readonly url: string,
    private readonly onWake: () => void,
  ) {}

  /** The number under which this process claims lanes. */
  owner = (): number => this.number;

  async start(): Promise<void> {
    const client = new Client({ connectionString: this.url, options: '-c role=baton_app', keepAlive: true });
    client.on('notification', this.onWake);
    client.on('error', () => undefined);
    client.on('end', () => this.lost());
    await client.connect();
    const { rows } = await client.query<{ id: number }>(`select nextval('worker_ids')::int as id`);
    const id = rows[0]?.id ?? 0;
    await client.query('select pg_advisory_lock($1, $2)', [LIVENESS, id]);
    await client.query('listen baton_wake');
    this.client = client;
    this.number = id;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.client?.end().catch(() => undefined);
  }

  private lost(): void {
    this.client = null;
    if (this.stopped) return;
    setTimeout(() => {
      if (!this.stopped) this.start().catch(() => this.lost());
    }, RECONNECT_MS).unref();
  }
}
