import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../schema/contract/actor.ts';
import {
  cityBureau,
  citizenLi,
  cityOffice,
  housing,
  HOUSING,
  transport,
  TRANSPORT,
} from '../support/actors.ts';
import { startCasework, type Answer, type TestCasework } from '../support/casework.ts';
import { expectData } from '../support/story.ts';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

const RECORD = `mutation ($kind: InspectionKind!, $unit: ID!, $heldOn: Date!, $officers: [String!]!, $key: ID) {
  recordInspection(
    kind: $kind, unit: $unit, heldOn: $heldOn, officers: $officers
    findings: "台账不全", recommendations: "一个月内补齐", idempotencyKey: $key
  ) { inspection { id kind unit { id } heldOn officers findings recommendations } }
}`;

interface Inspection {
  id: string;
  heldOn: string;
  officers: string[];
}

function record(
  changes: Record<string, unknown> = {},
): Promise<Answer<{ recordInspection: { inspection: Inspection } }>> {
  const inspection = {
    kind: 'INSPECTION',
    unit: HOUSING,
    heldOn: '2026-03-01',
    officers: ['张三'],
  };
  return casework.ask(cityBureau, RECORD, { ...inspection, ...changes });
}

async function listed(actor: Actor, args = ''): Promise<string[]> {
  const query = `{ inspections${args} { heldOn unit { id } } }`;
  const answer = await casework.ask<{ inspections: { heldOn: string }[] }>(actor, query);
  return expectData(answer).inspections.map(({ heldOn }) => heldOn);
}

describe('R35 抓培训、督导: inspection records', () => {
  it('keep kind, unit, officers, findings and recommendations; a retry records nothing more', async () => {
    const key = 'inspection-1';
    const made = expectData(await record({ officers: ['张三', '李四', '张三'], key }));
    expect(made.recordInspection.inspection).toMatchObject({
      kind: 'INSPECTION',
      unit: { id: HOUSING },
      heldOn: '2026-03-01',
      officers: ['张三', '李四'],
      findings: '台账不全',
      recommendations: '一个月内补齐',
    });
    const again = expectData(await record({ officers: ['张三', '李四', '张三'], key }));
    expect(again).toEqual(made);
  });

  it('are listed the latest first, to the city all of them, to a unit its own', async () => {
    expectData(await record({ unit: TRANSPORT, kind: 'TRAINING', heldOn: '2026-02-10' }));
    expectData(await record({ heldOn: '2026-01-05' }));
    expect(await listed(cityBureau)).toEqual(['2026-03-01', '2026-02-10', '2026-01-05']);
    expect(await listed(cityOffice, `(units: ["${TRANSPORT}"])`)).toEqual(['2026-02-10']);
    expect(await listed(cityOffice, '(from: "2026-02-10", to: "2026-02-28")')).toEqual([
      '2026-02-10',
    ]);
    expect(await listed(cityOffice, '(first: 1)')).toEqual(['2026-03-01']);
    expect(await listed(housing)).toEqual(['2026-03-01', '2026-01-05']);
    expect(await listed(transport, `(units: ["${HOUSING}"])`)).toEqual([]);
    const { errors } = await casework.ask(citizenLi, '{ inspections { id } }');
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it.each([
    ['heldOn', { heldOn: '2026-03-03' }],
    ['officers', { officers: [] }],
    ['unit', { unit: 'department:nowhere' }],
  ])('refuse a wrong %s', async (argument, changes) => {
    expect((await record(changes)).errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument,
    });
  });
});
