/**
 * Statements of the migration after which staff can send a failed notice again, and providers that
 * cannot call back are asked. What was sealed is kept for a while after it was sent, see retention.ts.
 */
export const noticeFollowUpTables = [
  `alter table notice
     add column resend_of text unique references notice (id),
     add column ordered_role text,
     add column ordered_unit text,
     add column ordered_account text,
     add column status_tries integer not null default 0,
     add column next_status_at timestamptz(3)`,
  `create index notice_sent on notice (next_status_at) where state = 'SENT'`,
];
