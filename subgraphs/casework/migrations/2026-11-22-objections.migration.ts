import { Migration } from '@mikro-orm/migrations';

const STATEMENTS: readonly string[] = [
  // The acts are listed in case-event.entity.ts; with a check here, each new one would rewrite it.
  `alter table case_event drop constraint if exists case_event_act_check`,
  `alter table assignment
    add column is_lead boolean not null default false,
    add column issued_by text,
    add column returned_at timestamptz(3),
    add column settled_at timestamptz(3),
    drop constraint assignment_state_check,
    add constraint assignment_state_check
      check (state in ('ISSUED', 'RECEIVED', 'COMPLETED', 'RETURNED'))`,
  `create table objection (
    id text primary key,
    case_id text not null constraint objection_case_id_foreign references "case",
    assignment_id text not null constraint objection_assignment_id_foreign references assignment,
    reason text not null,
    objected_at timestamptz(3) not null,
    outcome text not null check (outcome in ('PENDING', 'UPHELD', 'REJECTED')),
    decided_at timestamptz(3),
    note text,
    constraint objection_assignment_id_unique unique (assignment_id)
  )`,
  `create index objection_case_id_index on objection (case_id)`,
];

class ObjectionsMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}

export const objectionsMigration = { name: '2026-11-22-objections', class: ObjectionsMigration };
