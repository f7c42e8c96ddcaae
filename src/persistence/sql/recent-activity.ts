/**
 * The newest events of a tenant with the decision over each. Only types, ids and agents' names are taken out of the
 * payloads. A status or echo that names no message is joined to the message by the provider's own id.
 */
export const RECENT_EVENTS = `
  select e.lane_id || '.' || e.seq as key, e.kind, e.account_id, e.status,
         coalesce(e.payload ->> 'type', 'unmatched') as type,
         (extract(epoch from e.received_at) * 1000)::float8 as stored_at,
         (extract(epoch from e.applied_at) * 1000)::float8 as applied_at,
         coalesce(e.payload ->> 'messageId',
           (select r.message_id from message_refs r
            where r.tenant_id = e.tenant_id and r.account_id = e.account_id
              and r.external_id = e.payload ->> 'sentId' limit 1)) as message_id,
         e.payload ->> 'channelId' as channel_id, e.payload ->> 'draftFor' as draft_for,
         coalesce(e.payload ->> 'handoffId', e.payload -> 'timer' ->> 'handoffId') as handoff_id,
         e.payload ->> 'actionId' as action_id,
         coalesce(e.payload -> 'action' ->> 'source', e.payload -> 'lookups' -> 0 ->> 'source') as system,
         e.payload ->> 'key' as effect_id,
         coalesce(e.payload -> 'action' ->> 'name', e.payload ->> 'status', e.payload ->> 'addressing',
           e.payload -> 'timer' ->> 'name', e.payload ->> 'reachable', e.payload ->> 'command',
           case when e.payload ->> 'type' like 'responder.%'
             then coalesce(
               case when e.payload ->> 'kind' = 'answer' and e.payload -> 'lookups' -> 0 is not null then 'looked_up' end,
               e.payload ->> 'kind', e.payload ->> 'reason', e.payload -> 'action' ->> 'permission') end,
           e.payload -> 'result' ->> 'outcome',
           e.payload -> 'parts' -> 0 ->> 'type') as detail,
         e.payload -> 'agent' ->> 'id' as agent_id, e.payload -> 'agent' ->> 'name' as agent_name,
         e.payload -> 'agent' ->> 'standing' as role,
         c.mode_before, c.mode_after, c.effects
  from (
    select * from events where tenant_id = $1 order by received_at desc, lane_id desc, seq desc limit $2) e
  left join conversation_events c on c.tenant_id = e.tenant_id and c.cause = e.lane_id || '.' || e.seq
  order by e.received_at, e.lane_id, e.seq`;

/**
 * Effects of the decisions taken since $2. A decision and its effects are written in one transaction under the lock of
 * their conversation, the decision last: the first decision recorded after an effect is the one that asked for it.
 */
export const RECENT_EFFECTS = `
  select e.id, e.account_id, e.type, e.state, e.message_id, e.blind_resends,
         (select c.cause from conversation_events c
          where c.tenant_id = e.tenant_id and c.conversation_id = e.conversation_id and c.decided_at >= e.created_at
          order by c.id limit 1) as cause,
         (select c.channel_id from conversations c
          where c.tenant_id = e.tenant_id and c.id = e.conversation_id) as channel_id,
         (extract(epoch from e.created_at) * 1000)::float8 as created_at,
         (extract(epoch from e.not_before - business_now()) * 1000)::float8 as due_in_ms,
         e.payload ->> 'draftFor' as draft_for,
         coalesce(e.payload ->> 'handoffId', e.payload -> 'timer' ->> 'handoffId') as handoff_id,
         e.payload -> 'action' ->> 'id' as action_id, e.payload -> 'action' ->> 'source' as system,
         coalesce(e.payload -> 'timer' ->> 'name', e.payload ->> 'mark', e.payload ->> 'change',
           e.payload -> 'part' ->> 'type', e.payload ->> 'history') as detail,
         e.payload -> 'author' -> 'agent' ->> 'id' as agent_id,
         e.payload -> 'author' -> 'agent' ->> 'name' as agent_name,
         e.payload -> 'author' ->> 'role' as role,
         coalesce((
           select jsonb_agg(jsonb_build_object(
             'n', a.n, 'outcome', a.outcome, 'code', a.code,
             'startedAt', extract(epoch from a.started_at) * 1000,
             'endedAt', extract(epoch from a.ended_at) * 1000) order by a.id)
           from attempts a where a.tenant_id = e.tenant_id and a.effect_id = e.id), '[]') as attempts
  from effects e
  where e.tenant_id = $1 and e.created_at >= $2
  order by e.created_at, e.lane_id, e.seq limit $3`;
