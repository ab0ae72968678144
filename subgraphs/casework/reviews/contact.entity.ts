import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { sealedText } from '../../kit/secrecy/sealed-text.ts';
import { CaseEntity } from '../cases/case.entity.ts';

/** How the petitioner was told what is not published (R66, R45). */
export const ContactEntity = defineEntity({
  name: 'Contact',
  tableName: 'contact',
  properties: {
    id: p.text().primary(),
    caseId: () => p.manyToOne(CaseEntity).mapToPk().joinColumn('case_id').index(),
    channel: p.enum(['ONLINE', 'EMAIL', 'SMS', 'LETTER', 'VISIT', 'PHONE']),
    note: sealedText('contact.note'),
    contactedAt: p.datetime(3),
    unitId: p.text().nullable(),
  },
});

export type ContactRow = InferEntity<typeof ContactEntity>;
