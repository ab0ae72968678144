import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { sealedText } from '../../kit/secrecy/sealed-text.ts';
import { CaseEntity } from '../cases/case.entity.ts';

export const ReplyEntity = defineEntity({
  name: 'Reply',
  tableName: 'reply',
  properties: {
    id: p.text().primary(),
    caseId: () => p.manyToOne(CaseEntity).mapToPk().joinColumn('case_id').index(),
    content: sealedText('reply.content'),
    visibility: p.enum(['PUBLIC', 'PRIVATE']),
    unitId: p.text().nullable(),
    repliedAt: p.datetime(3),
  },
});

export type ReplyRow = InferEntity<typeof ReplyEntity>;
