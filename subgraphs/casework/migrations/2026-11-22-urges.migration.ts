import { Migration } from '@mikro-orm/migrations';

const STATEMENTS: readonly string[] = [
  `alter table overdue_alert
    drop constraint overdue_alert_level_check,
    add constraint overdue_alert_level_check check (level in
      ('DUE_SOON', 'OVERDUE', 'URGED_ONCE', 'URGED_TWICE', 'CIRCULATED'))`,
  `create table urge (
    id text primary key,
    case_id text not null constraint urge_case_id_foreign references "case",
    deadline_id text not null constraint urge_deadline_id_foreign references deadline,
    note text not null,
    urged_by text,
    urged_at timestamptz(3) not null
  )`,
  `create index urge_case_id_index on urge (case_id)`,
  `create table circular (
    id text primary key,
    case_id text not null constraint circular_case_id_foreign references "case",
    deadline_id text not null constraint circular_deadline_id_foreign references deadline,
    findings text not null,
    recommendations text not null,
    accountability_proposal text not null,
    issued_by text,
    issued_at timestamptz(3) not null,
    constraint circular_deadline_id_unique unique (deadline_id)
  )`,
  `create index circular_case_id_index on circular (case_id)`,
  `create table late_explanation (
    id text primary key,
    case_id text not null constraint late_explanation_case_id_foreign references "case",
    deadline_id text not null constraint late_explanation_deadline_id_foreign references deadline,
    reason text not null,
    explained_by text,
    explained_at timestamptz(3) not null,
    constraint late_explanation_deadline_id_unique unique (deadline_id)
  )`,
  `create index late_explanation_case_id_index on late_explanation (case_id)`,
];

class UrgesMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}

export const urgesMigration = { name: '2026-11-22-urges', class: UrgesMigration };
