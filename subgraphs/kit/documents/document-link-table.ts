/** Table of links to documents, for a migration of each subgraph that has any. */
export const documentLinkTable = [
  `create table document_link (
     id text primary key,
     kind text not null,
     sealed_order bytea not null,
     expires_at timestamptz(3) not null
   )`,
  'create index document_link_expires_at_index on document_link (expires_at)',
];
