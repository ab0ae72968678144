import { commandReceiptTable } from '../commands/once.ts';
import { outboxIndexes, outboxTable } from '../outbox/outbox-table.ts';

const petitionTable = `
  create table petition (
    id text primary key,
    mailbox text not null,
    channel text not null,
    type text not null,
    title text not null,
    content text not null,
    petitioner_kind text not null,
    petitioner_name text not null,
    petitioner_phone text,
    petitioner_id_number text,
    petitioner_address text,
    joint_signatories text[] not null,
    signatory_count integer not null,
    petitioner_account text,
    filed_by text,
    query_code_hash text not null unique,
    submitted_at timestamptz(3) not null,
    source_number text
  )`;

/** Statements of a mailbox's first migration; what is a mailbox's own comes after them. */
export const mailboxTables = [
  petitionTable,
  `create index petition_own on petition (petitioner_account, submitted_at desc, id desc)
    where petitioner_account is not null`,
  commandReceiptTable,
  outboxTable,
  ...outboxIndexes,
];

/**
 * Statements of the migration after which what is personal stands in one sealed text. What was
 * there before is sealed when the process has started (secrecy/reseal.ts), since no migration has keys.
 */
export const sealedTables = [
  'alter table petition add column sealed text',
  `update petition set sealed = json_build_object(
     'title', title,
     'content', content,
     'place', null,
     'petitioner', json_build_object(
       'kind', petitioner_kind,
       'name', petitioner_name,
       'phone', petitioner_phone,
       'idNumber', petitioner_id_number,
       'address', petitioner_address),
     'beneficiary', null,
     'jointSignatories', joint_signatories,
     'representatives', array[]::text[])::text`,
  `alter table petition
     alter column sealed set not null,
     drop column title,
     drop column content,
     drop column petitioner_kind,
     drop column petitioner_name,
     drop column petitioner_phone,
     drop column petitioner_id_number,
     drop column petitioner_address,
     drop column joint_signatories,
     add column accused_units text[] not null default '{}',
     add column entrance text not null default 'PORTAL',
     add column publicity_wish text not null default 'PRIVATE'`,
];

/** Lets a mailbox know a historical letter again; for mailboxes with one source of numbers each. */
export const sourceNumberIndex =
  'create unique index petition_source on petition (mailbox, source_number)';
