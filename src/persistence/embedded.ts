import { unprivilegedAccount } from './embedded-account';
import { packagedHome, usableBinaries } from './embedded-binaries';
import { connectTo, ensureDatabase, hasOtherClients, keepsProcessAlive } from './embedded-connection';
import { DATABASE, ensureData, USER } from './embedded-data';
import { accountFor, placeOfData, STATE_FOLDERS, stateFolder } from './embedded-place';
import { joinOrStart, stopServer } from './embedded-server';
import { logFileOf, type ServerFiles } from './embedded-start';

export interface EmbeddedOptions {
  /** Where the data go. Made if it does not exist; a data directory of ours is used again. */
  readonly dataDir: string;
  readonly log: (line: string) => void;
  /** More of PostgreSQL's settings. They count only for the process that starts the server, not for one that joins it. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The binaries and root's folders, for tests that take something away from them. */
  readonly home?: string;
  readonly stateFolders?: readonly string[];
}

export interface EmbeddedServer {
  readonly url: string;
  readonly port: number;
  /** The server was running before. */
  readonly adopted: boolean;
  /** Milliseconds since the call at which each step was done. */
  readonly timings: Readonly<Record<'prepared' | 'initialized' | 'ready', number>>;
  /**
   * Lets go of the server, and stops it unless another process uses it. Close your own connections before. Two
   * processes that leave in the same instant may both leave it running; the next start finds and uses it.
   */
  stop(): Promise<void>;
}

/**
 * The database of those who have set no DATABASE_URL: a real PostgreSQL on a loopback port, with its data in `dataDir`.
 *
 * The server is a process of its own and outlives a crash of ours: the next start adopts it. The steps: which account
 * runs it (ours, or an unprivileged one when we are root), where that account can reach data and binaries, initdb if
 * there are no data yet, join or start, create our database.
 *
 * Rejects with EmbeddedUnavailable when it cannot work here as things are, with EmbeddedFailed when it should have.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const begun = performance.now();
  const elapsed = () => Math.round(performance.now() - begun);
  const { log, settings = {}, stateFolders = STATE_FOLDERS } = options;

  const home = options.home ?? packagedHome();
  const unprivileged = unprivilegedAccount();
  const outside = async () => stateFolder(unprivileged ?? { uid: 0, gid: 0 }, stateFolders);
  const place = await placeOfData(options.dataDir, unprivileged, outside, log);
  const account = accountFor(place, unprivileged);
  const binaries = await usableBinaries(home, account, outside);
  const prepared = elapsed();

  const password = await ensureData(place, binaries, account);
  const initialized = elapsed();

  const files: ServerFiles = { place, password, binaries, account, settings };
  const { pid, port, adopted, connection } = await joinOrStart(files);
  await ensureDatabase(connection);
  keepsProcessAlive(connection, false);
  const ready = elapsed();

  let stopping: Promise<void> | undefined;
  connection.once('end', () => {
    if (!stopping) log(`The database has closed its connection. What happened is in ${logFileOf(place)}.`);
  });

  const leave = async () => {
    keepsProcessAlive(connection, true);
    const others = await hasOtherClients(connection).catch(async () => {
      // Ours was cut off, and that does not mean that the server is gone.
      const again = await connectTo(place, port, password);
      return again ? hasOtherClients(again).finally(() => again.end()) : false;
    });
    if (!others) await stopServer(files, pid);
    await connection.end().catch(() => undefined);
  };
  return {
    url: `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`,
    port,
    adopted,
    timings: { prepared, initialized, ready },
    stop: () => (stopping ??= leave()),
  };
}
