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
