/** The number comes from the conversation's row, which the transaction holds; a replay of the same message is nothing. */
export const APPEND_MESSAGE = `
  with place as (
    update conversations set next_seq = next_seq + 1 where tenant_id = $1 and id = $2 returning next_seq - 1 as seq)
  insert into messages
    (tenant_id, conversation_id, seq, id, author_role, agent, visibility, parts, at, external_id, delivery, answer, thread)
  select $1, $2, place.seq, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 from place
  on conflict (tenant_id, conversation_id, id) do nothing`;

/**
 * Delivery only ever moves on, unless it begins anew; a failure counts unless the message is known to have arrived, and
 * a late "sent" does not hide it. The order is that of `isNews`.
 */
export const PATCH_MESSAGE = `
  update messages set
    visibility = coalesce($4, visibility),
    parts = coalesce($5, parts),
    edited = coalesce($6, edited),
    deleted = coalesce($7, deleted),
    may_be_repeated = coalesce($8, may_be_repeated),
    reactions = coalesce($10, reactions),
    deliveries = coalesce($12, deliveries),
    delivery = case
      when $9::text is null then delivery
      when $11::boolean then $9::text
      when array_position(array['queued', 'held', 'suppressed', 'unknown', 'sent', 'failed', 'delivered', 'read'], $9::text)
         > coalesce(array_position(array['queued', 'held', 'suppressed', 'unknown', 'sent', 'failed', 'delivered', 'read'], delivery), 0)
        then $9::text
      else delivery end
  where tenant_id = $1 and conversation_id = $2 and id = $3`;

/** The messages that it goes out in, none of which was tried. */
export const NOTE_PARTS = `
  update messages set deliveries = (
    select jsonb_agg(jsonb_build_object('part', part, 'status', 'queued') order by n)
    from jsonb_array_elements($4::jsonb) with ordinality as planned(part, n))
  where tenant_id = $1 and conversation_id = $2 and id = $3`;

/** What waits of a message is not sent; a part that the customer has stays one that was sent. */
export const WITHDRAW = `
  update messages set
    delivery = case when exists (
      select from jsonb_array_elements(deliveries) part where part ->> 'status' in ('sent', 'delivered', 'read'))
      then 'sent' else 'suppressed' end,
    deliveries = (
      select jsonb_agg(case when part ->> 'status' in ('queued', 'held') then part || '{"status": "suppressed"}' else part end order by n)
      from jsonb_array_elements(deliveries) with ordinality as planned(part, n))
  where tenant_id = $1 and conversation_id = $2 and id = $3 and delivery in ('queued', 'held')`;
