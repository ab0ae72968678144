import { Migration } from '@mikro-orm/migrations';

class UnansweredMessagesMigration extends Migration {
  override up(): void {
    this.addSql(`alter table "case" add column unanswered_message_at timestamptz(3)`);
    // what was said before is in the log; an archived case stays as it is
    this.addSql(`update "case" c set unanswered_message_at = last.at
      from (
        select distinct on (case_id) case_id, act, unit_id, at from case_event
        where act in ('MESSAGE_SENT', 'REPLY_GIVEN') order by case_id, xid desc, seq desc
      ) last
      where last.case_id = c.id and last.act = 'MESSAGE_SENT' and last.unit_id is null
        and c.state <> 'ARCHIVED'`);
    this.addSql(`create index case_unanswered_message_index on "case" (registered_at, id)
      where unanswered_message_at is not null`);
  }
}

export const unansweredMessagesMigration = {
  name: '2026-11-22-unanswered-messages',
  class: UnansweredMessagesMigration,
};
