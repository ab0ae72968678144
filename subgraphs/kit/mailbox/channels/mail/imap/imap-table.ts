/**
 * Statements of the migration after which mails are fetched: how far each box of the mail server was
 * read. UIDs below `first_uid` lay in it before, so only what nobody has read of them are letters.
 */
export const imapTables = [
  `create table imap_cursor (
    box text primary key,
    uid_validity text not null,
    first_uid bigint not null,
    last_uid bigint not null
  )`,
];

/** Statements of the migration after which mails that came too fast come in later. */
export const putOffTables = [
  `create table imap_put_off (
    box text not null,
    uid bigint not null,
    uid_validity text not null,
    since timestamptz not null,
    retry_at timestamptz not null,
    primary key (box, uid)
  )`,
];
