import { Migration } from '@mikro-orm/migrations';

const STATEMENTS: readonly string[] = [
  `create table supervision (
    id text primary key,
    case_id text not null constraint supervision_case_id_foreign references "case",
    kind text not null check (kind in ('ORDINARY', 'JOINT', 'SIGNATURE_DISPUTE')),
    reason text not null,
    opened_by text,
    opened_at timestamptz(3) not null,
    approved_by text,
    consented_at timestamptz(3),
    officers text[] not null default '{}',
    visited_at timestamptz(3),
    place text,
    visit_record text,
    result_kind text check (result_kind in ('OPINION', 'MINUTES')),
    result text,
    delivered_to text[] not null default '{}',
    delivered_at timestamptz(3)
  )`,
  `create index supervision_case_id_index on supervision (case_id)`,
];

class SupervisionMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}

export const supervisionMigration = {
  name: '2026-11-22-supervision',
  class: SupervisionMigration,
};
