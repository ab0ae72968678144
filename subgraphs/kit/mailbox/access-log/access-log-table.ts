/** Lets the retention job delete; nobody else can, nor change anything. */
export const RETENTION_SETTING = 'petition_graph.retention';

/** Statements of the migration that brings the log of who saw what (R96), and its end. */
export const accessLogTable = [
  `create table access_log (
     id bigint generated always as identity primary key,
     petition_id text not null,
     parts text[] not null,
     at timestamptz(3) not null,
     role text not null,
     unit_id text,
     account text not null,
     request_id text not null
   )`,
  'create index access_log_petition on access_log (petition_id, id desc)',
  'create index access_log_at on access_log (at)',
  'alter table petition add column erased_at timestamptz(3)',
  'create index petition_unerased on petition (submitted_at) where erased_at is null',
  `create function refuse_change_of_access_log() returns trigger language plpgsql as $$
   begin
     if tg_op = 'DELETE' and current_setting('${RETENTION_SETTING}', true) = 'on' then
       return old;
     end if;
     raise exception 'the access log is only ever added to';
   end $$`,
  `create trigger access_log_is_append_only before update or delete on access_log
   for each row execute function refuse_change_of_access_log()`,
  `create trigger access_log_is_not_emptied before truncate on access_log
   for each statement execute function refuse_change_of_access_log()`,
];
