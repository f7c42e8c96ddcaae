/**
 * The head is done. Whether there is more is read from the lane row alone: asking the items loses a wake-up under READ
 * COMMITTED. The next one's due time may be read beside it, because a wrong "now" is corrected when it is begun.
 */
export const MOVE_HEAD = `
  update lanes l
  set head = $4, attempts = 0,
      run_at = case when l.tail > $4 then coalesce(
        (select e.not_before from effects e
         where e.tenant_id = l.tenant_id and e.lane_id = l.id and e.seq = $4 + 1), business_now())
      else 'infinity' end
  where l.tenant_id = $1 and l.id = $2 and l.token = $3 and l.head = $4 - 1
  returning 1`;
