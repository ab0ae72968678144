/**
 * Statements of the migration that brings the record of moderation (R12): reasons are sealed, and
 * nothing of it is ever changed or deleted, but for sealing a reason with another key.
 */
export const moderationTable = [
  `create table moderation_entry (
     id text primary key,
     petition_id text not null references petition (id),
     revision integer not null,
     act text not null check (act in ('HOLD', 'RELEASE', 'REJECT', 'APPEAL')),
     ground text,
     sealed text not null,
     at timestamptz(3) not null,
     role text not null,
     unit_id text,
     account text not null,
     unique (petition_id, revision)
   )`,
  `create function refuse_change_of_moderation() returns trigger language plpgsql as $$
   begin
     raise exception 'the record of moderation is only ever added to';
   end $$`,
  `create trigger moderation_is_append_only
   before update of id, petition_id, revision, act, ground, at, role, unit_id, account or delete
   on moderation_entry
   for each row execute function refuse_change_of_moderation()`,
  `create trigger moderation_is_not_emptied before truncate on moderation_entry
   for each statement execute function refuse_change_of_moderation()`,
];
