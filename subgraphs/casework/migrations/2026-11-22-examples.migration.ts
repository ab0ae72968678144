import { Migration } from '@mikro-orm/migrations';

class ExamplesMigration extends Migration {
  override up(): void {
    this.addSql(`create table example (
      id text primary key,
      case_id text not null constraint example_case_id_foreign references "case"
        constraint example_case_id_unique unique,
      kind text not null check (kind in ('GOOD', 'BAD')),
      note text not null,
      recorded_at timestamptz(3) not null
    )`);
  }
}

export const examplesMigration = { name: '2026-11-22-examples', class: ExamplesMigration };
