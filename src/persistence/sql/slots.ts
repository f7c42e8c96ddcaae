/** The next free slot of a key. After a quiet time a few may go at once. Returns how long it is until the slot. */
export const TAKE_SLOT = `
  with slot as (
    insert into paces as p (tenant_id, key, next_at)
    values ($1, $4, clock_timestamp() - make_interval(secs => $5::float8 * ($6 - 1) / 1000)
                    + make_interval(secs => $5::float8 / 1000))
    on conflict (tenant_id, key) do update
      set next_at = greatest(p.next_at, clock_timestamp() - make_interval(secs => $5::float8 * ($6 - 1) / 1000))
                    + make_interval(secs => $5::float8 / 1000)
    returning next_at - make_interval(secs => $5::float8 / 1000) as at)
  update effects e set slot_at = slot.at, slot_key = $4 from slot
  where e.tenant_id = $1 and e.lane_id = $2 and e.seq = $3
  returning (extract(epoch from slot.at - clock_timestamp()) * 1000)::float8 as slot_in_ms`;

/**
 * Counts a call against the pace at the moment it is made. Slots that a stalled worker let pass come due together, and
 * what the provider counts is when calls arrive: what is urgent goes first then, too, but keeps nobody who is stuck from
 * passing for longer than a moment. No row: not yet.
 */
export const SPEND = `
  update paces set spent_until = greatest(spent_until, clock_timestamp()) + make_interval(secs => $3::float8 / 1000)
  where tenant_id = $1 and key = $2
    and coalesce(spent_until, '-infinity') <= clock_timestamp() + make_interval(secs => $3::float8 * ($4 - 1) / 1000)
    and ($5 or not exists (
      select from effects e
      where e.tenant_id = $1 and e.slot_key = $2 and e.state = 'queued' and e.pace ->> 'urgent' is not null
        and e.slot_at <= clock_timestamp() and e.slot_at > clock_timestamp() - interval '15 seconds'))
  returning 1`;

/** How long it is until the next call fits. */
export const FITS_IN = `
  select (extract(epoch from spent_until - clock_timestamp()) * 1000)::float8 - $3::float8 * ($4 - 1) as ms
  from paces where tenant_id = $1 and key = $2`;

/**
 * Gives the effect the first slot of those that may wait, and each of these the slot of the next. The row of the key is
 * held, so that one at a time does this; a row that somebody writes at this moment keeps its slot.
 */
export const GO_FIRST = `
  with own as (
    select slot_at, slot_key from effects where tenant_id = $1 and lane_id = $2 and seq = $3),
  waiting as (
    select e.lane_id, e.seq, e.slot_at from effects e, own
    where e.tenant_id = $1 and e.slot_key = own.slot_key and e.state = 'queued' and e.pace ->> 'urgent' is null
      and e.slot_at > clock_timestamp() and e.slot_at < own.slot_at
    order by e.slot_at for update of e skip locked),
  turns as (
    select w.lane_id, w.seq, lead(w.slot_at, 1, own.slot_at) over (order by w.slot_at) as at from waiting w, own
    union all
    select $2::bigint, $3::bigint, min(slot_at) from waiting having count(*) > 0)
  update effects e set slot_at = turns.at from turns
  where e.tenant_id = $1 and e.lane_id = turns.lane_id and e.seq = turns.seq
  returning e.lane_id = $2::bigint as is_own,
            (extract(epoch from turns.at - clock_timestamp()) * 1000)::float8 as slot_in_ms`;

/** Everything of the effect's key waits as long as the provider asked for, counted once however many were told. */
export const PAUSE = `
  with own as (
    select slot_key as key from effects where tenant_id = $1 and lane_id = $2 and seq = $3 and slot_key is not null),
  before as (
    select p.key, greatest(p.paused_until, clock_timestamp()) as until from paces p, own
    where p.tenant_id = $1 and p.key = own.key for update of p),
  pause as (
    select key, greatest(clock_timestamp() + make_interval(secs => $4::float8 / 1000) - until, '0') as more from before),
  paced as (
    update paces p set next_at = greatest(p.next_at, clock_timestamp()) + pause.more,
      paused_until = clock_timestamp() + make_interval(secs => $4::float8 / 1000)
    from pause where p.tenant_id = $1 and p.key = pause.key and pause.more > '0'),
  waiting as (
    select e.lane_id, e.seq from effects e, pause
    where e.tenant_id = $1 and e.slot_key = pause.key and e.state = 'queued' and e.slot_at > clock_timestamp()
      and pause.more > '0'
    order by e.slot_at for update of e skip locked)
  update effects e set slot_at = e.slot_at + pause.more from waiting, pause
  where e.tenant_id = $1 and e.lane_id = waiting.lane_id and e.seq = waiting.seq`;
