import { Migration } from '@mikro-orm/migrations';

const STATEMENTS: readonly string[] = [
  `create table commitment (
    id text primary key,
    case_id text not null constraint commitment_case_id_foreign references "case",
    content text not null,
    first_due_on date not null,
    unit_id text,
    made_at timestamptz(3) not null
  )`,
  `create index commitment_case_id_index on commitment (case_id)`,
  `create table follow_up (
    id text primary key,
    case_id text not null constraint follow_up_case_id_foreign references "case",
    commitment_id text not null constraint follow_up_commitment_id_foreign references commitment,
    year int not null,
    is_kept boolean not null,
    note text not null,
    followed_at timestamptz(3) not null,
    constraint follow_up_commitment_id_year_unique unique (commitment_id, year)
  )`,
  `create index follow_up_case_id_index on follow_up (case_id)`,
];

class CommitmentsMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}

export const commitmentsMigration = {
  name: '2026-11-22-commitments',
  class: CommitmentsMigration,
};
