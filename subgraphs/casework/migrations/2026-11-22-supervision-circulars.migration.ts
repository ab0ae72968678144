import { Migration } from '@mikro-orm/migrations';

const STATEMENTS: readonly string[] = [
  `alter table circular
    alter column deadline_id drop not null,
    add column supervision_id text
      constraint circular_supervision_id_foreign references supervision,
    add constraint circular_supervision_id_unique unique (supervision_id),
    add constraint circular_cause_check check (num_nonnulls(deadline_id, supervision_id) = 1)`,
];

class SupervisionCircularsMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}

export const supervisionCircularsMigration = {
  name: '2026-11-22-supervision-circulars',
  class: SupervisionCircularsMigration,
};
