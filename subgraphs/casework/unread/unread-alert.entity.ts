import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

/** What a unit was given on a working day and had not received at its end (R54). */
export const UnreadAlertEntity = defineEntity({
  name: 'UnreadAlert',
  tableName: 'unread_alert',
  properties: {
    id: p.text().primary(),
    unitId: p.text(),
    day: p.date(),
    assignmentIds: p.array(),
    raisedAt: p.datetime(3),
  },
  uniques: [{ name: 'unread_alert_unit_id_day_unique', properties: ['unitId', 'day'] }],
  indexes: [{ name: 'unread_alert_day_index', properties: ['day'] }],
});

export type UnreadAlertRow = InferEntity<typeof UnreadAlertEntity>;
