import { Migration } from '@mikro-orm/migrations';
import { EXTENSION_GROUNDS, LIMIT_KINDS, START_EVENTS } from '../../kit/profile/policy.ts';

const STATEMENTS: readonly string[] = [
  `alter table deadline drop constraint deadline_kind_check`,
  `alter table deadline add constraint deadline_kind_check check (kind in (${list(LIMIT_KINDS)}))`,
  `alter table deadline add column start_event text not null default 'CASE_ACCEPTED'
    constraint deadline_start_event_check check (start_event in (${list(START_EVENTS)}))`,
  `update deadline set start_event = case kind
     when 'ACCEPTANCE' then 'CASE_REGISTERED' else 'ASSIGNMENT_RECEIVED' end
   where kind <> 'HANDLING'`,
  `alter table deadline alter column start_event drop default`,
  `alter table deadline add column calendar_through date not null default '2026-12-31'`,
  `alter table deadline alter column calendar_through drop default`,
  `create index deadline_calendar_through_index on deadline (calendar_through, due_on)`,
  `create table deadline_extension (
    id text primary key,
    deadline_id text not null constraint deadline_extension_deadline_id_foreign references deadline,
    ground text not null check (ground in (${list(EXTENSION_GROUNDS)})),
    rule text not null,
    citation text not null,
    mode text not null check (mode in ('TO', 'BY')),
    amount integer not null,
    day_unit text not null check (day_unit in ('WORKING_DAY', 'CALENDAR_DAY')),
    reason text not null,
    approved_by text,
    reason_told_at timestamptz(3),
    granted_at timestamptz(3) not null,
    due_on_before date not null,
    due_on_after date not null
  )`,
  `create index deadline_extension_deadline_id_index on deadline_extension (deadline_id)`,
  `create table deadline_pause (
    id text primary key,
    deadline_id text not null constraint deadline_pause_deadline_id_foreign references deadline,
    cause text not null check (cause in ('HEARING')),
    rule text not null,
    citation text not null,
    first_day date not null,
    last_day date not null
  )`,
  `create index deadline_pause_deadline_id_index on deadline_pause (deadline_id)`,
];

/** How far deadlines were put off, which days did not count, and up to where the calendar was known. */
class DeadlineFactsMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}

export const deadlineFactsMigration = {
  name: '2026-11-22-deadline-facts',
  class: DeadlineFactsMigration,
};

function list(values: readonly string[]): string {
  return values.map((value) => `'${value}'`).join(', ');
}
