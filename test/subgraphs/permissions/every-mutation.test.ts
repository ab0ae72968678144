import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { CASE_ACTS } from './case-acts.ts';
import { LETTER_ACTS } from './letter-acts.ts';
import { MAILBOX_ACTS } from './mailbox-acts.ts';
import { PETITIONER_ACTS } from './petitioner-acts.ts';
import { TOLD_ACTS } from './told-acts.ts';

const ROWS = [
  ...[...Object.values(MAILBOX_ACTS), ...Object.values(LETTER_ACTS)].flatMap(({ rows }) => rows),
  ...PETITIONER_ACTS,
  ...TOLD_ACTS,
];

describe('the tables of who may do what', () => {
  it('have a row for every mutation of the API', () => {
    const api = buildSchema(readFileSync('schema/api.graphql', 'utf8'));
    const mutations = Object.keys(api.getMutationType()!.getFields());
    const acts = new Set([
      ...Object.keys(CASE_ACTS),
      // Rows of their own in case-acts.test.ts: none is an act on a case by its id.
      'registerPetition',
      'rateByQueryCode',
      'recordInspection',
      'trustDistrictKey',
      'registerWebhook',
      'resumeWebhook',
      'testWebhook',
      'removeWebhook',
      ...ROWS.map(({ act }) => act),
    ]);
    expect([...acts].toSorted()).toEqual(mutations.toSorted());
  });
});
