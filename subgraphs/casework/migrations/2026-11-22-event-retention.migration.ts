import { Migration } from '@mikro-orm/migrations';

const STATEMENTS: readonly string[] = [
  'alter table case_event alter column xid drop not null',
  'drop index case_event_xid_seq_index',
  'drop index case_event_act_xid_seq_index',
  'create index case_event_xid_seq_index on case_event (xid, seq) where xid is not null',
  'create index case_event_act_xid_seq_index on case_event (act, xid, seq) where xid is not null',
  'create table event_mark (xid xid8 primary key, noted_at timestamptz(3) not null)',
  `insert into event_mark (xid, noted_at) values ('0', '1970-01-01T00:00:00Z')`,
];

class EventRetentionMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}

export const eventRetentionMigration = {
  name: '2026-11-22-event-retention',
  class: EventRetentionMigration,
};
