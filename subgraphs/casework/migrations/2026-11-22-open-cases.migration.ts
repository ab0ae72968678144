import { Migration } from '@mikro-orm/migrations';

/** Worklists are of what is open: one case in a hundred, so its own index is small and answers alone. */
class OpenCasesMigration extends Migration {
  override up(): void {
    this.addSql(`create index case_open_due_at_id_index on "case" (due_at, id)
      include (state, mailbox_unit, handling_units)
      where state in ('REGISTERED', 'ACCEPTED', 'ASSIGNED')`);
  }
}

export const openCasesMigration = { name: '2026-11-22-open-cases', class: OpenCasesMigration };
