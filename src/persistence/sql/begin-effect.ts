import type { Call } from '../../domain/conversation/call';

/** These choose a place themselves, or call at one that the thread has left: a hold of its present place is not theirs. */
export const FREE_OF_PLACE: readonly Call['type'][] = ['open_handoff', 'move_thread', 'close_thread'];

/** The head of an effect lane with all that decides whether and how it is done, under the lane's row lock. */
export const HEAD_OF_EFFECT_LANE = `
  select e.*, c.state as conversation_state, c.epoch, h.place,
         case when e.type = 'send_part' then (
           select m.deleted or m.visibility = 'internal' from messages m
           where m.tenant_id = e.tenant_id and m.conversation_id = e.conversation_id and m.id = e.message_id) end as taken_back,
         (extract(epoch from coalesce(e.not_before - business_now(), '0')) * 1000)::float8 as due_in_ms,
         (extract(epoch from coalesce(greatest(account.held_until, told.until) - business_now(), '0')) * 1000)::float8 as held_for_ms,
         (extract(epoch from coalesce(business_now() - e.first_due_at, '0')) * 1000)::float8 as tried_for_ms,
         (extract(epoch from coalesce(clock_timestamp() - e.last_tried_at, '0')) * 1000)::float8 as since_last_try_ms,
         (extract(epoch from coalesce(e.slot_at - clock_timestamp(), '0')) * 1000)::float8 as slot_in_ms
  from lanes l
  join effects e on e.tenant_id = l.tenant_id and e.lane_id = l.id and e.seq = l.head + 1
  join conversations c on c.tenant_id = e.tenant_id and c.id = e.conversation_id
  left join handoffs h on h.tenant_id = e.tenant_id and h.id = e.payload ->> 'handoffId'
  left join lateral (
    select max(a.held_until) as held_until from accounts a
    where a.tenant_id = e.tenant_id and a.account_id = e.account_id
      and a.place in ('', case when e.type = any ($4) or e.payload ? 'at' then '' else coalesce(h.place, '') end)) account on true
  left join refusals told on told.tenant_id = e.tenant_id and told.account_id = e.account_id and told.conversation_id = ''
  where l.tenant_id = $1 and l.id = $2 and l.token = $3 and l.lease_until > clock_timestamp()
  for update of l`;

/** The write-ahead of a call: a state that says "maybe done" and an attempt without an end. */
export const WRITE_ATTEMPT = `
  with started as (
    update effects set state = 'sending', tries = tries + 1, blind_resends = blind_resends + $5,
      last_tried_at = clock_timestamp(),
      first_tried_at = coalesce(first_tried_at, clock_timestamp()), first_due_at = coalesce(first_due_at, business_now())
    where tenant_id = $1 and lane_id = $2 and seq = $3
    returning id, tries, first_tried_at)
  insert into attempts (tenant_id, effect_id, n, owner) select $1, id, tries, $4 from started
  returning (select first_tried_at from started) as first_tried_at`;
