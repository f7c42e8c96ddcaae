import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from './protect-tenant-table';

/**
 * Lanes keep order. A lane is leased, not its items; numbers are gap-free because they are taken under the lane's row
 * lock in the transaction that inserts. `run_at` (business time) says when its head may run, infinity when there is
 * none; `lease_until` (the database's clock) says until when a worker has it, and `token` fences that worker.
 */
export class Lanes1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table lanes (
        tenant_id text not null,
        id bigint generated always as identity,
        key text not null,
        kind text not null check (kind in ('events', 'effects')),
        head bigint not null default 0,
        tail bigint not null default 0,
        run_at timestamptz not null default 'infinity',
        lease_until timestamptz not null default '-infinity',
        token bigint not null default 0,
        attempts int not null default 0,
        owner int,
        primary key (tenant_id, id),
        unique (tenant_id, key)
      ) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02)`);
    await runner.query(`create index lanes_due on lanes (run_at) where run_at < 'infinity'`);
    await runner.query('create index lanes_owner on lanes (owner) where owner is not null');
    await protectTenantTable(runner, 'lanes');
    // The one place that looks across tenants: it hands out leases and tells nothing but where they are.
    await runner.query('create policy owner_claims on lanes to current_user using (true) with check (true)');
    await runner.query('create sequence worker_ids');
    await runner.query('grant usage on sequence worker_ids to baton_app');
    await runner.query(CLAIM_LANES);
    await runner.query(FREE_ABANDONED_LANES);
    await runner.query(RENEW_LEASES);
    for (const signature of [
      'claim_lanes(int, int, int, text[])',
      'free_abandoned_lanes(int)',
      'renew_leases(int, bigint[], int)',
    ]) {
      await runner.query(`revoke all on function ${signature} from public`);
      await runner.query(`grant execute on function ${signature} to baton_app`);
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}

/** Without `run_at < 'infinity'` the partial index is not used: 337 claims a second instead of 5,000 at 100,000 lanes. */
const CLAIM_LANES = `
  create function claim_lanes(p_owner int, p_limit int, p_lease_ms int, p_kinds text[])
  returns table (tenant_id text, lane_id bigint, kind text, key text, token bigint, attempts int)
  language plpgsql security definer set search_path = public, pg_temp as $$
  declare v_due timestamptz := business_now(); v_now timestamptz := clock_timestamp();
  begin
    return query
      with due as (
        select l.tenant_id, l.id from lanes l
        where l.run_at <= v_due and l.run_at < 'infinity' and l.lease_until < v_now and l.kind = any (p_kinds)
        order by l.run_at limit p_limit for update skip locked)
      update lanes l
      set lease_until = v_now + make_interval(secs => p_lease_ms / 1000.0), token = l.token + 1,
          attempts = l.attempts + 1, owner = p_owner
      from due where l.tenant_id = due.tenant_id and l.id = due.id
      returning l.tenant_id, l.id, l.kind, l.key, l.token, l.attempts;
  end $$`;

/** A process holds advisory lock (4242, owner) while it lives. Whoever can take it knows that the owner is gone. */
const FREE_ABANDONED_LANES = `
  create function free_abandoned_lanes(p_self int) returns int
  language plpgsql security definer set search_path = public, pg_temp as $$
  declare v_owner int; v_freed int := 0; v_count int;
  begin
    for v_owner in
      select distinct l.owner from lanes l
      where l.owner is not null and l.owner <> p_self and l.lease_until > clock_timestamp()
    loop
      if pg_try_advisory_lock(4242, v_owner) then
        with theirs as (select l.tenant_id, l.id from lanes l where l.owner = v_owner for update skip locked)
        update lanes l set lease_until = '-infinity', owner = null
        from theirs where l.tenant_id = theirs.tenant_id and l.id = theirs.id;
        get diagnostics v_count = row_count;
        v_freed := v_freed + v_count;
        perform pg_advisory_unlock(4242, v_owner);
      end if;
    end loop;
    return v_freed;
  end $$`;

/**
 * A lease that ran out is not renewed: another worker may have the lane already. A lane that is just being written is
 * left for the next time, because two statements that lock many lanes in different orders wait for each other for ever.
 */
const RENEW_LEASES = `
  create function renew_leases(p_owner int, p_lanes bigint[], p_lease_ms int) returns void
  language sql security definer set search_path = public, pg_temp as $$
    with mine as (
      select tenant_id, id from lanes
      where owner = p_owner and id = any (p_lanes) and lease_until > clock_timestamp()
      for update skip locked)
    update lanes l set lease_until = clock_timestamp() + make_interval(secs => p_lease_ms / 1000.0)
    from mine where l.tenant_id = mine.tenant_id and l.id = mine.id;
  $$`;
