import { Migration } from '@mikro-orm/migrations';

const STATEMENTS: readonly string[] = [
  `alter table "case"
    add column content_fingerprint text,
    add column repeat_of text`,
  `create table rating (
    id text primary key,
    case_id text not null constraint rating_case_id_foreign references "case"
      constraint rating_case_id_unique unique,
    satisfaction text not null check (satisfaction in
      ('VERY_SATISFIED', 'SATISFIED', 'BASICALLY_SATISFIED', 'DISSATISFIED')),
    comment text,
    rated_at timestamptz(3) not null
  )`,
];

class RatingsMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}

export const ratingsMigration = { name: '2026-11-22-ratings', class: RatingsMigration };
