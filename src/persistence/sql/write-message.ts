/** The number comes from the conversation's row, which the transaction holds; a replay of the same message is nothing. */
export const APPEND_MESSAGE = `
  with place as (
    update conversations set next_seq = next_seq + 1 where tenant_id = $1 and id = $2 returning next_seq - 1 as seq)
  insert into messages
    (tenant_id, conversation_id, seq, id, author_role, agent, visibility, parts, at, external_id, delivery, answer, thread)
  select $1, $2, place.seq, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 from place
  on conflict (tenant_id, conversation_id, id) do nothing`;

/** Delivery only ever moves on; a failure counts unless the message is known to have arrived. */
export const PATCH_MESSAGE = `
  update messages set
    visibility = coalesce($4, visibility),
    parts = coalesce($5, parts),
    edited = coalesce($6, edited),
    deleted = coalesce($7, deleted),
    may_be_repeated = coalesce($8, may_be_repeated),
    reactions = coalesce($10, reactions),
    delivery = case
      when $9::text is null then delivery
      when array_position(array['queued', 'held', 'suppressed', 'unknown', 'failed', 'sent', 'delivered', 'read'], $9::text)
         > coalesce(array_position(array['queued', 'held', 'suppressed', 'unknown', 'failed', 'sent', 'delivered', 'read'], delivery), 0)
        then $9::text
      when $9::text = 'failed' and delivery = 'sent' then $9::text
      else delivery end
  where tenant_id = $1 and conversation_id = $2 and id = $3`;
