/**
 * Takes the next number under the lane's row lock and stores the event with it, in one statement: numbers are in
 * commit order and without gaps. A lane that waits (backing off) keeps its time; an idle one is due at once.
 */
export const APPEND_EVENT = `
  with lane as (
    insert into lanes as l (tenant_id, key, kind, tail, run_at)
    values ($1, $2, 'events', 1, business_now())
    on conflict (tenant_id, key) do update
      set tail = l.tail + 1, run_at = case when l.run_at = 'infinity' then business_now() else l.run_at end
    returning id, tail)
  insert into events (tenant_id, lane_id, seq, account_id, kind, conversation_id, payload, raw, at)
  select $1, lane.id, lane.tail, $3, $4, $5, $6, $7, least(business_now(), $8::timestamptz + clock.ahead)
  from lane, business_clock clock`;
