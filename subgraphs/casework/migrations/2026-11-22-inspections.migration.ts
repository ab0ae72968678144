import { Migration } from '@mikro-orm/migrations';

const STATEMENTS: readonly string[] = [
  `create table inspection (
    id text primary key,
    kind text not null check (kind in ('TRAINING', 'INSPECTION')),
    unit_id text not null,
    held_on date not null,
    officers text[] not null,
    findings text not null,
    recommendations text,
    recorded_at timestamptz(3) not null
  )`,
  'create index inspection_held_on_id_index on inspection (held_on, id)',
  'create index inspection_unit_id_held_on_index on inspection (unit_id, held_on)',
  `alter table example
    add column title text,
    add column story text,
    add column showcased_at timestamptz(3),
    add constraint example_showcase_check
      check (num_nonnulls(title, story, showcased_at) in (0, 3))`,
  'create index example_recorded_at_id_index on example (recorded_at, id)',
  `create index example_showcased_at_index on example (showcased_at) where showcased_at is not null`,
];

class InspectionsMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}

export const inspectionsMigration = { name: '2026-11-22-inspections', class: InspectionsMigration };
