import { Migration } from '@mikro-orm/migrations';

class EventDistrictsMigration extends Migration {
  override up(): void {
    this.addSql(`alter table case_event add column districts text[] not null default '{}'`);
    this.addSql(`update case_event e set districts = array(
      select distinct unit from unnest(c.handling_units || c.mailbox_unit || e.unit_id) unit
      where unit like 'district:%')
      from "case" c where c.id = e.case_id`);
    this.addSql(`create index case_event_assignment_id_index on case_event (assignment_id)
      where act = 'ASSIGNMENT_ISSUED'`);
    this.addSql(
      'create index case_event_alert_id_index on case_event (alert_id) where alert_id is not null',
    );
    this.addSql(`create index assignment_open_index on assignment (id)
      where state in ('ISSUED', 'RECEIVED')`);
  }
}

export const eventDistrictsMigration = {
  name: '2026-11-22-event-districts',
  class: EventDistrictsMigration,
};
