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

/** Lets a mailbox know a historical letter again; for mailboxes with one source of numbers each. */
export const sourceNumberIndex =
  'create unique index petition_source on petition (mailbox, source_number)';
