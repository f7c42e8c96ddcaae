import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AdapterStorage,
  type AgentInbox,
  type ExternalId,
  type Logger,
  type MediaContent,
  PortError,
  type PostContext,
  type RejectionReason,
  type ThreadFile,
  type ThreadRef,
} from '../../../src/ports';
import type { PostAuthor, SlackClient, SlackFile } from './client';
import { hasScope, type Identities } from './identity';
import { externalId, isTs, placeOf } from './ids';
import { record, records } from './json';
import { isSlackHost } from './media';
import { customerPicture } from './pictures';
import { customerAuthor } from './render';

/** Sending bytes may be repeated, and a slow uplink takes its time. */
const UPLOAD_TIMEOUT_MS = 30_000;
/** Slack looks at a file before it shows it: mostly for a second, sometimes for longer, and now and then for ever. */
const LOOKS_MS = [200, 400, 800, 1_600] as const;
const SHARE_DUE_MS = 60_000;
/** Far longer than an outcome stays unknown. */
const KEPT_MS = 14 * 24 * 60 * 60 * 1_000;
const NEEDED = ['files:write', 'files:read'] as const;

interface UploadOptions {
  readonly client: SlackClient;
  readonly identities: Identities;
  readonly storage: AdapterStorage;
  readonly apiUrl: string;
  readonly now: () => number;
  readonly log: Logger;
}

/** Which file an upload became, from just before Slack was asked to show it. */
interface Begun {
  readonly fileId: string;
  readonly at: number;
  /** It was accepted and not shown in time, and was deleted: it is not tried again. */
  readonly neverShown?: true;
}

type Upload = NonNullable<AgentInbox['files']>;

/**
 * Slack takes a file in three steps, of which only the last shows it, and no step has a key against repeats. The id of the
 * file is stored before that step, and where it was shown is asked of Slack afterwards: the answer does not say.
 */
export function createUpload({ client, identities, storage, apiUrl, now, log }: UploadOptions): Upload {
  const place = (context: PostContext): string => `upload:${context.key}`;

  async function upload(thread: ThreadRef, file: ThreadFile, context: PostContext) {
    await requireScopes(identities);
    const begun = await storage.get<Begun>(place(context));
    if (begun?.neverShown) {
      throw refused('other', 'Slack accepted the file and did not show it within a minute.', 'never_shown');
    }
    const { channel, ts: root } = placeOf(thread);
    const { url, fileId } = await client.uploadUrl(file.name, file.bytes).catch(onlyThisFile);
    await sendBytes(url, file, new URL(apiUrl));
    await storage.set<Begun>(place(context), { fileId, at: now() }, KEPT_MS);
    await client.completeUpload(fileId, file.name, channel, root, await authorOf(file, context)).catch(onlyThisFile);
    for (const pause of LOOKS_MS) {
      const shown = await shareOf(fileId, thread);
      if (shown === 'no such file') break;
      if (shown !== null) return { sentId: shown };
      await sleep(pause);
    }
    throw new PortError('unsure', 'Slack accepted a file and has not shown it yet.', {
      adapter: 'slack',
      code: 'not_shown_yet',
    });
  }

  async function findUpload(thread: ThreadRef, context: PostContext) {
    const begun = await storage.get<Begun>(place(context));
    if (begun === null || begun.neverShown) return null;
    const shown = await shareOf(begun.fileId, thread);
    if (shown === 'no such file') return null;
    if (shown !== null) return { sentId: shown };
    if (now() - begun.at < SHARE_DUE_MS) throw unavailable('not_shown_yet');
    await storage.set<Begun>(place(context), { ...begun, neverShown: true }, KEPT_MS);
    await discard(begun.fileId);
    return null;
  }

  /** A customer's file stands under their name, where Slack lets it. */
  async function authorOf({ from }: ThreadFile, context: PostContext): Promise<PostAuthor> {
    if (from === undefined || !hasScope(await identities.get(), 'chat:write.customize')) return {};
    return customerAuthor(from, { picture: customerPicture(context, apiUrl) });
  }

  /** Where the thread shows it; null: nowhere yet. A file that was only uploaded is none to Slack. */
  async function shareOf(fileId: string, thread: ThreadRef): Promise<ExternalId | null | 'no such file'> {
    const { channel, ts: root } = placeOf(thread);
    const file = await client.file(fileId).catch((error: unknown) => (isMissing(error) ? null : onlyThisFile(error)));
    if (file === null) return 'no such file';
    const shares = sharesIn(file, client.channelNow(channel));
    const [share = null] = [...shares.filter(({ thread_ts }) => thread_ts === root), ...shares];
    // A conversation that left a thread left its files there: they are put into the new one afresh.
    if (share === null ? isSharedAnywhere(file) : isTs(share.thread_ts) && share.thread_ts !== root)
      return 'no such file';
    if (!isTs(share?.ts)) return null;
    if (share.thread_ts === root) return externalId(channel, share.ts);
    await takeBack(channel, share.ts, fileId);
    throw refused(
      'target_gone',
      'The thread of this handoff was deleted in Slack; a new one is needed.',
      'outside_thread',
    );
  }

  /** A file for a deleted root lands at the top of the channel, where nobody expects it. */
  async function takeBack(channel: string, ts: string, fileId: string): Promise<void> {
    await client.deleteMessage(channel, ts).catch(logged);
    await discard(fileId);
  }

  const discard = (fileId: string): Promise<unknown> => client.deleteFile(fileId).catch(logged);

  const logged = (error: unknown): void =>
    log.warn('A file that was not wanted any more could not be deleted in Slack', {
      code: error instanceof PortError ? (error.details.code ?? null) : null,
    });

  return { upload, findUpload };
}

