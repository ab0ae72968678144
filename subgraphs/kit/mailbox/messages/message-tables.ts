import { guessTable } from '../../query-codes/guess-table.ts';

/** Statements of the migration that brings what is said after a letter, by account or query code (R17). */
export const messageTables = [
  `create table petition_message (
     id text primary key,
     seq bigint generated always as identity,
     petition_id text not null,
     side text not null,
     unit_id text,
     account text,
     sealed text not null,
     sent_at timestamptz(3) not null
   )`,
  'create unique index petition_message_order on petition_message (petition_id, seq)',
  ...guessTable,
];
