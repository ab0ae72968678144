/** Deadlines, alerts and the event log. */
export const TIME_TABLES: readonly string[] = [
  `create table deadline (
    id text primary key,
    case_id text not null constraint deadline_case_id_foreign references "case",
    assignment_id text constraint deadline_assignment_id_foreign references assignment,
    kind text not null check (kind in ('ACCEPTANCE', 'HANDLING', 'ASSIGNMENT')),
    unit_id text,
    rule text not null,
    citation text not null,
    amount integer not null,
    day_unit text not null check (day_unit in ('WORKING_DAY', 'CALENDAR_DAY')),
    starts_on date not null,
    due_on date not null,
    due_at timestamptz(3) not null,
    due_soon_at timestamptz(3) not null,
    met_at timestamptz(3),
    is_provisional boolean not null,
    policy_version text not null,
    calendar_version text not null
  )`,
  `create index deadline_case_id_index on deadline (case_id)`,
  `create index deadline_assignment_id_index on deadline (assignment_id)`,
  `create index deadline_open_due_at_index on deadline (due_at) where met_at is null`,
  `create index deadline_open_due_soon_at_index on deadline (due_soon_at) where met_at is null`,
  `create table overdue_alert (
    id text primary key,
    deadline_id text not null constraint overdue_alert_deadline_id_foreign references deadline,
    case_id text not null constraint overdue_alert_case_id_foreign references "case",
    unit_id text,
    level text not null check (level in ('DUE_SOON', 'OVERDUE')),
    raised_at timestamptz(3) not null,
    constraint overdue_alert_deadline_id_level_unique unique (deadline_id, level)
  )`,
  `create index overdue_alert_case_id_index on overdue_alert (case_id)`,
  `create table case_event (
    seq bigserial primary key,
    xid xid8 not null default pg_current_xact_id(),
    case_id text not null constraint case_event_case_id_foreign references "case",
    act text not null check (act in (
      'CASE_REGISTERED', 'CASE_ACCEPTED', 'CASE_DECLINED', 'ASSIGNMENT_ISSUED',
      'ASSIGNMENT_RECEIVED', 'FEEDBACK_GIVEN', 'REPLY_GIVEN', 'OVERDUE_ALERTED', 'CASE_CONCLUDED')),
    unit_id text,
    assignment_id text constraint case_event_assignment_id_foreign references assignment,
    alert_id text constraint case_event_alert_id_foreign references overdue_alert,
    at timestamptz(3) not null
  )`,
  `create index case_event_xid_seq_index on case_event (xid, seq)`,
  `create index case_event_case_id_seq_index on case_event (case_id, seq)`,
  `create index case_event_act_xid_seq_index on case_event (act, xid, seq)`,
  `create function announce_case_event() returns trigger language plpgsql as $$
  begin
    perform pg_notify(tg_table_schema || '_event', '');
    return null;
  end $$`,
  `create trigger case_event_announced after insert on case_event
    for each statement execute function announce_case_event()`,
];
