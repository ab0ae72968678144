/**
 * Statements of the migration after which a mailbox tells petitioners by mail and text message.
 * `sealed` is whom to send to and what; it is forgotten once it is sent or given up.
 */
export const noticeTables = [
  `create table notice (
    id text primary key,
    petition_id text not null references petition (id),
    kind text not null,
    occasion text not null,
    medium text not null,
    template_version integer not null,
    state text not null,
    attempts integer not null default 0,
    last_error text,
    sealed text,
    queued_at timestamptz(3) not null,
    sent_at timestamptz(3),
    settled_at timestamptz(3),
    unique (petition_id, kind, occasion)
  )`,
  `create index notice_sealed on notice (id) where sealed is not null`,
  `create table notice_feed (
    is_only boolean primary key default true check (is_only),
    cursor text
  )`,
  'insert into notice_feed (cursor) values (null)',
];
