import { Migration } from '@mikro-orm/migrations';

class PetitionerMarksMigration extends Migration {
  override up(): void {
    // Beside the case, since they end before it does: see registration/mark-erasure.ts.
    this.addSql(`create table petitioner_mark (
      mark text not null,
      case_id text not null references "case",
      primary key (mark, case_id)
    )`);
    this.addSql('create index petitioner_mark_case on petitioner_mark (case_id)');
    this.addSql('create index case_repeat_of on "case" (repeat_of) where repeat_of is not null');
  }
}

export const petitionerMarksMigration = {
  name: '2026-11-22-petitioner-marks',
  class: PetitionerMarksMigration,
};
