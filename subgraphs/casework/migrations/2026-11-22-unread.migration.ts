import { Migration } from '@mikro-orm/migrations';

const STATEMENTS: readonly string[] = [
  `create table unread_alert (
    id text primary key,
    unit_id text not null,
    day date not null,
    assignment_ids text[] not null,
    raised_at timestamptz(3) not null,
    constraint unread_alert_unit_id_day_unique unique (unit_id, day)
  )`,
  `create index unread_alert_day_index on unread_alert (day)`,
  `create index assignment_issued_at_index on assignment (issued_at)`,
  // The alert is a unit's and not one case's, so its event has no case.
  `alter table case_event
    alter column case_id drop not null,
    add column unread_alert_id text
      constraint case_event_unread_alert_id_foreign references unread_alert,
    add constraint case_event_has_a_case
      check (case_id is not null or unread_alert_id is not null)`,
];

class UnreadMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}

export const unreadMigration = { name: '2026-11-22-unread', class: UnreadMigration };
