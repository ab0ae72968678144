import { RETENTION_SETTING } from '../../kit/mailbox/access-log/access-log-table.ts';

/** Statements of the migration that brings the registration office: who registered, and who tried. */
export const petitionerTables = [
  `create table petitioner (
     account text primary key,
     document_index text not null unique,
     sealed text not null,
     registered_at timestamptz(3) not null
   )`,
  `create table registration_log (
     id bigint generated always as identity primary key,
     account text not null,
     client text,
     act text not null check (
       act in ('TRIED', 'REGISTERED', 'CONTACT_CHANGED', 'PROOF_GIVEN', 'CANCELLED')),
     at timestamptz(3) not null,
     request_id text not null
   )`,
  'create index registration_log_account on registration_log (account, id desc)',
  `create index registration_log_tried on registration_log (at) where act = 'TRIED'`,
  `create function refuse_change_of_registration_log() returns trigger language plpgsql as $$
   begin
     raise exception 'the registration log is only ever added to';
   end $$`,
  `create trigger registration_log_is_append_only before update or delete or truncate
   on registration_log for each statement execute function refuse_change_of_registration_log()`,
];

/** Statements of the migration after which the log is forgotten after its years, and not otherwise. */
export const registrationRetention = [
  `create or replace function refuse_change_of_registration_log() returns trigger
   language plpgsql as $$
   begin
     if tg_op = 'DELETE' and current_setting('${RETENTION_SETTING}', true) = 'on' then
       return null;
     end if;
     raise exception 'the registration log is only ever added to';
   end $$`,
  'create index registration_log_at on registration_log (at)',
  'create index petitioner_registered_at on petitioner (registered_at)',
];
