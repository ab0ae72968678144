import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { blindSpot, cruise, cruiseHouse } from './cruise.ts';

const PLANTED = resolve(import.meta.dirname, 'planted');

interface Rules {
  forbidden: { name: string }[];
}

const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as Rules;

describe('import rules', () => {
  it('report a planted breach of every rule', async () => {
    const { breaches } = await cruise(PLANTED);
    const reported = new Set(breaches.map(({ rule }) => rule));
    const unreported = forbidden.map(({ name }) => name).filter((name) => !reported.has(name));
    expect(unreported).toEqual([]);
  });

  it.each(['case', 'stage', 'term'])(
    'find every kind of I/O in rules: %s.rules.ts',
    async (name) => {
      const { breaches } = await cruise(PLANTED);
      const from = `subgraphs/casework/cases/${name}.rules.ts`;
      expect(breaches).toContainEqual(
        expect.objectContaining({ rule: 'rules-import-no-io', from }),
      );
    },
  );

  it('were checked on every TypeScript file of the house', async () => {
    expect(blindSpot(await cruiseHouse())).toBeNull();
  });

  it('do not count as checked when the checker read no TypeScript', () => {
    const unread = { breaches: [], moduleCount: 0, importCount: 0, fileCount: 12 };
    expect(blindSpot(unread)).toBe('read 0 of 12 TypeScript files and 0 imports');
  });
});
