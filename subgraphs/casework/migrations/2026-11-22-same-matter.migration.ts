import { Migration } from '@mikro-orm/migrations';

/**
 * Of 64 bits at most 3 differ between texts that say the same, so one at least of four quarters is
 * equal: the index finds the few cases worth comparing.
 */
const STATEMENTS: readonly string[] = [
  'alter table "case" add column same_matter_as text',
  `create function fingerprint_quarters(fingerprint text) returns text[] language sql immutable
   return array['a' || substr(fingerprint, 1, 4), 'b' || substr(fingerprint, 5, 4),
     'c' || substr(fingerprint, 9, 4), 'd' || substr(fingerprint, 13, 4)]`,
  `create index case_fingerprint_quarters_index on "case"
     using gin (fingerprint_quarters(content_fingerprint)) with (fastupdate = off)
     where content_fingerprint is not null`,
];

class SameMatterMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}

export const sameMatterMigration = { name: '2026-11-22-same-matter', class: SameMatterMigration };
