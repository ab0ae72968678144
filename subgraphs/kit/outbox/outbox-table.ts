/** Table of messages that wait to be delivered; part of a subgraph's first migration. */
export const outboxTable = `
  create table outbox (
    id bigint generated always as identity primary key,
    topic text not null,
    payload jsonb not null,
    created_at timestamptz not null,
    attempts integer not null default 0,
    next_attempt_at timestamptz not null,
    leased_until timestamptz,
    delivered_at timestamptz,
    last_error text,
    is_refused boolean not null default false
  )`;

/** Indexes of the outbox: what is due, and what may be purged. */
export const outboxIndexes = [
  'create index outbox_due on outbox (next_attempt_at, id) where delivered_at is null',
  'create index outbox_delivered on outbox (delivered_at) where delivered_at is not null',
];
