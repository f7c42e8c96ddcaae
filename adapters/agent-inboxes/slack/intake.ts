import { createHash } from 'node:crypto';
import type { Logger, WebhookReply, WebhookResult } from '../../../src/ports';
import type { EditorRequest } from './editor';
import type { Identities } from './identity';
import { type Json, words } from './json';
import type { Hint } from './message-events';
import type { People } from './people';
import type { CollectingReceiver, Processed } from './receiver';
import type { Renames } from './renames';

/** Event types that Slack may send (an app can be subscribed to more than the manifest says) and that mean nothing here. */
const NOTHING_TO_US = words(`
  app_home_opened app_mention app_uninstalled app_requested channel_archive channel_created channel_deleted
  channel_history_changed channel_id_changed channel_left channel_shared channel_unarchive
  channel_unshared emoji_changed file_change file_created file_deleted file_public file_shared file_unshared
  group_archive group_deleted group_left group_unarchive link_shared member_joined_channel
  message_metadata_posted message_metadata_updated message_metadata_deleted pin_added pin_removed
  subteam_created subteam_members_changed subteam_updated team_join team_rename tokens_revoked
  user_profile_changed user_status_changed user_huddle_changed user_typing
`);

interface IntakeOptions {
  readonly receiver: CollectingReceiver;
  readonly identities: Identities;
  readonly log: Logger;
  readonly people: Pick<People, 'forget'>;
  readonly renames: Renames;
  /** Shows a hint to the one agent it is for. Nothing waits for it. */
  readonly showHint: (hint: Hint) => void;
  /** Opens a form. Slack waits for three seconds only, so nothing is stored before. */
  readonly openEditor: (request: EditorRequest) => void;
}

export interface Retry {
  readonly num?: number;
  readonly reason?: string;
}

/** From an authentic body to what core stores, whether it came over HTTP or a socket. Never throws. */
export function createIntake({ receiver, identities, people, renames, log, showHint, openEditor }: IntakeOptions) {
  return async function intake(body: Json, retry: Retry = {}): Promise<WebhookResult> {
    if (body.type === 'app_rate_limited') {
      log.warn('Slack drops events: more than 30,000 an hour', { minute: Number(body.minute_rate_limited) || null });
      return { reply: OK, events: [], missedEvents: true };
    }
    if (await isOtherInstallation(body, identities)) {
      log.warn('An event of another Slack workspace was ignored', { kind: kindOf(body) });
      return { reply: OK, events: [] };
    }
    const processed = await receiver.process(await renames.read(body), retry.num, retry.reason);
    const quarantined = reasonToKeep(body, processed);
    if (quarantined !== null) {
      log.warn('A Slack request was not understood and is kept', { reason: quarantined });
      return { reply: OK, events: [], quarantined: { key: keyOf(body), reason: quarantined } };
    }
    const { events, hints, editors, dismiss } = processed.collected;
    for (const event of events) if (event.type === 'agent_unavailable') await people.forget(event.agentId);
    for (const hint of hints) showHint(hint);
    for (const request of editors) openEditor(request);
    const reply = replyOf(processed.answer);
    return dismiss === null ? { reply, events } : { reply, events, afterStored: () => quietly(dismiss, log) };
  };
}

/** A whisper that stays is no harm: it vanishes when Slack is loaded again. */
const quietly = (dismiss: () => Promise<unknown>, log: Logger): void =>
  void dismiss().catch((error: unknown) => {
    log.info('An answered whisper was not dismissed', { code: error instanceof Error ? error.name : 'unknown' });
  });

const OK: WebhookReply = { status: 200 };

/** `authorizations` says for which installation an event is; the envelope's team may be the other side of Slack Connect. */
async function isOtherInstallation(body: Json, identities: Identities): Promise<boolean> {
  const identity = await identities.known();
  if (identity === null || !Array.isArray(body.authorizations) || body.authorizations.length === 0) return false;
  return !body.authorizations.some(
    (one) =>
      one?.team_id === identity.teamId ||
      (identity.enterpriseId !== null && one?.enterprise_id === identity.enterpriseId),
  );
}

function reasonToKeep(body: Json, { collected }: Processed): string | null {
  if (collected.failure !== null) return `${kindOf(body)} could not be read (${collected.failure.name}).`;
  if (collected.unknown !== null) return `${collected.unknown} is not known to this release.`;
  if (collected.handled) return null;
  const kind = kindOf(body);
  return NOTHING_TO_US.has(kind) ? null : `${kind} is not known to this release.`;
}

/** A word for the log, never more than Slack's own type names. */
function kindOf(body: Json): string {
  const inner = typeof body.event === 'object' && body.event !== null ? (body.event as Json).type : undefined;
  const kind = inner ?? body.type ?? (typeof body.command === 'string' ? 'command' : 'request');
  return typeof kind === 'string' && /^[\w.]{1,60}$/.test(kind) ? kind : 'request';
}

function keyOf(body: Json): string {
  if (typeof body.event_id === 'string' && body.event_id !== '') return `ev:${body.event_id}`;
  return `i:${createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 32)}`;
}

function replyOf(answer: unknown): WebhookReply {
  if (answer === undefined || answer === null || answer === '') return OK;
  const json = typeof answer === 'string' ? { response_type: 'ephemeral', text: answer } : answer;
  return { status: 200, body: JSON.stringify(json), contentType: 'application/json' };
}

export type Intake = ReturnType<typeof createIntake>;
