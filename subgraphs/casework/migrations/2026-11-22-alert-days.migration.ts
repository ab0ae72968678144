import { Migration } from '@mikro-orm/migrations';

/** An alert is about the day that a deadline fell on: put off, it is warned of anew. */
const STATEMENTS: readonly string[] = [
  'alter table overdue_alert add column due_on date',
  `update overdue_alert set due_on = d.due_on from deadline d where d.id = overdue_alert.deadline_id`,
  `alter table overdue_alert
    alter column due_on set not null,
    drop constraint overdue_alert_deadline_id_level_unique,
    add constraint overdue_alert_deadline_id_level_due_on_unique unique (deadline_id, level, due_on)`,
];

class AlertDaysMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}

export const alertDaysMigration = { name: '2026-11-22-alert-days', class: AlertDaysMigration };
