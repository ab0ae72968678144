/** Cases and what is done to them; times to the millisecond, as JavaScript has them. */
export const CASE_TABLES: readonly string[] = [
  `create table "case" (
    id text primary key,
    registration_number text not null constraint case_registration_number_unique unique,
    petition_id text not null constraint case_petition_id_unique unique,
    mailbox text not null check (mailbox in ('MAYOR', 'DISTRICT', 'DEPARTMENT', 'NATIONAL')),
    mailbox_unit text,
    channel text not null
      check (channel in ('ONLINE', 'EMAIL', 'SMS', 'LETTER', 'VISIT', 'PHONE')),
    type text not null check (type in ('CONSULTATION', 'SUGGESTION', 'COMPLAINT', 'HELP')),
    state text not null check (
      state in ('REGISTERED', 'ACCEPTED', 'DECLINED', 'ASSIGNED', 'REPLIED', 'CONCLUDED')),
    submitted_at timestamptz(3) not null,
    registered_at timestamptz(3) not null,
    accepted_at timestamptz(3),
    concluded_at timestamptz(3),
    signatory_count integer not null,
    petitioner_account text,
    query_code_hash text not null constraint case_query_code_hash_unique unique,
    decline_ground text check (decline_ground in
      ('STATUTORY_PROCEDURE', 'OTHER_STATE_ORGAN', 'DUPLICATE', 'OUT_OF_SCOPE', 'INVALID')),
    guidance text,
    handling_units text[] not null default '{}',
    due_at timestamptz(3),
    policy text not null
  )`,
  `create index case_registered_at_id_index on "case" (registered_at, id)`,
  `create index case_submitted_at_id_index on "case" (submitted_at, id)`,
  `create index case_due_at_id_index on "case" (due_at, id)`,
  `create index case_handling_units_index on "case" using gin (handling_units)`,
  `create index case_mailbox_unit_index on "case" (mailbox_unit)`,
  `create index case_petitioner_account_index on "case" (petitioner_account)`,
  `create sequence registration_number_seq`,
  `create table assignment (
    id text primary key,
    case_id text not null constraint assignment_case_id_foreign references "case",
    kind text not null check (kind in ('REFERRAL', 'MANDATE', 'FOR_REFERENCE')),
    unit_id text not null,
    state text not null check (state in ('ISSUED', 'RECEIVED', 'COMPLETED')),
    instruction text,
    asks_feedback boolean not null default false,
    issued_at timestamptz(3) not null,
    received_at timestamptz(3),
    completed_at timestamptz(3),
    feedback text
  )`,
  `create index assignment_case_id_index on assignment (case_id)`,
  `create index assignment_unit_id_index on assignment (unit_id)`,
  `create table reply (
    id text primary key,
    case_id text not null constraint reply_case_id_foreign references "case",
    content text not null,
    visibility text not null check (visibility in ('PUBLIC', 'PRIVATE')),
    unit_id text,
    replied_at timestamptz(3) not null
  )`,
  `create index reply_case_id_index on reply (case_id)`,
];
