import { Migration } from '@mikro-orm/migrations';

const STATEMENTS: readonly string[] = [
  `create table appeal (
    id text primary key,
    case_id text not null constraint appeal_case_id_foreign references "case",
    deadline_id text constraint appeal_deadline_id_foreign references deadline,
    kind text not null check (kind in ('REVIEW', 'FINAL_REVIEW')),
    grounds text not null,
    requested_at timestamptz(3) not null,
    outcome text check (outcome in ('UPHELD', 'REVISED')),
    opinion text,
    decided_by text,
    decided_at timestamptz(3),
    constraint appeal_case_id_kind_unique unique (case_id, kind)
  )`,
  `create index appeal_case_id_index on appeal (case_id)`,
];

class AppealsMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}

export const appealsMigration = { name: '2026-11-22-appeals', class: AppealsMigration };
