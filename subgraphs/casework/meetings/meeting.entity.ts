import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { sealedText } from '../../kit/secrecy/sealed-text.ts';
import { CaseEntity } from '../cases/case.entity.ts';

/** A reply given face to face (R63). */
export const MeetingEntity = defineEntity({
  name: 'Meeting',
  tableName: 'meeting',
  properties: {
    id: p.text().primary(),
    caseId: () => p.manyToOne(CaseEntity).mapToPk().joinColumn('case_id').index(),
    heldAt: p.datetime(3),
    place: sealedText('meeting.place'),
    minutes: sealedText('meeting.minutes'),
    unitId: p.text().nullable(),
  },
});

export type MeetingRow = InferEntity<typeof MeetingEntity>;