function sharesIn(file: SlackFile, channel: string) {
  const shares = record(file.shares);
  return [shares.public, shares.private].flatMap((side) => records(record(side)[channel]));
}

const isSharedAnywhere = ({ shares }: SlackFile): boolean =>
  [record(shares).public, record(shares).private].some((side) => Object.keys(record(side)).length > 0);

const isMissing = (error: unknown): boolean =>
  error instanceof PortError && (error.details.code === 'file_not_found' || error.details.code === 'file_deleted');

/** Without reading, nothing would ever tell whether an upload arrived. */
async function requireScopes(identities: Identities): Promise<void> {
  const identity = await identities.get();
  const missing = NEEDED.filter((scope) => !hasScope(identity, scope));
  if (missing.length > 0) throw noPermission(missing.join(' and '));
}

/** One missing scope for files must not hold everything else, and a file that Slack lost is no lost thread. */
function onlyThisFile(error: unknown): never {
  if (error instanceof PortError && error.details.code === 'missing_scope') throw noPermission(NEEDED[0]);
  throw isMissing(error) ? unavailable('upload_lost') : error;
}

const noPermission = (scopes: string): PortError =>
  refused(
    'other',
    `Slack does not let Baton upload files. Add ${scopes} under "OAuth & Permissions" → "Bot Token Scopes" and reinstall the app to the workspace.`,
    'missing_scope',
  );

/** Until Slack is asked to show them, bytes do nothing: whatever went wrong, they are sent again. */
async function sendBytes(url: string, file: MediaContent, api: URL): Promise<void> {
  if (!URL.canParse(url) || !isSlackHost(new URL(url), api)) {
    throw refused('other', 'Slack named a place for the upload that is not its own.', 'foreign_host');
  }
  const response = await fetch(url, {
    method: 'POST',
    // With its length, which Slack was told before: fetch checks that as many bytes go.
    headers: { 'content-type': 'application/octet-stream', 'content-length': String(file.bytes) },
    body: file.read(),
    duplex: 'half',
    redirect: 'error',
    signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
  }).catch(() => {
    throw unavailable('upload_failed');
  });
  await response.body?.cancel();
  if (!response.ok) throw unavailable(`upload_http_${response.status}`);
}

const refused = (reason: RejectionReason, sentence: string, code: string): PortError =>
  new PortError('rejected', sentence, { adapter: 'slack', reason, code });

const unavailable = (code: string): PortError =>
  new PortError('unavailable', 'The upload of a file to Slack did not work yet; it is tried again.', {
    adapter: 'slack',
    code,
  });
