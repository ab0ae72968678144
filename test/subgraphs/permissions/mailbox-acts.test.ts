import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { createDepartments } from '../../../subgraphs/departments/subgraph.ts';
import { createDistricts } from '../../../subgraphs/districts/subgraph.ts';
import { createMayor } from '../../../subgraphs/mayor/subgraph.ts';
import { createNational } from '../../../subgraphs/national/subgraph.ts';
import { historicalLetter, letterInput, openMailbox } from '../kit/mailbox/mailbox-world.ts';
import { CASE_ACTS } from './case-acts.ts';
import { MAILBOX_ACTS } from './mailbox-acts.ts';
import { actorOf, verdictsOf } from './verdicts.ts';

const CREATE = {
  mayor: createMayor,
  districts: createDistricts,
  departments: createDepartments,
  national: createNational,
};

describe('R8, R47, R67, R96 every mutation of a mailbox, by everybody', () => {
  it.each(Object.entries(CREATE))('%s', async (schema, create) => {
    const { prefix, rows } = MAILBOX_ACTS[schema]!;
    await using world = await openMailbox(create, { schema, prefix });
    const variables = { letter: letterInput(), letters: [historicalLetter()] };
    for (const { act, mutation, verdicts } of rows)
      for (const [who, code] of verdictsOf(verdicts)) {
        const { errors } = await world.ask(actorOf(who, prefix), mutation, variables);
        expect([act, who, errors?.[0]?.extensions.code ?? null]).toEqual([act, who, code]);
      }
  });
});

describe('the tables of who may do what', () => {
  it('have a row for every mutation of the API', () => {
    const api = buildSchema(readFileSync('schema/api.graphql', 'utf8'));
    const mutations = Object.keys(api.getMutationType()!.getFields());
    const rows = [
      ...Object.keys(CASE_ACTS),
      // Rows of their own in case-acts.test.ts: neither is an act on a case by its id.
      'registerPetition',
      'rateByQueryCode',
      'recordInspection',
      'trustDistrictKey',
      'registerWebhook',
      'resumeWebhook',
      'removeWebhook',
      ...Object.values(MAILBOX_ACTS).flatMap((mailbox) => mailbox.rows.map(({ act }) => act)),
    ];
    expect(rows.toSorted()).toEqual(mutations.toSorted());
  });
});
