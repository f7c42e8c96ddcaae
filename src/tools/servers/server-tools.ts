import { PortError } from '../../domain/errors';
import type { Logger } from '../../ports/logger';
import type { OfferedTool, Tool, ToolServer } from '../../ports/tool';
import type { DeclaredServer } from '../file/schema';
import { misfits } from './offered';
import { serverTool } from './server-tool';

/** What a server offers changes rarely; a turn does not wait for it to say so again. */
const FRESH_MS = 5 * 60_000;
/** A server that is away is asked again after this, by whoever has a turn then. */
const AWAY_MS = 15_000;
/** A customer waits for the answer: a server that takes longer to say what it offers is away for this turn. */
const WAIT_MS = 2_000;

export interface ServerToolsOptions {
  readonly declared: DeclaredServer;
  readonly server: ToolServer;
  readonly log: Logger;
  readonly now: () => number;
  readonly waitMs?: number;
}

/** The tools of one server that the file names and the server offers, as far as it can be reached. */
export class ServerTools {
  private offered: readonly OfferedTool[] | null = null;
  private askedAt = Number.NEGATIVE_INFINITY;
  private asking: Promise<void> | null = null;
  private said = '';

  constructor(private readonly options: ServerToolsOptions) {}

  /** Never rejects. Asks when what is known is old, and waits for the answer only when nothing is known. */
  async tools(): Promise<readonly Tool[]> {
    const age = this.options.now() - this.askedAt;
    if (age >= (this.offered === null ? AWAY_MS : FRESH_MS)) this.ask();
    if (this.offered === null && this.asking !== null) await atMost(this.asking, this.options.waitMs ?? WAIT_MS);
    const offered = this.offered ?? [];
    const { declared, server } = this.options;
    return declared.tools
      .filter((tool) => misfits(tool, offered).length === 0)
      .map((tool) => serverTool(tool, { declared, server, onAway: () => this.forget() }));
  }

  async close(): Promise<void> {
    await this.options.server.close();
  }

  private forget(): void {
    this.offered = null;
    this.askedAt = this.options.now();
  }

  private ask(): void {
    if (this.asking !== null) return;
    this.askedAt = this.options.now();
    this.asking = this.list().finally(() => {
      this.asking = null;
    });
  }

  private async list(): Promise<void> {
    const { declared, server } = this.options;
    try {
      this.offered = await server.list(AbortSignal.timeout(declared.timeoutMs));
      this.tell(declared.tools.flatMap((tool) => misfits(tool, this.offered ?? [])).join(' '));
    } catch (error) {
      this.forget();
      this.tell(error instanceof PortError ? error.message : 'It fails for an unknown reason.');
    }
  }

  /** Once per change, so that a server that is away for a day does not fill the log. */
  private tell(problem: string): void {
    if (problem === this.said) return;
    this.said = problem;
    const { declared, log } = this.options;
    if (problem === '') log.info(`The tools of ${declared.name} are there.`);
    else log.warn(`Tools of ${declared.name} cannot be used. ${problem}`);
  }
}

async function atMost(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, waited]);
  clearTimeout(timer);
}
