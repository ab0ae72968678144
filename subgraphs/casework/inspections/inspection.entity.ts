import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { sealedText } from '../../kit/secrecy/sealed-text.ts';

/** 抓培训, 督导: a unit was trained, or looked into, as such and not about one case (R35). */
export const InspectionEntity = defineEntity({
  name: 'Inspection',
  tableName: 'inspection',
  properties: {
    id: p.text().primary(),
    kind: p.enum(['TRAINING', 'INSPECTION']),
    unitId: p.text(),
    heldOn: p.date(),
    officers: p.array(),
    findings: sealedText('inspection.findings'),
    recommendations: sealedText('inspection.recommendations').nullable(),
    recordedAt: p.datetime(3),
  },
  indexes: [
    { name: 'inspection_held_on_id_index', properties: ['heldOn', 'id'] },
    { name: 'inspection_unit_id_held_on_index', properties: ['unitId', 'heldOn'] },
  ],
});

export type InspectionRow = InferEntity<typeof InspectionEntity>;
