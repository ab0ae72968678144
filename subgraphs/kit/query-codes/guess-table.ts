/** Table of query codes that were tried in vain, for a migration of each subgraph that takes codes (R17). */
export const guessTable = [
  `create table query_code_guess (
     client text primary key,
     since timestamptz(3) not null,
     code_marks text[] not null
   )`,
  'create index query_code_guess_since on query_code_guess (since)',
];
