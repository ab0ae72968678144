import { documentLinkTable } from '../../documents/document-link-table.ts';

/** Statements of the migration that brings what is attached to letters; its bytes stand beside it. */
export const attachmentTables = [
  ...documentLinkTable,
  `create table attachment (
     id text primary key,
     mailbox text not null,
     petition_id text,
     uploaded_by text not null,
     sealed text not null,
     content_type text not null,
     bytes integer not null,
     state text not null,
     attempt integer not null default 0,
     scan_note text,
     created_at timestamptz(3) not null
   )`,
  'create index attachment_petition on attachment (petition_id) where petition_id is not null',
  'create index attachment_unreferred on attachment (created_at) where petition_id is null',
  `create table attachment_chunk (
     attachment_id text not null references attachment on delete cascade,
     attempt integer not null,
     place integer not null,
     sealed bytea not null,
     primary key (attachment_id, attempt, place)
   )`,
];
