import { describe, expect, it } from '@jest/globals';
import { generateSecrets } from '../../../subgraphs/stack/secrets.ts';
import { createTestDatabase } from '../../support/database.ts';
import { checkStarted, idsOf, unmetOf } from './support/run-kit.ts';

describe('R13 the city’s own software as a district’s', () => {
  it('meets the contract too; assignments it leaves to the city’s dashboard', async () => {
    await using database = await createTestDatabase();
    const { personalDataKeys } = await generateSecrets();
    const keys = `PERSONAL_DATA_KEYS='${JSON.stringify(personalDataKeys)}'`;
    const settings = `DATABASE_URL=${database.url} PROFILE=subgraphs/profiles/guangan ${keys}`;
    const report = await checkStarted(`env ${settings} node subgraphs/districts/main.ts`, {
      only: idsOf('L1', 'L2', 'L4'),
    });
    expect(unmetOf(report)).toEqual([]);
  }, 180_000);
});
