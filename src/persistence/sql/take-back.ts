/** What waits of a message, from the part of this number on, is not sent. Its lane's row is locked by the caller. */
export const SUPPRESS_SENDS = `
  update effects set state = 'suppressed'
  where tenant_id = $1 and lane_id = (select id from lanes where tenant_id = $1 and key = $2) and message_id = $3
    and type = 'send_part' and state = 'queued' and (payload ->> 'index')::int >= $4`;

/** The send of one part gets other content and keeps its place and time. */
export const REPLACE_SEND = `
  update effects set payload = $5
  where tenant_id = $1 and lane_id = (select id from lanes where tenant_id = $1 and key = $2) and message_id = $3
    and type = 'send_part' and state = 'queued' and (payload ->> 'index')::int = $4
  returning seq`;
