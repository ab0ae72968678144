/**
 * Where the readable part of the log ends, of a statement's snapshot: at the oldest transaction
 * that is still open, since nothing can be committed before it any more. A transaction of another
 * database can append nothing here, so it holds nothing up; one that is not known to be (roles that
 * may not see it, prepared transactions) counts as ours. Evaluate it once per statement.
 */
export const LOG_END = `(
  select coalesce(
    (select open from pg_snapshot_xip(snapshot) open
     where not exists (
       select 1 from pg_stat_activity a
       where a.backend_xid = open::xid
         and a.datid <> (select oid from pg_database where datname = current_database()))
     order by open limit 1),
    pg_snapshot_xmax(snapshot))
  from pg_current_snapshot() snapshot)`;
