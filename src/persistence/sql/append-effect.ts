/** As with events: the number is taken under the lane's row lock, in the transaction that decided. */
export const APPEND_EFFECT = `
  with lane as (
    insert into lanes as l (tenant_id, key, kind, tail, run_at)
    values ($1, $2, 'effects', 1, coalesce($9, business_now()))
    on conflict (tenant_id, key) do update
      set tail = l.tail + 1,
          run_at = case when l.run_at = 'infinity' then coalesce($9, business_now()) else l.run_at end
    returning id, tail)
  insert into effects
    (tenant_id, lane_id, seq, conversation_id, account_id, type, payload, message_id, valid_in, not_before, pace)
  select $1, lane.id, lane.tail, $3, $4, $5, $6, $7, $8, $9, $10 from lane`;
