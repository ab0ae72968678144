import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { sealedText } from '../../kit/secrecy/sealed-text.ts';
import { CaseEntity } from '../cases/case.entity.ts';

/** 典型: a case held up as handled well or badly (R35); title and story are for everybody (R71). */
export const ExampleEntity = defineEntity({
  name: 'Example',
  tableName: 'example',
  properties: {
    id: p.text().primary(),
    caseId: () => p.manyToOne(CaseEntity).mapToPk().joinColumn('case_id').unique(),
    kind: p.enum(['GOOD', 'BAD']),
    note: sealedText('example.note'),
    recordedAt: p.datetime(3),
    title: p.text().nullable(),
    story: p.text().nullable(),
    showcasedAt: p.datetime(3).nullable(),
  },
  indexes: [
    { name: 'example_recorded_at_id_index', properties: ['recordedAt', 'id'] },
    {
      name: 'example_showcased_at_index',
      properties: 'showcasedAt',
      where: 'showcased_at is not null',
    },
  ],
});

export type ExampleRow = InferEntity<typeof ExampleEntity>;
