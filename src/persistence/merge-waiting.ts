import type { EntityManager } from 'typeorm';
import type { Call, CallOf } from '../domain/conversation/call';
import type { LaneLease } from '../ports/store';
import type { EffectRow } from './effect-row';
import { toJson } from './json';

/** More than a burst has; the text that fits into one post ends it sooner. */
const MERGE_LIMIT = 50;

interface Waiting {
  readonly seq: string;
  readonly payload: Call;
}

interface WaitingPost {
  readonly seq: string;
  readonly payload: CallOf<'post_messages'>;
}

/**
 * Posts that had to wait for one another become one, in order, before the first of them is tried: a customer who types
 * ten lines while a Slack channel takes one post a second is shown whole. What was merged is kept with the head, so that
 * a repeat posts the same.
 */
export async function mergeWaiting(manager: EntityManager, lease: LaneLease, head: EffectRow): Promise<EffectRow> {
  if (head.payload.type !== 'post_messages') return head;
  const following: Waiting[] = await manager.query(
    `select seq, payload from effects
     where tenant_id = $1 and lane_id = $2 and seq > $3 and state = 'queued' order by seq limit $4`,
    [lease.tenantId, lease.laneId, head.seq, MERGE_LIMIT],
  );
  const taken = fitting(head.payload, Number(head.seq), following);
  if (taken.length === 0) return head;
  const all = [head.payload, ...taken.map(({ payload }) => payload)];
  const payload: CallOf<'post_messages'> = {
    ...head.payload,
    messageIds: all.flatMap(({ messageIds }) => messageIds),
    size: all.reduce((sum, { size }) => sum + size, 0),
    ...reachOf(all),
  };
  await manager.query('update effects set payload = $4 where tenant_id = $1 and lane_id = $2 and seq = $3', [
    lease.tenantId,
    lease.laneId,
    head.seq,
    toJson(payload),
  ]);
  await manager.query(
    `update effects set state = 'suppressed' where tenant_id = $1 and lane_id = $2 and seq = any ($3::bigint[])`,
    [lease.tenantId, lease.laneId, taken.map(({ seq }) => seq)],
  );
  return { ...head, payload };
}

/** One post calls whomever any of them was to call. */
function reachOf(all: readonly CallOf<'post_messages'>[]): Pick<CallOf<'post_messages'>, 'mention' | 'toChannel'> {
  const mention = all.find((one) => one.mention !== undefined)?.mention;
  return {
    ...(mention === undefined ? {} : { mention }),
    ...(all.some(({ toChannel }) => toChannel) ? { toChannel: true } : {}),
  };
}

/**
 * The direct successors that are live posts into the same thread and fit: nothing is ever moved past anything else, but
 * for the posts of an album past its own files, which are named together and follow together.
 */
function fitting(head: CallOf<'post_messages'>, seq: number, following: readonly Waiting[]): readonly WaitingPost[] {
  const taken: WaitingPost[] = [];
  let { size } = head;
  let isPastFiles = false;
  for (const [index, { seq: own, payload }] of following.entries()) {
    if (Number(own) !== seq + index + 1) break;
    if (isFile(payload)) {
      isPastFiles = true;
      continue;
    }
    if (payload.type !== 'post_messages' || payload.handoffId !== head.handoffId) break;
    if (isPastFiles && (head.album === undefined || payload.album !== head.album)) break;
    // The beginning of a thread names who wrote what, so it can take in what was written since; not the other way round.
    if ((payload.history && !head.history) || size + payload.size > head.room) break;
    size += payload.size;
    taken.push({ seq: own, payload });
  }
  return taken;
}

/** Files stand behind the post that names them. */
const isFile = ({ type }: Call): boolean => type === 'keep_media' || type === 'post_file';
